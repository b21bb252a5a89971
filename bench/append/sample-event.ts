// The event that benchmarks write: about 250 bytes of data and the metadata that the program puts
// beside it.
import { randomUUID } from "node:crypto";

export function sampleData() {
  return {
    batchId: randomUUID(),
    phase: "compression",
    parameter: "main compression force",
    value: { value: "12.35", unitOfMeasure: "kN" },
    limits: { low: "9.0", high: "15.0" },
    equipmentId: "tabletPress-7",
    remark: "in-process check at the start of the run",
  };
}

export function sampleMetadata() {
  return {
    recordedAt: "2026-03-02T08:15:30.123Z",
    clock: "real",
    zone: "Europe/Prague",
    actor: { person: "person-0042", username: "novak", name: "Jana Novák", role: "operator" },
    authentication: { method: "password", sessionId: randomUUID(), assurance: "single" },
    site: "site-1",
    legalEntity: "entity-1",
    schemaVersion: 1,
    appVersion: "0.1.0",
    commandId: randomUUID(),
    subjects: [{ batch: "batch-171" }, { equipment: "tabletPress-7" }],
    occurredAt: "2026-03-02T09:15:30.000+01:00",
    workstation: "tablet-12",
    $correlationId: randomUUID(),
    mac: "9f2d3c1ba0e45d7786c1f0a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6",
  };
}
