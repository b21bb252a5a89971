// Traces one lot both ways against the clock, says where all of it is, freezes the answer, and
// keeps what came of it in the log.
import { createHash, randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { DataOf } from "../../domain/kernel/decider.ts";
import {
  negate,
  compare as ordered,
  percentOf,
  type Quantity,
  sign,
  sumOf,
} from "../../domain/kernel/quantity.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import { recordTraceExercise } from "../../domain/trace-exercise/commands.ts";
import type { Session } from "../../eventstore/handler/handle.ts";
import { canonicalJson } from "../../integrity/canonical-json.ts";
import { answered } from "../../projections/as-of.ts";
import type { Trace } from "../../projections/genealogy/answer.ts";
import { trace } from "../../projections/genealogy/trace.ts";
import { commonlyKnownAt } from "../../projections/known-at.ts";
import type { LotWhereabouts, State, Whereabouts } from "../../projections/whereabouts/answer.ts";
import { whereabouts } from "../../projections/whereabouts/reached.ts";
import type { Instance } from "../instance/instance.ts";
import { CliFault } from "../terminal/fault.ts";
import { notOne } from "../text/not-one.ts";
import { type ComparedLine, comparedWith } from "./compare.ts";

export interface Exercise {
  readonly exerciseId: string;
  /** Log index of what was recorded is the last of the answer. */
  readonly eventId: string | undefined;
  readonly performed: DataOf<typeof recordTraceExercise>;
  readonly forward: Trace;
  readonly backward: Trace;
  readonly whereabouts: Whereabouts;
  /** Empty: internal consistency only. */
  readonly comparison: readonly ComparedLine[];
}

type Parts = Pick<Instance, "database" | "handler" | "blobs" | "clock">;

export interface Asked {
  /** Absent: drawn by the seed. */
  readonly lot?: string;
  /** Any text; it is kept, and draws the same lot from the same records. */
  readonly seed: string;
  /** Absent: one of its own. */
  readonly exerciseId?: string;
  /** A CSV file of an independent source. */
  readonly compare?: string;
}

/** Throws CliFault NO_LOTS, LOT_UNKNOWN, IDENTIFIER_AMBIGUOUS; ImportFault of the file. */
export async function performExercise(
  parts: Parts,
  session: Session,
  { lot: named, seed, compare, exerciseId = randomUUID() }: Asked,
): Promise<Exercise> {
  const { kysely } = parts.database;
  const at = parts.clock.now().toISOString();
  const asOf = await commonlyKnownAt(kysely, ["genealogy", "whereabouts"]);
  const from = named ?? `lot:${await drawn(parts, seed, asOf)}`;
  const began_ms = performance.now();
  const found = await whereabouts(kysely, { from, at, asOf });
  if (found.found !== "one") throw notOne(from, found);
  const { trace: forward, whereabouts: where } = found;
  const back = await trace(kysely, { from, direction: "backward", at, asOf: where.asOf });
  if (back.found !== "one") throw notOne(from, back);
  const took_ms = Math.round(performance.now() - began_ms);
  const own = ownLot(where, forward, from);
  const compared =
    compare === undefined ? undefined : await comparedWith(parts.blobs, compare, where);
  const frozen = { from, forward, backward: back.trace, whereabouts: where };
  const performed = {
    materialLotId: own.lotId,
    lot: own.lot,
    ...(named === undefined && { seed }),
    asOf: where.asOf,
    took_ms,
    forward: counted(forward),
    backward: counted(back.trace),
    ...tracedOf(own),
    unknown: where.unknown.length + back.trace.unknown.length,
    answerSha256: await parts.blobs.put(Buffer.from(canonicalJson(frozen))),
    ...(compared && { compared: compared.summary }),
  };
  const call = { commandId: randomUUID(), id: exerciseId, data: performed };
  const answer = await parts.handler.execute(recordTraceExercise, call, session);
  if (answer.outcome === "refused") throw new CliFault(answer.code, answer.message);
  const eventId = answer.events.at(-1)?.id;
  const comparison = compared?.lines ?? [];
  return { exerciseId, eventId, performed, ...frozen, comparison };
}

/** The same seed draws the same lot from the same records: as of the tree size that is kept. */
async function drawn({ database: { kysely } }: Parts, seed: string, asOf: number): Promise<string> {
  const number = createHash("sha256").update(seed).digest().readUInt32BE();
  const { answer } = await answered(kysely, "whereabouts", async (at) => {
    const { rows } = await sql<{ lotId: string }>`
      with lot as (select distinct lot_id from whereabouts.whereabouts_lot where position < ${asOf})
      select lot_id as "lotId" from lot order by lot_id collate "C"
      limit 1 offset (select ${number}::bigint % greatest(count(*), 1) from lot)`.execute(at);
    return rows;
  });
  const [lot] = answer;
  if (lot) return lot.lotId;
  throw new CliFault("NO_LOTS", "No lot is recorded yet: there is nothing to trace.");
}

function ownLot({ lots }: Whereabouts, forward: Trace, from: string): LotWhereabouts {
  const reached = new Set(forward.lots.map(({ lotId }) => lotId));
  const [own, ...others] = lots.filter(({ lotId }) => !reached.has(lotId));
  if (own && others.length === 0) return own;
  throw new CliFault("LOT_NEEDED", `An exercise begins at a lot, and ${from} is none.`);
}

const counted = ({ lots, batches, shipments }: Trace) => ({
  lots: lots.length,
  batches: batches.length,
  shipments: shipments.length,
});

/** What no record says the whereabouts of, though its amount is known. */
const astray: ReadonlySet<State> = new Set(["adjusted", "notArrived", "overdrawn", "moreReturned"]);

/**
 * Percent traced: of what was made, how much is in a state that is recorded with its quantity;
 * what is missing by count, did not arrive or was taken beyond what there was counts against it.
 */
export function tracedOf({ made, holdings, difference }: LotWhereabouts): {
  made?: Quantity;
  accounted?: Quantity;
  percentTraced?: Quantity;
} {
  if (!made) return {};
  const lost = holdings
    .filter(({ state }) => astray.has(state))
    .flatMap((one) => one.quantity ?? []);
  // What was taken beyond what there was stands among what was found, too.
  const beyond = lost.filter((one) => sign(one) < 0);
  const isWhole = holdings.every(({ quantity }) => quantity !== undefined);
  const found = holdings.filter(({ state }) => !astray.has(state));
  const parts = isWhole
    ? [made, ...[...lost, ...(difference ? [difference] : [])].map(less)]
    : [
        { ...made, value: "0" },
        ...found.flatMap(({ quantity }) => quantity ?? []),
        ...[...beyond, ...beyond],
      ];
  const accounted = sumOf(parts);
  if (!accounted) return { made };
  const atLeast = sign(accounted) < 0 ? { ...accounted, value: "0" } : accounted;
  const percent = percentOf(atLeast, made, 1);
  // More is found than was made: the records contradict themselves, and are no part of it.
  if (isRefusal(percent) || ordered(atLeast, made) === 1) return { made, accounted: atLeast };
  return { made, accounted: atLeast, percentTraced: neverFull(percent, atLeast, made) };
}

/** What is not all accounted for is not rounded up to all. */
function neverFull(percent: Quantity, accounted: Quantity, made: Quantity): Quantity {
  const isRounded = ordered(accounted, made) === -1 && percent.value === "100";
  return isRounded ? { ...percent, value: "99.9" } : percent;
}

/** Less by as much as it is off, whichever way. */
const less = (quantity: Quantity): Quantity => (sign(quantity) > 0 ? negate(quantity) : quantity);
