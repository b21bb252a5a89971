// The history that the projection benchmark plays: batches that each consume from 19 lots, by real
// event types.
import { createHash } from "node:crypto";
import type { ProductionEvent } from "../../src/domain/catalogue.ts";
import type { Facts } from "../../src/eventstore/codec.ts";

export interface Happened {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly event: ProductionEvent;
}

const perBatch = 20;

/** Batch after batch, each in a stream of its own; a lot goes into four batches. */
export function history(count: number): readonly Happened[] {
  return Array.from({ length: count }, (_, n) => {
    const batch = Math.trunc(n / perBatch);
    const revision = n % perBatch;
    const event = revision === 0 ? issued(batch) : consumed(batch, revision, n);
    return { id: uuid(`event ${n}`), stream: `batch-${uuid(`batch ${batch}`)}`, revision, event };
  });
}

const issued = (batch: number): ProductionEvent => ({
  type: "BatchIssued",
  data: {
    batchNumber: `B${batch}`,
    material: { materialDefinitionId: "material-tablets", name: "Tablets 20 mg" },
    equipmentIds: ["equipment-press-1"],
    dataOrigin: "live",
  },
});

const consumed = (batch: number, revision: number, n: number): ProductionEvent => ({
  type: "MaterialConsumed",
  data: {
    materialLotId: uuid(`lot ${Math.trunc(batch / 4)} ${revision}`),
    material: { materialDefinitionId: `material-${revision}`, name: `Ingredient ${revision}` },
    quantity: { value: `${n % 1_000}.250`, unitOfMeasure: "kg" },
    kind: "charge",
    basis: "weighed",
    flags: [],
  },
});

function uuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...variant, hex.slice(20, 32)].join("-");
}

export const occurredAt = "2026-03-02T08:15:30.000+01:00";

export const facts: Facts = {
  recordedAt: "2026-03-02T08:15:30.123Z",
  occurredAt,
  clock: "real",
  zone: "Europe/Prague",
  zoneDatabase: "2026a",
  actor: {
    kind: "person",
    id: "person-42",
    username: "novak",
    printedName: "Jana Novák",
    role: "operator",
  },
  authentication: { method: "password", sessionId: "session-7", assurance: "single" },
  site: "site-1",
  legalEntity: "entity-1",
  appVersion: "0.1.0",
  configRevision: "1",
  basedOn: [],
  workstation: "tablet-12",
  commandId: "00000000-0000-8000-8000-000000000000",
  $correlationId: "00000000-0000-8000-8000-000000000000",
};
