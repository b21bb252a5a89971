// How much of a bad lot is in what it reached: by a declared model of mixing, and whatever the
// mixing was, how much at least and at most. Amounts are IEEE doubles, rounded to nine decimals.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { Quantity } from "../../../domain/kernel/quantity.ts";
import { compare, sumOf, unitRatio } from "../../../domain/kernel/quantity.ts";
import { materialKinds } from "../../../genealogy/edge.ts";
import { boundsOf } from "../../../genealogy/share/bounds.ts";
import { type Mixing, sharesOf } from "../../../genealogy/share/shares.ts";
import { strictTrace } from "../../../genealogy/trace/strict.ts";
import { viewOf } from "../../../genealogy/view.ts";
import { digestOf } from "../../../integrity/canonical-json.ts";
import { QueryFault } from "../../query-fault.ts";
import { quantityText } from "../../wording/quantity.ts";
import { type Unknown, unknownCodes } from "../answer.ts";
import type { Reaching } from "../graph/asked.ts";
import { received } from "../reach/balance.ts";
import { by } from "../reach/nodes.ts";
import { type Gap, gapsOf, reachOf } from "../reach/reach.ts";
import type { NodeRow } from "../reach/row.ts";
import { inBaseUnit, rowsGraph } from "../reach/rows-graph.ts";
import { type Edge, edgesAt } from "../reach/walk.ts";
import { type Answered, type Asking, answering, type Question, refuseTooLarge } from "./asking.ts";
import { type Stayed, stayedOf } from "./stayed.ts";
import { type Thing, thingOf } from "./thing.ts";

export const mixings = ["wellMixed", "firstInFirstOut", "unknown"] as const;

export interface SharesQuery extends Question {
  readonly from: string;
  /** `unknown`: only bounds. */
  readonly mixing: Mixing | "unknown";
  /** How much of the lot is bad, in a unit of its dimension. Absent: all that came to it. */
  readonly bad?: Quantity;
}

/** Why a verdict is what it is. */
export const verdictReasons = {
  BY_QUANTITY: "What else took of it had no room for all of the bad part.",
  MAY_HOLD: "Material of it came there, and nothing recorded rules the bad part out.",
  NOTHING_DRAWN: "By the recorded quantities nothing of the bad part can have come there.",
  BY_TIME: "By observed times everything had left before the bad material came.",
} as const;

export const verdicts = ["certain", "possible", "excluded"] as const;

export interface Share extends Thing {
  readonly verdict: (typeof verdicts)[number];
  readonly reason: keyof typeof verdictReasons;
  /** Of the bad amount, in its unit. By the model: what came there, and what stayed. */
  readonly received?: string;
  readonly held?: string;
  /** Whatever the mixing was: at least, if batches lose nothing, and at most. */
  readonly certain: string;
  readonly possible: string;
}

export interface Shares {
  readonly from: string;
  readonly mixing: SharesQuery["mixing"];
  readonly bad: Quantity;
  readonly happenedBy?: string;
  /** Tree size: complete over the recorded events 0 .. asOf - 1. */
  readonly asOf: number;
  /** What stayed in the bad lot itself, by the model. */
  readonly heldByLot?: string;
  /** Everything that material of it came to, in the order of kind, name and id. */
  readonly shares: readonly Share[];
  readonly unknown: readonly Unknown[];
  /** Edges that carry nothing in the model, because how much they carried is not known. */
  readonly coverage: { readonly edges: number; readonly edgesUnknown: number };
  /** SHA-256 of RFC 8785 over the question and the shares. */
  readonly digest: string;
}

/** Throws QueryFault BAD_QUANTITY_UNFIT, ANSWER_TOO_LARGE besides what every question throws. */
export const shares = (
  kysely: Kysely<DB>,
  query: SharesQuery,
  graph?: Reaching,
): Promise<Answered<Shares>> =>
  answering(kysely, query, [query.from], graph, (asking) => answer(asking, query));

async function answer(asking: Asking, query: SharesQuery): Promise<Shares> {
  const [seed] = asking.seeds;
  const [node] = seed?.nodeIds ?? [];
  if (!seed || node === undefined || seed.kind !== "materialLot") {
    throw new QueryFault("BAD_QUANTITY_UNFIT", `${query.from} is no lot, so it has no shares.`);
  }
  const total = await received(asking.at, seed.id, asking.bounds.asOf);
  const bad = query.bad ?? total;
  if (!bad || Number(bad.value) <= 0 || (total && !isPartOf(bad, total))) {
    const known = total ? `${quantityText(total)} came` : "how much there was is not known";
    throw new QueryFault("BAD_QUANTITY_UNFIT", `Say how much of ${seed.name} is bad: ${known}.`);
  }
  const stayed = await stayedOf(asking.at, await edgesOf(asking, node), asking.bounds);
  const { edges } = stayed;
  const all = total && sumOf([total, ...cameBeside(stayed, node)]);
  const { outcome, edgesUnknown, heldByLot } = computed(edges, node, bad, all, query.mixing);
  const rows = await asking.rowsOf([node, ...outcome.map(({ nodeId }) => nodeId)]);
  const list = outcome.flatMap(({ nodeId, ...share }): Share[] => {
    const row = rows.get(nodeId);
    return row ? [{ ...thingOf(row), ...share }] : [];
  });
  const { happenedBy, mixing } = query;
  const asked = { from: seed.name, mixing, bad, ...(happenedBy !== undefined && { happenedBy }) };
  const found = { ...(heldByLot !== undefined && { heldByLot }), shares: list.sort(inOrder) };
  return {
    ...asked,
    asOf: asking.bounds.asOf,
    ...found,
    unknown: unknownOf([...edges.flatMap(gapsOf), ...returnGaps(stayed)], rows),
    coverage: { edges: edges.length, edgesUnknown },
    digest: digestOf({ query: asked, ...found }),
  };
}

