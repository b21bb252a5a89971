// A command on a machine that was used for years reads what it reads on a new one.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { equipment } from "../../../src/domain/equipment/equipment.ts";
import { momentsOf, standingAt } from "../../../src/domain/equipment/history.ts";
import { changeEquipmentState } from "../../../src/domain/equipment/machine/commands.ts";
import type { Handler } from "../../../src/eventstore/handler/handle.ts";
import { session } from "../handler/tally.ts";
import { commandOf, keeping, machine, minute, started } from "./machine.ts";

const states = ["execute", "held"] as const;
let turn = 0;

/** Something that happens to the machine. */
const happen = (handler: Handler, more: object = {}) => {
  turn += 1;
  const data = { state: states[turn % 2] ?? "execute", cause: `turn ${turn}` };
  const call = { commandId: randomUUID(), id: "press", data, ...more };
  return handler.execute(changeEquipmentState, call, session);
};
const accepted = { outcome: "accepted", repeated: false };

async function whole(handler: Handler) {
  const { state } = await handler.load(equipment, "press", { whole: true });
  if (state.status === "unknown") throw new Error("It is registered.");
  return state.history;
}

test("warm, as many events are read of a long stream as of a short one", async () => {
  const counts = [];
  for (const length of [10, 1_200]) {
    const { log, reading } = machine("press", length);
    const handler = started(log, keeping().folds());
    await happen(handler);
    counts.push(await reading(() => happen(handler)), await reading(() => happen(handler)));
  }
  expect(counts).toEqual([1, 1, 1, 1]);
});

test("after a start no more is read than what came since it was kept", async () => {
  const { log, reading } = machine("press", 1_200);
  const kept = keeping();
  expect(await reading(() => happen(started(log, kept.folds())))).toBe(1_200);
  const handler = started(log, kept.folds());
  expect(await reading(async () => expect(await happen(handler)).toMatchObject(accepted))).toBe(2);
  for (let n = 0; n < 1_100; n += 1) await happen(handler);
  const again = started(log, kept.folds());
  expect(await reading(() => happen(again))).toBeLessThan(200);
  const found = await whole(again);
  expect(momentsOf(found)).toHaveLength(1_200 + 1 + 1 + 1_100 + 1);
});

test("what another wrote in between is read and counts", async () => {
  const { log, reading, stream, streams } = machine("press", 1_200);
  const kept = keeping();
  const [one, other] = [started(log, kept.folds()), started(log, kept.folds())];
  await happen(one);
  expect(await reading(() => happen(other))).toBe(2);
  expect(await reading(() => happen(one))).toBe(2);
  expect(streams.get(stream)).toHaveLength(1_203);
  const { state } = await one.load(equipment, "press");
  const all = (await started(log).load(equipment, "press", { whole: true })).state;
  if (state.status === "unknown" || all.status === "unknown") throw new Error("It is known.");
  expect(standingAt(state.history, minute(1_199))).toEqual(standingAt(all.history, minute(1_199)));
});

test("a command that was given long ago is answered as then, also after a start", async () => {
  const { log, stream, streams } = machine("press", 1_200);
  const kept = keeping();
  await happen(started(log, kept.folds()));
  for (const n of [1, 1_199]) {
    const handler = started(log, kept.folds());
    const { given } = await handler.load(equipment, "press");
    expect(await given(commandOf(n))).toMatchObject({ events: [{ revision: n }] });
  }
  const commandId = randomUUID();
  const first = await happen(started(log, kept.folds()), { commandId });
  const again = await happen(started(log, kept.folds()), { commandId });
  expect(again).toEqual({ ...first, repeated: true });
  expect(streams.get(stream)).toHaveLength(1_202);
});

test("what belongs to long ago is decided on the whole history", async () => {
  const { log } = machine("press", 1_200);
  const handler = started(log, keeping().folds());
  await happen(handler);
  const late = await happen(handler, { claims: { occurredAt: minute(100) } });
  expect(late).toMatchObject(accepted);
  expect(await happen(handler)).toMatchObject(accepted);
  const moments = momentsOf(await whole(handler));
  expect(moments.findIndex(({ event }) => event.type === "EquipmentStateChanged")).toBe(101);
  expect(moments).toHaveLength(1_203);
});

test("what was kept of another log, by other code, or has changed, is not used", async () => {
  const { log, reading, stream, streams } = machine("press", 1_100);
  const kept = keeping();
  await happen(started(log, kept.folds()));
  const readBy = (handler: Handler) => reading(() => handler.load(equipment, "press"));
  const all = 1_101;
  expect(await readBy(started(log, kept.folds()))).toBe(2);
  expect(await readBy(started(log, kept.folds("2")))).toBe(all);
  await started(log, kept.folds()).load(equipment, "press");
  await kept.written();
  const [[name, bytes] = ["", Buffer.alloc(0)]] = kept.files;
  const put = async (other: Buffer) => {
    await kept.written();
    kept.files.set(name, other);
  };
  for (const at of [0, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    await put(changed);
    expect(await readBy(started(log, kept.folds()))).toBe(all);
  }
  await put(bytes.subarray(0, 20));
  expect(await readBy(started(log, kept.folds()))).toBe(all);
  await put(bytes);
  const other = machine("press", 1_200);
  const read = other.reading(() => started(other.log, kept.folds()).load(equipment, "press"));
  expect(await read).toBe(1 + 1_200);
  streams.set(stream, (streams.get(stream) ?? []).slice(0, 1_020));
  expect(await readBy(started(log, kept.folds()))).toBe(1_020);
});

test("the same commands after a restore are other events: what was kept is not used", async () => {
  const { log, reading, stream, streams } = machine("press", 1_100);
  const kept = keeping();
  await started(log, kept.folds()).load(equipment, "press");
  await kept.written();
  const restored = machine("press", 1_100, 1).streams.get(stream) ?? [];
  expect(restored.at(-1)?.id).toBe(streams.get(stream)?.at(-1)?.id);
  streams.set(stream, restored);
  expect(await reading(() => started(log, kept.folds()).load(equipment, "press"))).toBe(1_101);
});
