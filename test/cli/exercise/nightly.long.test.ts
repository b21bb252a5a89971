// Given a few lots, when several services have an exercise due, then one is performed, and what
// fails is told once.
import { afterAll, beforeAll, expect, test } from "vitest";
import { exerciseOf, startNightlyExercises } from "../../../src/cli/exercise/nightly.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import {
  accessControl,
  accessControlId,
} from "../../../src/domain/access-control/access-control.ts";
import { playBatch } from "../../api/plant-for-test.ts";
import { type ServiceForTest, startService } from "../../api/service-for-test.ts";

let service: ServiceForTest;
beforeAll(async () => {
  service = await startService({ environment: { EXERCISE_AT: "00:00" } });
});
afterAll(() => service[Symbol.asyncDispose]());
const logger = openLog({ quiet: true, forPeople: false });

async function performed() {
  const { codec, log } = service.instance;
  const all = await Array.fromAsync(log.readAll());
  return all
    .filter(({ type }) => type === "TraceExercisePerformed")
    .map((stored) => codec.decode(stored));
}
async function failures() {
  const { state } = await service.instance.handler.load(accessControl, accessControlId);
  return [...state.openAlerts.values()].filter(({ kind }) => kind === "exerciseFailed");
}

test("one a night, also with two services and after a restart; its seed is kept", async () => {
  const { instance } = service;
  expect(await exerciseOf(instance, logger, "2020-11-26")).toBe(false);
  expect(await failures()).toEqual([]);
  await playBatch(service, "B1");
  await Promise.all([1, 2, 3].map(() => exerciseOf(instance, logger, "2020-11-26")));
  expect(await exerciseOf(instance, logger, "2020-11-26")).toBe(true);
  expect(await performed()).toHaveLength(1);
  expect(await exerciseOf(instance, logger, "2020-11-27")).toBe(true);
  const seeds = (await performed()).map(
    (one) => JSON.stringify(one).match(/"seed":"([^"]+)"/)?.[1],
  );
  expect(new Set(seeds).size).toBe(2);
  expect(seeds).not.toContain(undefined);
});

test("what fails is told once, and tried again", async () => {
  const broken = { ...service.instance.blobs, put: () => Promise.reject(new Error("disk full")) };
  const ill = { ...service.instance, blobs: broken };
  expect(await exerciseOf(ill, logger, "2020-11-28")).toBe(false);
  expect(await exerciseOf(ill, logger, "2020-11-28")).toBe(false);
  expect(await failures()).toHaveLength(1);
  expect(await exerciseOf(service.instance, logger, "2020-11-28")).toBe(true);
});

test("performs what is due while it runs, and nothing where no time is set", async () => {
  const before = (await performed()).length;
  await using _running = startNightlyExercises(service.instance, logger);
  await expect.poll(async () => (await performed()).length, { timeout: 10_000 }).toBe(before + 1);
  const { instance } = service;
  const without = { ...instance, settings: { ...instance.settings, exerciseAt: undefined } };
  expect(startNightlyExercises(without, logger)).toBeUndefined();
});
