// A laboratory row as commands: the batch, what went in, its
// results and yields, and the lot that came out.
import { completeBatch, issueBatch, startBatch } from "../../domain/batch/lifecycle/commands.ts";
import { recordConsumption, recordOutput } from "../../domain/batch/material/commands.ts";
import { listTests, recordResult } from "../../domain/batch/result/commands.ts";
import { stateYield } from "../../domain/batch/result/yield.ts";
import type { Claims } from "../../domain/kernel/metadata.ts";
import { produceMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import { eventId } from "../../eventstore/handler/event-id.ts";
import type { Run } from "../run.ts";
import { type RawMaterial, type ResultColumn, resultColumns, yieldColumns } from "./columns.ts";
import type { LaboratoryRow } from "./laboratory.ts";
import { type Materials, monthOnly, rawMaterials } from "./materials.ts";
import type { Segment } from "./press.ts";

type RawLots = Readonly<Record<RawMaterial, string>>;

/** Everything but the press series and the completion. */
export async function importRow(
  run: Run,
  materials: Materials,
  row: LaboratoryRow,
  segment: Segment | undefined,
): Promise<void> {
  const { batch } = row;
  const claims = monthOnly(row);
  const give = giver(run, row);
  const material = await materials.product(row);
  const issued = await give(
    issueBatch,
    {
      batchNumber: batch,
      material,
      strength: row.strength,
      plannedQuantity: { value: row.size, unitOfMeasure: "{tablet}" },
      ...(segment && { campaign: segment.campaign }),
      equipmentIds: [],
      dataOrigin: "import",
    },
    [],
    claims,
  );
  if (!issued) return;
  await give(startBatch, {}, [], segment ? { occurredAt: segment.from } : claims);
  const lots = await consume(run, materials, row);
  await importResults(run, row, lots);
  for (const [column, value] of row.yields)
    await give(stateYield, yieldOf(column, value), [column], claims);
  await produce(run, materials, row, material);
}

export async function completeRow(
  run: Run,
  row: LaboratoryRow,
  segment: Segment | undefined,
): Promise<void> {
  const claims = segment ? { occurredAt: segment.to } : monthOnly(row);
  await giver(run, row)(completeBatch, {}, [], claims);
}

/** The month is all that is known of when; how much is not in the file. */
async function consume(run: Run, materials: Materials, row: LaboratoryRow): Promise<RawLots> {
  const ids: Partial<Record<RawMaterial, string>> = {};
  const from = `${row.startMonth}-01T00:00:00`;
  const interval = { from, to: endOfMonth(row.startMonth), basis: "unknown" } as const;
  for (const of of rawMaterials) {
    const { materialLotId, material } = await materials.rawLot(row, of);
    ids[of] = materialLotId;
    const data = { materialLotId, material, kind: "charge", basis: "unknown", interval } as const;
    await giver(run, row)(recordConsumption, data, [of], monthOnly(row));
  }
  return ids as RawLots;
}

async function importResults(run: Run, row: LaboratoryRow, lots: RawLots): Promise<void> {
  const give = giver(run, row);
  const stages = Map.groupBy(Object.entries(resultColumns), ([, column]) =>
    JSON.stringify([column.stage, column.of ?? null]),
  );
  for (const [key, columns] of stages) {
    const [first] = columns;
    if (!first) continue;
    const { stage } = first[1];
    const tests = columns.map(([, { test }]) => test);
    const data = { stage, tests, basis: "source", ...lotOf(first[1], lots) } as const;
    await give(listTests, data, [key], monthOnly(row));
  }
  for (const [name, value] of row.results) {
    const column = resultColumns[name];
    if (column) await give(recordResult, resultOf(column, value, lots), [name], monthOnly(row));
  }
}

export const resultOf = (column: ResultColumn, value: string, lots: RawLots) =>
  ({
    stage: column.stage,
    test: column.test,
    ...lotOf(column, lots),
    value: { value, unitOfMeasure: column.unitOfMeasure },
    source: "import",
  }) as const;

export const yieldOf = (column: string, value: string) => ({
  stage: yieldColumns[column] ?? column,
  percent: { value, unitOfMeasure: "%" },
  formula: `as the laboratory states it (column ${column}), in percent of the batch size`,
  inputs: [],
});

const lotOf = ({ of }: ResultColumn, lots: RawLots): { materialLotId?: string } =>
  of === undefined ? {} : { materialLotId: lots[of] };

/** The batch's event is complete by itself; the lot's own first event is made from it. */
async function produce(
  run: Run,
  materials: Materials,
  row: LaboratoryRow,
  material: { materialDefinitionId: string; name: string },
): Promise<void> {
  const { batch } = row;
  const { materialLotId, identifiers } = materials.producedLot(row);
  const output = { materialLotId, material, identifiers, containers: [] };
  const recorded = await giver(run, row)(recordOutput, output, [], monthOnly(row));
  if (!recorded) return;
  const commandId = run.commandId(recordOutput, batch, [row.digest]);
  const outputEventId = eventId(commandId, `batch-${batch}`, 0);
  const lot = { material, identifiers, containers: [], batchId: batch, outputEventId, holds: [] };
  await run.give(produceMaterialLot, materialLotId, lot, [], row, monthOnly(row));
}

/** Commands on the row's batch: what the row says is part of what they are. */
const giver =
  (run: Run, row: LaboratoryRow) =>
  <State, Data, Event extends { type: string; data: unknown }, Reads>(
    command: Parameters<typeof run.give<State, Data, Event, Reads>>[0],
    data: NoInfer<Data>,
    key: readonly string[],
    claims: Partial<Claims>,
  ): Promise<boolean> =>
    run.give(command, row.batch, data, [row.digest, ...key], row, claims);

function endOfMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return `${new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)}T23:59:59`;
}
