// A measured serial number as commands: the record of the part, a result for each characteristic,
// and the part itself as a lot of one in quarantine. When it was measured and by whom the document
// does not say, and so nobody says it here.
import { issueBatch } from "../../domain/batch/lifecycle/commands.ts";
import { recordOutput } from "../../domain/batch/material/commands.ts";
import { listTests, recordResult } from "../../domain/batch/result/commands.ts";
import type { MaterialReference } from "../../domain/kernel/shape/reference.ts";
import { produceMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import { derivedId, eventId } from "../../eventstore/handler/event-id.ts";
import type { Run } from "../run.ts";
import type { SourceFile } from "../source-file.ts";
import type { MeasuredSerial, QifDocument } from "./document.ts";

/** Fixed by the importer, whatever the files are called. */
export const dataSet = "QIF results";

export const partUnit = "{part}";

/** Where a part is recorded; worked out, so that any document about it means the same. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly batch: string;
  readonly materialLotId: string;
}

export const materialIdOf = ({ part }: QifDocument): string =>
  derivedId(dataSet, "material", part.name);

export const placeOf = (
  { file, part }: QifDocument,
  { serialNumber, line }: MeasuredSerial,
): Place => ({
  file,
  line,
  batch: derivedId(dataSet, "batch", part.name, serialNumber),
  materialLotId: derivedId(dataSet, "lot", part.name, serialNumber),
});

export const identifierOf = ({ part }: QifDocument, { serialNumber }: MeasuredSerial) => ({
  scheme: "serialNumber",
  issuer: part.name,
  value: serialNumber,
});

export async function importSerial(
  run: Run,
  document: QifDocument,
  serial: MeasuredSerial,
  log: SourceFile | undefined,
): Promise<void> {
  const { file, part, qpId } = document;
  const { serialNumber, digest, measured } = serial;
  const at = placeOf(document, serial);
  const { batch, materialLotId } = at;
  const material = { materialDefinitionId: materialIdOf(document), name: part.name };
  const claims = {
    clockQuality: "unknown" as const,
    externalReferences: [
      { system: "QIF document", id: qpId ?? file },
      ...(log ? [{ system: "machine log (SHA-256)", id: log.sha256 }] : []),
    ],
  };
  const batchNumber = `${part.name} ${serialNumber}`;
  const dataOrigin = "import" as const;
  const issued = { batchNumber, material, equipmentIds: [], dataOrigin };
  if (!(await run.give(issueBatch, batch, issued, [digest], at, claims))) return;
  const of = { stage: "release", materialLotId } as const;
  const tests = document.characteristics.map(({ test }) => test);
  const listed = { ...of, tests, basis: "source" as const };
  await run.give(listTests, batch, listed, [digest], at, claims);
  for (const { characteristic, value, line } of measured) {
    if (!value) continue;
    const { test, limits } = characteristic;
    const result = { ...of, test, value, ...(limits && { limits }), source: "import" } as const;
    await run.give(recordResult, batch, result, [digest, test], { ...at, line }, claims);
  }
  await produce(run, { material, identifier: identifierOf(document, serial), digest, at });
}

interface Produced {
  readonly material: MaterialReference;
  readonly identifier: ReturnType<typeof identifierOf>;
  readonly digest: string;
  readonly at: Place;
}

/** The record's event is complete by itself; the lot's own first event is made from it. */
async function produce(run: Run, { material, identifier, digest, at }: Produced): Promise<void> {
  const { batch, materialLotId } = at;
  const quantity = { value: "1", unitOfMeasure: partUnit };
  const made = { material, identifiers: [identifier], quantity, containers: [] };
  const claims = { clockQuality: "unknown" as const };
  const output = { materialLotId, ...made };
  if (!(await run.give(recordOutput, batch, output, [digest], at, claims))) return;
  const commandId = run.commandId(recordOutput, batch, [digest]);
  const outputEventId = eventId(commandId, `batch-${batch}`, 0);
  const lot = { ...made, batchId: batch, outputEventId, holds: [] };
  await run.give(produceMaterialLot, materialLotId, lot, [digest], at, claims);
}
