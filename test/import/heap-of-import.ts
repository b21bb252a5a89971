// A process of its own: imports a folder and tells by how
// much its heap grew at most, after collection.
import { eventTypes } from "../../src/domain/catalogue.ts";
import { createCodec } from "../../src/eventstore/codec.ts";
import { openEventLog } from "../../src/eventstore/event-log.ts";
import { createHandler } from "../../src/eventstore/handler/handle.ts";
import { importTablets } from "../../src/import/tablets/import-tablets.ts";

const [folder = "", endpoint = ""] = process.argv.slice(2);
const log = await openEventLog({ endpoint });
const clock = { kind: "real" as const, now: () => new Date() };
const instance = { appVersion: "0", configRevision: "1", zoneDatabase: "2026a", clock };
const handler = createHandler(log, createCodec(eventTypes, Buffer.alloc(32, 1)), instance);
const session = {
  actor: { kind: "service", id: "test", name: "Test" },
  authentication: { method: "none" },
  permits: "everything",
  site: "site-1",
  legalEntity: "Example GmbH",
  zone: "UTC",
} as const;

const heap_bytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
const before = heap_bytes();
let largest = before;
const sampling = setInterval(() => {
  largest = Math.max(largest, heap_bytes());
}, 500);
const summary = await importTablets({ handler, session, keep: async () => undefined }, folder);
clearInterval(sampling);
await log.close();
process.send?.({ growth_bytes: largest - before, ...summary });
process.disconnect?.();
