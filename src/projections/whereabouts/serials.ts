// Serial numbers of what was reached: what became of each, and where it is now as far as that is
// recorded. Which lot of a batch has a number no event says: it is told where the batch made but
// one; and where that is while all of it is in one place, else among which places it is.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { countOf, rangesOf } from "../../domain/kernel/gs1/serial.ts";
import { digestOf } from "../../integrity/canonical-json.ts";
import { answered } from "../as-of.ts";
import { unknownCodes } from "../genealogy/answer.ts";
import {
  type BatchSerials,
  batchSerials,
  type NumberedLot,
  numberedLots,
  serialFates,
} from "../genealogy/reach/serials.ts";
import { QueryFault } from "../query-fault.ts";
import type {
  Holding,
  LotWhereabouts,
  SerialLine,
  SerialPlace,
  Unknown,
  Whereabouts,
} from "./answer.ts";
import { withUnknown } from "./query.ts";

/** So many lines at most in one answer; it says how many pages there are. */
export const serialLinesMax = 10_000;

/** The answer with a page of the serial numbers of its lots and of these batches, from 1. */
export async function withSerials(
  kysely: Kysely<DB>,
  answer: Whereabouts,
  batchIds: readonly string[],
  page: number,
): Promise<Whereabouts> {
  const { lots, asOf } = answer;
  const known = new Map(lots.map((lot) => [lot.lotId, lot]));
  const { answer: found } = await answered(kysely, "genealogy", async (at) => {
    const things = await numberedLots(at, [...known.keys()], asOf);
    // Of a thing its own number is known: those of other things are not its batch's word on it.
    const numbered = new Set(things.map(({ lotId }) => lotId));
    const lotIds = [...known.keys()].filter((id) => !numbered.has(id));
    return { things, batches: await batchSerials(at, { batchIds, lotIds }, asOf) };
  });
  const { things, batches } = found;
  const ofThings = [...Map.groupBy(things, ({ lotId }) => lotId)];
  const ofLots = ofThings.flatMap(([lotId, of]) => ofThing(known.get(lotId), of));
  const lines = [...batches.flatMap((batch) => ofBatch(batch, known)), ...ofLots];
  const pages = Math.max(1, Math.ceil(lines.length / serialLinesMax));
  const serials = lines.slice((page - 1) * serialLinesMax, page * serialLinesMax);
  const serialCoverage = {
    page,
    pages,
    ranges: lines.length,
    serials: ofThings.length + batches.reduce((all, batch) => all + countIn(batch), 0),
    batches: batches.length,
    lots: ofThings.length,
  };
  const nowhere = lines.filter(({ became, state }) => became === "applied" && !state);
  const code = "SERIAL_IN_BATCH";
  const unknown = [...new Set(nowhere.map(({ batch, lot = "" }) => batch ?? lot))].map(
    (subject): Unknown => ({ code, subject, detail: unknownCodes[code] }),
  );
  const digest = digestOf({ question: "serials", of: answer.digest, serialCoverage, serials });
  return { ...withUnknown(answer, unknown), serials, serialCoverage, digest };
}

/** Asked once it is known who may see the whole: throws PAGE_BEYOND_END. */
export function refuseBeyondEnd({ serialCoverage: of }: Whereabouts): void {
  if (of === undefined || of.page <= of.pages) return;
  const message = `Page ${of.page} of ${of.pages}: ${of.ranges} lines of serial numbers in all.`;
  throw new QueryFault("PAGE_BEYOND_END", message);
}

type Lots = ReadonlyMap<string, LotWhereabouts>;

function ofBatch({ batchId, batch, madeLotIds, became }: BatchSerials, lots: Lots): SerialLine[] {
  const made = madeLotIds.flatMap((id) => lots.get(id) ?? []);
  const lot = madeLotIds.length === 1 ? made[0] : undefined;
  // Where each of its lots is says where one can be; of some of them it would say where not.
  const places = made.length === madeLotIds.length ? placesIn(made) : [];
  const where = places.length > 1 ? { among: places } : places[0];
  return serialFates.flatMap((fate) => {
    const serials = became.get(fate) ?? [];
    const there = fate === "applied" ? { ...named(lot), ...where } : {};
    return rangesOf(serials).map((range, n) => ({
      ...{ batch, batchId, ...range, count: Number(countOf(serials.slice(n, n + 1))) },
      ...{ became: fate, ...there },
    }));
  });
}

/** One thing, however many numbers it has, and in however many places its lot stands. */
function ofThing(lot: LotWhereabouts | undefined, of: readonly NumberedLot[]): SerialLine[] {
  const holdings = lot?.holdings ?? [];
  const places = holdings.length === 0 ? [undefined] : holdings.map(placeOf);
  return of
    .flatMap(({ number: from }) => places.map((place) => ({ from, ...place })))
    .map((line, n) => ({
      ...named(lot),
      ...line,
      count: n === 0 ? 1 : 0,
      became: "applied" as const,
    }));
}

const placesIn = (lots: readonly LotWhereabouts[]): readonly SerialPlace[] => {
  const places = lots.flatMap(({ holdings }) => holdings.map(placeOf));
  return [...new Map(places.map((one) => [JSON.stringify(one), one])).values()];
};

const named = (lot: LotWhereabouts | undefined) => lot && { lot: lot.lot, lotId: lot.lotId };

const placeOf = ({ state, id, consignee, in: name }: Holding): SerialPlace => ({
  state,
  ...(name !== undefined && { in: name }),
  ...(id !== undefined && { id }),
  ...(consignee !== undefined && { consignee }),
});

const countIn = ({ became }: BatchSerials): number =>
  [...became.values()].reduce((all, serials) => all + Number(countOf(serials)), 0);
