// The same for a hundred thousand entries of one machine.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { raiseAlarm } from "../../../src/domain/equipment/machine/commands.ts";
import type { Handler } from "../../../src/eventstore/handler/handle.ts";
import { session } from "../handler/tally.ts";
import { keeping, machine, started } from "./machine.ts";

test("of a hundred thousand entries a command reads one, the first after a start few", async () => {
  const { log, reading } = machine("press", 100_000);
  const kept = keeping();
  const raise = async (handler: Handler) => {
    const alarm = { alarmId: randomUUID(), code: "E17", text: "Hot", priority: "minor" } as const;
    const call = { commandId: randomUUID(), id: "press", data: alarm };
    const answer = await handler.execute(raiseAlarm, call, session);
    expect(answer).toMatchObject({ outcome: "accepted", repeated: false });
  };
  const first = started(log, kept.folds());
  expect(await reading(() => raise(first))).toBe(100_000);
  expect(await reading(() => raise(first))).toBe(1);
  const restarted = started(log, kept.folds());
  expect(await reading(() => raise(restarted))).toBe(3);
  expect(await reading(() => raise(restarted))).toBe(1);
  await kept.written();
  const [bytes = Buffer.alloc(0)] = kept.files.values();
  // Eight for each command at most half full, and the latest thousand entries.
  expect(bytes.length).toBeLessThan(100_000 * 32 + 1_000_000);
});
