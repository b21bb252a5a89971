// By which number the supplier knows what is charged: asked of what was received, also of what was
// split off or merged from it, before it goes into a batch whose rules want it traced back
// (21 CFR 211.184(a); EU GMP 4.22; ICH Q7, 6.30; ISO 13485, 7.5.9).
import type { BatchState } from "../../domain/batch/batch.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import type { ProfileName } from "../../domain/kernel/recipe/recipe.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Lot } from "../../domain/material-lot/lot.ts";
import { type MaterialLotState, materialLot } from "../../domain/material-lot/material-lot.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { readMore } from "../hold/standing.ts";
import { type AnyRead, evidenceIn, gatherAll, lineage, readsOf } from "./judgement/evidence.ts";

const asking: ReadonlySet<ProfileName> = new Set(["us-211", "eu-gmp-p1", "ich-q7", "device-13485"]);

/** Numbers that we give ourselves. */
const own: ReadonlySet<string> = new Set(["internalLot", "receipt", "erpBatch"]);

/** What a lot was split off or merged from, however far back: to be read with the act. */
export async function readsOfSources(
  handler: Handler,
  materialLotId: string,
): Promise<Readonly<Record<string, AnyRead>>> {
  const { state } = await handler.load(materialLot, materialLotId);
  const first = state.status === "unknown" ? [] : state.from;
  return gatherAll(handler, (evidence) =>
    readsOf(
      [
        ...first,
        ...first.flatMap((id) => lineage(evidence, id)).flatMap(({ lot }) => lot.from),
      ].map((id) => [materialLot, id] as const),
    ),
  );
}

/**
 * SUPPLIER_LOT_REQUIRED; undefined: it was made here, what was received has one, or no rule asks
 * for it; `readMore` where it came from more than was read.
 */
export function refuseUnnumbered(
  states: Readonly<Record<string, unknown>>,
  of: BatchState,
  lot: MaterialLotState,
): Refusal | undefined {
  if (lot.status === "unknown" || !isKnown(of)) return undefined;
  const isAsked = of.copied?.recipe.profiles.some((one) => asking.has(one)) === true;
  if (!isAsked) return undefined;
  const evidence = evidenceIn(states);
  const before = lot.from.flatMap((id) => lineage(evidence, id)).map((one) => one.lot);
  const all = [lot, ...before];
  const sources = all.flatMap(({ from }) => from).map((id) => evidence.of(materialLot, id));
  if (sources.includes(undefined)) return readMore;
  const unnumbered = all.find(isUnnumbered);
  if (!unnumbered) return undefined;
  const { name } = lot.material;
  const called = unnumbered.identifiers.map(({ value }) => value).join(", ");
  const which = called === "" ? "the received lot" : `received lot ${called}`;
  const message = `${name}: ${which} has no number of the supplier's; relabel it with that.`;
  return refuse("SUPPLIER_LOT_REQUIRED", message);
}

/** Only what was received is asked: what we call a part of it, or a mixture, is our own number. */
const isUnnumbered = ({ receipt, identifiers }: Lot): boolean =>
  receipt !== undefined && identifiers.every(({ scheme }) => own.has(scheme));
