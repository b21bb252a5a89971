// What a person sees of the device plant: each planted case in record, trail and trace.
import { afterAll, beforeAll, expect, test } from "vitest";
import { playAndRead, type Seen } from "./seen-for-test.ts";

let seen: Seen;
beforeAll(async () => {
  seen = await playAndRead({ plants: ["device"] });
});
afterAll(() => seen[Symbol.asyncDispose]());

test("a flatness that fails is in the record: first and repeat, and the deviation", async () => {
  const record = await seen.record("HS26001");
  const tests = record.release.filter(({ name }) => name.startsWith("1 Flatness"));
  const failed = tests.filter(({ first }) => first?.outside);
  expect(failed).toHaveLength(1);
  expect(failed[0]?.repeats).toHaveLength(1);
  expect(record.deviations).toHaveLength(1);
  expect(record.deviations[0]).toMatchObject({ classification: "major" });
});

test("the trail of the housings has the refused release", async () => {
  const refused = await seen.trail({ refusedOnly: true });
  expect(refused.map(({ sentence }) => /\(([A-Z_]+)\)/.exec(sentence)?.at(1))).toEqual([
    "LOT_ON_HOLD",
  ]);
});

test("what a batch made is released on what its decider was shown, which is frozen", async () => {
  const decided = await seen.trail({ types: ["DispositionDecided"] });
  const released = decided.filter(({ sentence }) => /: released$/.test(sentence));
  const shown = released.filter(({ fields }) => fields.some(({ field }) => field === "shown"));
  expect(shown.length).toBeGreaterThan(3);
  expect(shown).toHaveLength(released.length);
});

test("a replaced component: the record keeps both, the trail says why", async () => {
  const { materials } = await seen.record("DP26001");
  const motors = materials.filter(({ lot }) => JSON.stringify(lot).includes("MT-77"));
  expect(motors).toHaveLength(2);
  const [voided] = await seen.trail({ types: ["MaterialConsumptionVoided"] });
  expect(voided?.why?.code).toBe("COMPONENT_REPLACED");
});

test("the genealogy follows the component that is in the pump", async () => {
  const { lots } = await seen.trace("serialNumber:DP2-0001", "backward");
  expect(lots).toContain("serialNumber:MT-774");
  expect(lots).not.toContain("serialNumber:MT-771");
  expect(await seen.trace("serialNumber:MT-771", "forward")).toMatchObject({ numbers: [] });
  const bar = await seen.trace(seen.played.forwardSeed, "forward");
  expect(bar.numbers).toEqual(["DP26001", "DP26002", "DP26003", "HS26001"]);
  // The housing that was not flat went nowhere.
  const rejected = await seen.trace("serialNumber:HS-0003", "forward");
  expect(rejected).toMatchObject({ lots: [], numbers: [] });
});
