// Files or messages that were taken in: which, by what, and everything that was odd about them.
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { Digest, Id, Name, Text } from "../kernel/shape/reference.ts";
import type { Subject } from "../kernel/subject.ts";

const fileName = z.string().min(1).max(400);
const line = z.int().min(1).describe("1-based; absent: the file as a whole.");

export const ImportStarted = eventType("ImportStarted", {
  data: z.strictObject({
    dataSet: Name.describe("Fixed by the importer, whatever the files are called."),
    files: z
      .array(z.strictObject({ name: fileName, sha256: Digest, bytes: z.int().min(0) }))
      .min(1),
    importer: z.strictObject({ name: Name, version: z.string().min(1).max(60) }),
    mapping: z
      .strictObject({ name: fileName, sha256: Digest })
      .exactOptional()
      .describe("The file that says what the source does not."),
  }),
  action: "create",
  criticality: "major",
  labels: { dataSet: "Data set", files: "Files", importer: "Importer", mapping: "Mapping" },
  subjects: () => [],
  sentence: ({ dataSet, files, importer }) => {
    const names = files.map(({ name }) => name).join(", ");
    return `Import of ${dataSet} by ${importer.name} ${importer.version} started: ${names}`;
  },
  entry: "System",
  names: ({ dataSet }) => `Import of ${dataSet}`,
});

export const AnomalyFound = eventType("AnomalyFound", {
  data: z.strictObject({
    file: fileName,
    line: line.exactOptional(),
    code: z.string().regex(/^[A-Z][A-Z0-9_]{0,59}$/),
    text: Text,
    batchId: Id.exactOptional(),
    materialLotId: Id.exactOptional(),
  }),
  action: "create",
  criticality: "major",
  labels: {
    file: "File",
    line: "Line",
    code: "Code",
    text: "What is odd",
    batchId: "Batch",
    materialLotId: "Material lot",
  },
  subjects: (data) => about(data),
  sentence: ({ file, line: at, code, text }) =>
    `${file}${at === undefined ? "" : `, line ${at}`}: ${text} (${code})`,
  entry: "Message",
});

/** The same key came with other content. What was imported first stands. */
export const ImportConflictFound = eventType("ImportConflictFound", {
  data: z.strictObject({
    key: Name.describe("Data set, kind and key of what was imported."),
    formerDigest: Digest,
    newDigest: Digest,
    file: fileName,
    line: line.exactOptional(),
    batchId: Id.exactOptional(),
    materialLotId: Id.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    key: "Key",
    formerDigest: "Digest of what stands (SHA-256)",
    newDigest: "Digest of what came (SHA-256)",
    file: "File",
    line: "Line",
    batchId: "Batch",
    materialLotId: "Material lot",
  },
  subjects: (data) => about(data),
  sentence: ({ key, file, line: at }) => {
    const where = at === undefined ? file : `${file}, line ${at}`;
    return `${key} was imported before with other content; ${where} was left out`;
  },
  entry: "Message",
});

const count = z.int().min(0);

export const ImportCompleted = eventType("ImportCompleted", {
  data: z.strictObject({ batches: count, lots: count, events: count, anomalies: count }),
  action: "create",
  criticality: "major",
  labels: {
    batches: "Batches",
    lots: "Lots",
    events: "Events added",
    anomalies: "Anomalies",
  },
  subjects: () => [],
  sentence: ({ batches, lots, events, anomalies }) =>
    `Completed: ${batches} batches, ${lots} lots, ${events} events, ${anomalies} anomalies`,
  entry: "System",
});

export const importEvents = [
  ImportStarted,
  AnomalyFound,
  ImportConflictFound,
  ImportCompleted,
] as const;

function about(data: { batchId?: string; materialLotId?: string }): readonly Subject[] {
  return [
    ...(data.batchId === undefined ? [] : [{ batch: data.batchId }]),
    ...(data.materialLotId === undefined ? [] : [{ materialLot: data.materialLotId }]),
  ];
}
