// Which batch it is, and how far it has come.
import type { BatchIdentity, BatchStatus } from "../record/record.ts";
import type { Entries } from "../record/stamp.ts";
import type { BatchRow, Rows, StateRow } from "../rows/rows.ts";

export function identityOf(batch: BatchRow, { states }: Rows, entries: Entries): BatchIdentity {
  const stampOf = (state: string) => {
    const row = states.find((one) => one.state === state);
    return row ? entries.stampAt(row.position) : null;
  };
  return {
    batchId: batch.batch_id,
    ...numbersOf(batch, states),
    product: { materialDefinitionId: batch.material_definition_id, name: batch.product },
    strength: batch.strength,
    status: statusOf(states),
    holds: holdsOf(states).map(({ code, position }) => ({ code, by: entries.stampAt(position) })),
    plannedQuantity: batch.planned_quantity,
    order: batch.order_id && entries.nameAt(batch.position, "order", batch.order_id),
    campaign: batch.campaign,
    site: batch.site,
    legalEntity: batch.legal_entity,
    zone: batch.zone,
    issued: entries.stampAt(batch.position),
    started: stampOf("started"),
    completed: stampOf("completed"),
  };
}

/** Its number now, and what it was called before. */
function numbersOf({ batch_number: first, is_provisional }: BatchRow, states: readonly StateRow[]) {
  const given = states.find(({ state }) => state === "numbered")?.detail.batchNumber;
  return {
    batchNumber: given ?? first,
    formerNumber: given === undefined ? null : first,
    numberIsProvisional: is_provisional && given === undefined,
  };
}

const statuses: readonly BatchStatus[] = ["started", "completed", "approved", "notApproved"];

const statusOf = (states: readonly StateRow[]): BatchStatus =>
  states.reduce<BatchStatus>(
    (status, { state }) => statuses.find((one) => one === state) ?? status,
    "issued",
  );

/** Holds that were placed and not lifted. */
function holdsOf(states: readonly StateRow[]): readonly { code: string; position: number }[] {
  const holds = new Map<string, { code: string; position: number }>();
  for (const { state, detail, position } of states) {
    const { holdId = "", code = "" } = detail;
    if (state === "holdPlaced") holds.set(holdId, { code, position });
    if (state === "holdLifted") holds.delete(holdId);
  }
  return [...holds.values()];
}
