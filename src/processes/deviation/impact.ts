// What stands against a batch because of deviations: those about it, and open ones about what went
// into it or what it was made on. Asked of the log when the record is approved and when a lot is
// decided on. A closed deviation of a lot or of equipment was judged by quality, others considered;
// corrective actions hold up nothing (21 CFR 211.192).
import { type BatchState, batch } from "../../domain/batch/batch.ts";
import type { Batch } from "../../domain/batch/batch-part.ts";
import { type Deviation, deviation } from "../../domain/deviation/deviation.ts";
import { equipment } from "../../domain/equipment/equipment.ts";
import type { Aggregate } from "../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { order } from "../../domain/order/order.ts";
import type { Evidence } from "../material/judgement/evidence.ts";

type Wanted = readonly [aggregate: Aggregate<unknown, never>, id: string];

/** What is to be read of a batch, as far as it can be told by what has been read. */
export function impactReads(evidence: Evidence, batchId: string): readonly Wanted[] {
  const made = evidence.of(batch, batchId);
  if (!made || made.status === "unknown") return [[batch, batchId]];
  return [
    [batch, batchId],
    ...(made.issued.orderId === undefined ? [] : [[order, made.issued.orderId] as const]),
    ...inputsOf(made).map((id): Wanted => [materialLot, id]),
    ...[...made.equipment.keys()].map((id): Wanted => [equipment, id]),
    ...[...made.deviations.linked, ...indirect(evidence, made)].map(
      (id): Wanted => [deviation, id],
    ),
  ];
}

/** Lots that went into it, and were not taken back. */
export const inputsOf = ({ material }: Batch): readonly string[] => [
  ...new Set(
    [...material.consumptions.values()]
      .filter(({ voided }) => !voided)
      .map(({ data }) => data.materialLotId),
  ),
];

/** Deviations of its lots and of its equipment. */
function indirect(evidence: Evidence, made: Batch): readonly string[] {
  const lots = inputsOf(made).flatMap((id) => {
    const lot = evidence.of(materialLot, id);
    return lot && lot.status !== "unknown" ? [...lot.deviationIds] : [];
  });
  const units = [...made.equipment.keys()].flatMap((id) => {
    const unit = evidence.of(equipment, id);
    return unit && unit.status !== "unknown" ? [...unit.deviationIds.values()] : [];
  });
  return [...new Set([...lots, ...units])].filter((id) => !made.deviations.linked.has(id));
}

/** BATCH_RECORD_INCOMPLETE naming section 23, or IMPACT_NOT_ACCEPTABLE. */
export function refuseImpact(
  evidence: Evidence,
  batchId: string,
  made: BatchState,
): Refusal | undefined {
  if (made.status === "unknown") return undefined;
  const read = (id: string): Deviation | undefined => {
    const state = evidence.of(deviation, id);
    return state && state.status !== "unknown" ? state : undefined;
  };
  const direct = [...made.deviations.linked].flatMap((id) => read(id) ?? []);
  const others = indirect(evidence, made).flatMap((id) => read(id) ?? []);
  const all = [...direct, ...others.filter(({ status }) => status === "open")];
  // Closing it makes nothing acceptable.
  const bad = [...direct, ...others].find(
    ({ impacts }) => impacts.get(batchId)?.conclusion === "notAcceptable",
  );
  if (bad) {
    return refuse("IMPACT_NOT_ACCEPTABLE", `${bad.raised.title}: its impact is not acceptable.`);
  }
  const investigate = made.copied?.recipe.profiles.includes("us-211") === true;
  const items = [
    ...all
      .filter(({ impacts }) => !impacts.has(batchId))
      .map(({ raised }) => `impact of the deviation: ${raised.title}`),
    ...direct
      .filter(({ investigated }) => investigate && !investigated)
      .map(({ raised }) => `investigation of the deviation: ${raised.title}`),
  ];
  if (items.length === 0) return undefined;
  const missing = items.map((item) => ({ section: 23, item }));
  const message = `Section 23 of the record lacks: ${items.join("; ")}.`;
  return refuse("BATCH_RECORD_INCOMPLETE", message, { sections: [23], missing });
}
