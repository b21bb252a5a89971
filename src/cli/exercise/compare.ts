// An independent source beside the answer: a count sheet, movements of the ERP, papers of a
// carrier, as a file of lots, states and quantities.
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { compare, Quantity, sumOf } from "../../domain/kernel/quantity.ts";
import type { Compared } from "../../domain/trace-exercise/events.ts";
import { readCsv } from "../../import/csv/read-csv.ts";
import { ImportFault } from "../../import/import-fault.ts";
import { type State, states, type Whereabouts } from "../../projections/whereabouts/answer.ts";
import type { Blobs } from "../../vault/blobs.ts";

export interface ComparedLine {
  readonly lot: string;
  readonly state: State;
  /** Absent: the source says nothing of it. */
  readonly source?: Quantity;
  /** Absent: the records have nothing there, or not how much. */
  readonly records?: Quantity;
  readonly verdict: "agrees" | "differs" | "onlyInSource" | "onlyInRecords";
}

const dialect = {
  separator: ",",
  columns: { lot: true, state: false, quantity: true, unit: true },
} as const;

/** Throws ImportFault with file and line; the file itself is kept under its SHA-256. */
export async function comparedWith(
  blobs: Pick<Blobs, "put">,
  path: string,
  answer: Whereabouts,
): Promise<{ readonly summary: Compared; readonly lines: readonly ComparedLine[] }> {
  const told = await readTold(path, answer);
  const known = knownIn(answer);
  const names = new Set(answer.lots.map(({ lot }) => lot));
  const spoken = new Set([...told.values()].map(({ state }) => state));
  const lines = [
    ...[...told.values()].map((one) => lineOf(one, known.get(keyOf(one)), names.has(one.lot))),
    ...[...known.values()]
      .filter((one) => spoken.has(one.state) && !told.has(keyOf(one)))
      .map(({ lot, state, quantity }): ComparedLine => {
        const records = quantity && { records: quantity };
        return { lot, state, ...records, verdict: "onlyInRecords" };
      }),
  ];
  const count = (of: ComparedLine["verdict"]) =>
    lines.filter(({ verdict }) => verdict === of).length;
  const summary = {
    source: basename(path),
    sha256: await blobs.put(createReadStream(path)),
    lines: told.size,
    agreeing: count("agrees"),
    differing: count("differs"),
    onlyInSource: count("onlyInSource"),
    onlyInRecords: count("onlyInRecords"),
  };
  return { summary, lines };
}

interface Told {
  readonly lot: string;
  readonly state: State;
  readonly quantity: Quantity | undefined;
}

const keyOf = ({ lot, state }: Pick<Told, "lot" | "state">): string => `${state} ${lot}`;

/** Several lines of one lot and state are one sum. */
async function readTold(path: string, answer: Whereabouts): Promise<ReadonlyMap<string, Told>> {
  const file = basename(path);
  const names = new Map(
    answer.lots.flatMap(({ lot, lotId }) => [lot, lotId, `lot:${lotId}`].map((as) => [as, lot])),
  );
  const told = new Map<string, Told>();
  for await (const { line, cells } of readCsv(path, dialect)) {
    const at = (column: string) => ({ file, line, column });
    const state = cells.state || "inStock";
    if (!isState(state)) {
      const known = Object.keys(states).join(", ");
      throw new ImportFault("VALUE_MALFORMED", at("state"), `${state} is none of ${known}.`);
    }
    const given = { value: cells.quantity, unitOfMeasure: cells.unit };
    const { data: quantity } = Quantity.safeParse(given);
    if (!quantity) {
      const said = `${cells.quantity} ${cells.unit} is no decimal with a UCUM unit.`;
      throw new ImportFault("VALUE_MALFORMED", at("quantity"), said);
    }
    const lot = names.get(cells.lot ?? "") ?? cells.lot ?? "";
    const key = keyOf({ lot, state });
    const before = told.get(key);
    const sum = before ? sumOf([before.quantity, quantity]) : quantity;
    told.set(key, { lot, state, quantity: sum });
  }
  return told;
}

const isState = (text: string): text is State => Object.hasOwn(states, text);

function knownIn({ lots }: Whereabouts): ReadonlyMap<string, Told> {
  const all = lots.flatMap(({ lot, holdings }) =>
    holdings.map(({ state, quantity }): Told => ({ lot, state, quantity })),
  );
  const groups = Map.groupBy(all, keyOf);
  return new Map(
    [...groups].flatMap(([key, of]) => {
      const [first] = of;
      return first ? [[key, { ...first, quantity: sumOf(of.map((one) => one.quantity)) }]] : [];
    }),
  );
}

/** Of a lot that is in the answer, what the records have nothing of is nothing. */
function lineOf(
  { lot, state, quantity }: Told,
  known: Told | undefined,
  isTraced: boolean,
): ComparedLine {
  const line = { lot, state, ...(quantity && { source: quantity }) };
  if (!known && !isTraced) return { ...line, verdict: "onlyInSource" };
  const none = quantity && { ...quantity, value: "0" };
  const records = known ? known.quantity : none;
  const order = quantity && records && compare(quantity, records);
  const verdict = order === 0 ? "agrees" : known ? "differs" : "onlyInSource";
  return { ...line, ...(known?.quantity && { records: known.quantity }), verdict };
}