const isPartOf = (bad: Quantity, total: Quantity): boolean => {
  const order = compare(bad, total);
  return order === 0 || order === -1;
};

/** What came back to the lot beyond what it had given came from elsewhere. */
const cameBeside = ({ beyond }: Stayed, node: number): readonly Quantity[] =>
  [...beyond].flatMap(([{ source }, amount]) => (source === node ? [amount] : []));

const returnGaps = ({ unknown, beyond }: Stayed): readonly Gap[] => [
  ...unknown.map(({ source, target }) => ({ source, target, code: "RETURN_UNKNOWN" as const })),
  ...[...beyond.keys()].map(({ source, target }) => ({
    ...{ source, target, code: "MORE_RETURNED" as const },
  })),
];

/** By material only: packing and shipping carry the place. */
async function edgesOf(asking: Asking, node: number): Promise<readonly Edge[]> {
  const { at, bounds, moment, graph } = asking;
  const kinds = materialKinds;
  const walk = { from: [node], direction: "forward", ...bounds, kinds } as const;
  const { nodes } = await reachOf(at, walk, moment, graph);
  refuseTooLarge(nodes.length, "things that it reached");
  return edgesAt(at, [node, ...nodes], "backward", { ...bounds, kinds });
}

function computed(
  edges: readonly Edge[],
  node: number,
  bad: Quantity,
  total: Quantity | undefined,
  mixing: SharesQuery["mixing"],
) {
  const rows = rowsGraph(edges, [node]);
  const view = viewOf(rows.graph);
  const seed = rows.placeOf(node);
  const unit = Number(unitRatio(bad.unitOfMeasure)?.[1] ?? 1);
  const all = total && inBaseUnit(total.value, total.unitOfMeasure).quantity;
  const lot = {
    node: seed,
    bad: inBaseUnit(bad.value, bad.unitOfMeasure).quantity,
    ...(all !== undefined && { total: all }),
  };
  const { nodes, certain, possible } = boundsOf(view, lot);
  const model = mixing === "unknown" ? undefined : sharesOf(view, lot, mixing);
  const inTime = new Set(strictTrace(view, [seed], "forward").nodes);
  const text = (amount: number | undefined): string => decimal((amount ?? 0) / unit);
  const outcome = [...nodes].flatMap((place, n) => {
    if (place === seed) return [];
    const [least, most] = [text(certain[n]), text(possible[n])];
    const verdict = verdictOf(least, most, inTime.has(place));
    const byModel = model && { received: text(model.received[n]), held: text(model.held[n]) };
    const nodeId = rows.nodes[place] ?? -1;
    return [{ nodeId, ...verdict, ...byModel, certain: least, possible: most }];
  });
  const held = model && text(model.held[0]);
  const heldByLot = held === undefined ? {} : { heldByLot: held };
  return { outcome, edgesUnknown: model?.unknown ?? unknownIn(edges), ...heldByLot };
}

const unknownIn = (edges: readonly Edge[]): number =>
  edges.filter(({ quantity }) => quantity === null).length;

/** What is certain by quantity is not excluded by time: one of the two records is then wrong. */
function verdictOf(
  certain: string,
  possible: string,
  isInTime: boolean,
): Pick<Share, "verdict" | "reason"> {
  if (certain !== "0") return { verdict: "certain", reason: "BY_QUANTITY" };
  if (!isInTime) return { verdict: "excluded", reason: "BY_TIME" };
  if (possible === "0") return { verdict: "excluded", reason: "NOTHING_DRAWN" };
  return { verdict: "possible", reason: "MAY_HOLD" };
}

/** Without an exponent and without zeros at the end. */
function decimal(amount: number): string {
  const text = amount.toFixed(9).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

function unknownOf(gaps: readonly Gap[], rows: ReadonlyMap<number, NodeRow>): readonly Unknown[] {
  const nameOf = (node: number): string => {
    const row = rows.get(node);
    return row ? thingOf(row).name : "outside";
  };
  return gaps
    .map(({ source, target, code }) => ({
      code,
      subject: `${nameOf(source)} -> ${nameOf(target)}`,
      detail: unknownCodes[code],
    }))
    .sort((one, other) => by(one.code, other.code) || by(one.subject, other.subject));
}

const inOrder = (one: Share, other: Share): number =>
  by(one.kind, other.kind) || by(one.name, other.name) || by(one.id, other.id);
