// What `serve` signs without being asked: at a release, after so many events, after so long.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkpointsIn } from "../../../src/anchors/checkpoint-file.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { createCodec, type Facts } from "../../../src/eventstore/codec.ts";
import { openEventLog } from "../../../src/eventstore/event-log.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import { approved } from "../../domain/batch/examples.ts";
import { countedUpTo } from "../../eventstore/event-log-for-test.ts";
import { type Happened, stored } from "../../projections/history.ts";
import { openProgram, type Program } from "../program-for-test.ts";

let program: Program;
let log: EventLog;
beforeAll(async () => {
  program = await openProgram();
  await program.serve();
  const note = await readFile(join(program.dataDirectory, "serving.json"), "utf8");
  log = await openEventLog(JSON.parse(note).eventStore);
}, 120_000);
afterAll(async () => {
  await log.close();
  await program[Symbol.asyncDispose]();
}, 120_000);

/** As this instance would have written it. */
async function write(happened: Happened): Promise<void> {
  const key = await readFile(join(program.dataDirectory, "keys", "instance", "mac"));
  const [example] = stored(eventTypes, [happened]);
  const { mac: _, subjects: __, schemaVersion: ___, ...facts } = example?.metadata ?? {};
  const { stream } = happened;
  const placed = { id: randomUUID(), stream, revision: 0 };
  const proposed = createCodec(eventTypes, key).encode(placed, happened, facts as unknown as Facts);
  await log.append(stream, [proposed], "no_stream");
}

const sizeNow = async () => (await Array.fromAsync(log.readAllBytes())).length;
const signedFor = async () => {
  const file = join(program.dataDirectory, "checkpoints", "log");
  const heads = await Array.fromAsync(checkpointsIn(file));
  return Math.max(0, ...heads.map(({ size }) => size));
};
const untilSigned = async (timeout: number) => {
  const size = await sizeNow();
  await expect.poll(signedFor, { timeout, interval: 200 }).toBeGreaterThanOrEqual(size);
};
/** Nothing is due for most of a minute behind it. */
const fewMore = async () => {
  const before = await signedFor();
  await log.append(`lot-${randomUUID()}`, countedUpTo(3), "no_stream");
  await sleep(4_000);
  expect(await signedFor()).toBe(before);
};

test("a thousand events are signed for at once, three are not", async () => {
  await fewMore();
  await log.append(`lot-${randomUUID()}`, countedUpTo(1_000), "no_stream");
  await untilSigned(20_000);
}, 60_000);

test("a release is signed for at once", async () => {
  await fewMore();
  await write({ stream: `batch-${randomUUID()}`, ...approved });
  await untilSigned(20_000);
}, 60_000);

test("whatever there is, is signed for after a minute", async () => {
  await fewMore();
  await untilSigned(75_000);
}, 120_000);
