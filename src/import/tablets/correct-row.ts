// A row that came with other content, and is to stand: what differs
// is corrected, with the reason given. Nothing is overwritten.
import { batch as batchAggregate } from "../../domain/batch/batch.ts";
import { recordConsumption, voidConsumption } from "../../domain/batch/material/commands.ts";
import { correctResult, recordResult } from "../../domain/batch/result/commands.ts";
import { resultKey } from "../../domain/batch/result/result.ts";
import { stateYield } from "../../domain/batch/result/yield.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import type { Run } from "../run.ts";
import { resultOf, yieldOf } from "./batch-import.ts";
import { resultColumns } from "./columns.ts";
import type { LaboratoryRow } from "./laboratory.ts";
import { type Materials, monthOnly, rawMaterials } from "./materials.ts";

export async function correctRow(
  run: Run,
  materials: Materials,
  row: LaboratoryRow,
  edition: number,
): Promise<void> {
  const { state } = await run.handler.load(batchAggregate, row.batch);
  if (!isKnown(state)) return;
  const reason = run.correctionReason;
  const claims = { ...monthOnly(row), ...(reason && { reason }) };
  const key = [row.digest, `edition ${edition}`];
  const lots = await correctLots(run, materials, row, key);
  for (const [name, column] of Object.entries(resultColumns)) {
    const value = row.results.get(name);
    const data = resultOf(column, value ?? "0", lots);
    const former = state.results.first.get(resultKey(data));
    if (value === undefined) {
      if (former) await blankNow(run, row, name);
    } else if (former) {
      const correction = { correctsEventId: former, value: data.value };
      await run.give(correctResult, row.batch, correction, [...key, name], row, claims);
    } else await run.give(recordResult, row.batch, data, [...key, name], row, claims);
  }
  for (const [column, value] of row.yields) {
    await run.give(stateYield, row.batch, yieldOf(column, value), [...key, column], row, claims);
  }
  await unchangeable(run, row, state.issued);
}

/** Lots that the row no longer names are voided, those that it names now are consumed. */
async function correctLots(
  run: Run,
  materials: Materials,
  row: LaboratoryRow,
  key: readonly string[],
) {
  const { state } = await run.handler.load(batchAggregate, row.batch);
  const standing = isKnown(state)
    ? [...state.material.consumptions.entries()].filter(([, { voided }]) => !voided)
    : [];
  const reason = run.correctionReason;
  const claims = { ...monthOnly(row), ...(reason && { reason }) };
  const named = await Promise.all(
    rawMaterials.map(async (of) => [of, await materials.rawLot(row, of)] as const),
  );
  const now = new Set(named.map(([, { materialLotId }]) => materialLotId));
  for (const [eventId, { data }] of standing) {
    if (now.has(data.materialLotId)) continue;
    const voided = { correctsEventId: eventId };
    await run.give(voidConsumption, row.batch, voided, [...key, eventId], row, claims);
  }
  const before = new Set(standing.map(([, { data }]) => data.materialLotId));
  for (const [of, { materialLotId, material }] of named) {
    if (before.has(materialLotId)) continue;
    const data = { materialLotId, material, kind: "charge", basis: "unknown" } as const;
    await run.give(recordConsumption, row.batch, data, [...key, of], row, claims);
  }
  const ids = named.map(([of, { materialLotId }]) => [of, materialLotId] as const);
  return Object.fromEntries(ids) as Record<(typeof rawMaterials)[number], string>;
}

const blankNow = (run: Run, row: LaboratoryRow, column: string): Promise<void> =>
  run.note({
    ...row,
    code: "RESULT_BLANK_NOW",
    text: `Batch ${row.batch}: ${column} is blank now; the result recorded before stays.`,
  });

/** What a batch was issued as is not corrected by a file. */
async function unchangeable(
  run: Run,
  row: LaboratoryRow,
  issued: { readonly strength?: string; readonly plannedQuantity?: { readonly value: string } },
): Promise<void> {
  const differing = [
    ...(issued.strength === row.strength ? [] : ["strength"]),
    ...(issued.plannedQuantity?.value === row.size ? [] : ["size"]),
  ];
  if (differing.length === 0) return;
  const what = differing.join(", ");
  const text = `Batch ${row.batch}: ${what} differ from the batch as issued, which stays.`;
  await run.note({ ...row, code: "ISSUED_OTHERWISE", text });
}
