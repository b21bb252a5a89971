// An aggregate small enough to see the handler behind it.
import { z } from "zod";
import { identifierEvents } from "../../../src/domain/identifier/events.ts";
import { AttemptRefused } from "../../../src/domain/kernel/attempt-refused.ts";
import { aggregate, commandsOf } from "../../../src/domain/kernel/decider.ts";
import { eventType } from "../../../src/domain/kernel/event-type.ts";
import { refuse } from "../../../src/domain/kernel/refusal.ts";
import { createCodec } from "../../../src/eventstore/codec.ts";
import {
  createHandler,
  type Instance,
  type Session,
} from "../../../src/eventstore/handler/handle.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";

export const Tallied = eventType("Tallied", {
  data: z.strictObject({ by: z.int(), note: z.string() }),
  action: "create",
  criticality: "minor",
  labels: { by: "By", note: "Note" },
  subjects: () => [],
  sentence: ({ by }) => `counted ${by}`,
  entry: "Other",
});

export const tally = aggregate({
  category: "order",
  ofSite: false,
  events: [Tallied],
  initial: 0,
  evolve: (sum: number, event) => sum + event.data.by,
});

const command = commandsOf(tally);
const Count = z.strictObject({
  by: z.int(),
  note: z.string().default(""),
  max: z.int().default(10),
});

/** Counts up to a limit; beyond it the attempt is refused and kept. */
export const count = command("Count", "executeBatch", Count, ({ by, note, max }, sum) =>
  sum + by > max
    ? refuse("STEP_OUT_OF_ORDER", `${sum} and ${by} are more than ${max}.`, {
        by,
        cause: "tooMany",
        // As a rule may well say it of what it does not know.
        unit: undefined,
      })
    : [{ type: "Tallied", data: { by, note } }],
);

/** Counts only when the other tally stands at zero, and says at which revision it looked. */
export const countAfter = command(
  "CountAfter",
  "executeBatch",
  z.strictObject({ other: z.string() }),
  (_, _sum, { also }) =>
    also.other === 0
      ? [{ type: "Tallied", data: { by: 1, note: "" } }]
      : refuse("NOT_FOUND", "The other tally is not at zero."),
  { reads: { other: { aggregate: tally, id: ({ other }: { other: string }) => other } } },
);

export const named = command(
  "Name",
  "executeBatch",
  z.strictObject({ name: z.string() }),
  () => [{ type: "Tallied", data: { by: 1, note: "named" } }],
  {
    reserves: {
      identifiers: ({ name }) => [{ scheme: "name", issuer: "test", value: name }],
      code: "IDENTITY_REUSED",
    },
  },
);

export const session: Session = {
  actor: { kind: "service", id: "test", name: "Test" },
  authentication: { method: "none" },
  permits: "everything",
  site: "site-1",
  legalEntity: "Example GmbH",
  zone: "Europe/Berlin",
};

export const clock = { kind: "simulated" as const, at: "2026-01-01T00:00:00.000Z" };
export const instance: Instance = {
  appVersion: "0.0.0-test",
  configRevision: "1",
  zoneDatabase: "2026a",
  clock: { kind: clock.kind, now: () => new Date(clock.at) },
};

const types = [Tallied, AttemptRefused, ...identifierEvents];
export const codec = createCodec(
  new Map(types.map((type) => [type.name, type])),
  Buffer.alloc(32, 1),
);
export const handlerOn = (log: EventLog) => createHandler(log, codec, instance);
