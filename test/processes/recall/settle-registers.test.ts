// A recall is held and ends whatever was typed as its suspects, and however long its reason is.
import { expect, test } from "vitest";
import { holdRegister } from "../../../src/domain/hold-register/hold-register.ts";
import { holdIdOf, type Recall, recall } from "../../../src/domain/recall/recall.ts";
import { settleRegisters } from "../../../src/processes/recall/hold/settle-registers.ts";
import { opened, opening, ordered } from "../../domain/recall/examples.ts";
import { type Past, stateOf } from "../../given.ts";
import { memoryLog } from "../material/memory-log-for-test.ts";
import { plantOn, session } from "../plant-for-test.ts";

function recallAfter(past: readonly Past[]): Recall {
  const state = stateOf(recall, past);
  if (state.status === "unknown") throw new Error("It is opened.");
  return state;
}

test.each([
  ["names no scheme, and ends in half a letter where it is cut", "starch\u{1F33D}"],
  ["has an empty scheme", ":starch"],
  ["has nothing after the colon", "starch:"],
  ["is longer than a number can be", `starch:${"x".repeat(290)}`],
])("a suspect that %s holds nothing by itself, and the others are held", async (_, seed) => {
  const { handler } = plantOn(memoryLog());
  const seeds = [seed, "starch:5"];
  const state = recallAfter([{ ...opened, data: { ...opened.data, seeds } }, ordered]);
  await settleRegisters({ handler, session }, "r-1", state);
  const held = (await handler.load(holdRegister, "site-1")).state.holds.get(holdIdOf("r-1"));
  const identifier = { scheme: "starch", value: "5" };
  expect(held?.predicates).toContainEqual({ kind: "identifier", identifier });
});

test("a long reason is cut between letters", async () => {
  const { handler } = plantOn(memoryLog());
  const before = 4_000 - `${opening.number}: `.length - 1;
  const reason = `${"x".repeat(before)}\u{1F33D}`.slice(0, 4_000);
  const state = recallAfter([{ ...opened, data: { ...opened.data, reason } }, ordered]);
  await settleRegisters({ handler, session }, "r-1", state);
  const held = (await handler.load(holdRegister, "site-1")).state.holds.get(holdIdOf("r-1"));
  expect(held?.predicates.length).toBeGreaterThan(0);
});
