// The gate of completion: for each section a record that lacks just that, refused naming just that.
import { expect, test } from "vitest";
import { completeBatch } from "../../../../src/domain/batch/lifecycle/commands.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";
import { bela, given, type Past, stateOf, uuid } from "../../../given.ts";
import * as x from "./examples.ts";
import {
  after,
  before,
  charge,
  computed,
  look,
  output,
  packing,
  speed,
  spread,
  weighed,
  weighing,
  whole,
  witness,
} from "./whole.ts";

const completed = (past: readonly Past[]) => given(...past).when(completeBatch, {});
function sectionsOf(past: readonly Past[]): unknown {
  const state = stateOf(completeBatch.aggregate, past, uuid(0xa));
  const decided = completeBatch.decide({}, state, {} as never);
  return isRefusal(decided) ? decided.attempted : decided;
}

test("a record that holds everything is completed", () => {
  completed(whole).then({ type: "BatchCompleted", data: {} });
});

test.each([
  ["line clearance before", [before], 5, "line clearance before: Booth 1"],
  ["line clearance after", [after], 17, "line clearance after: Booth 1"],
  ["the charge", [weighing], 7, "Maize starch"],
  ["its witness", [witness], 7, "Maize starch: verified by a second person"],
  ["a step", spread, 9, "Granules > Granulation > Granulate > spread"],
  ["a second person", [packing], 9, expect.stringContaining("pack: verified by a second person")],
  ["a parameter", [speed], 10, expect.stringContaining("mix: Mixer speed")],
  ["the output", [output, computed], 14, "output: Granules"],
  ["the yield", [computed], 14, "yield: Granules"],
] as const)("without %s only its section is named", (what, without, section, item) => {
  const past = whole.filter((one) => !(without as readonly Past[]).includes(one));
  completed(past).thenRefused("BATCH_RECORD_INCOMPLETE");
  // There is no yield of what is not there.
  const more = what === "the output" ? [{ section, item: "yield: Granules" }] : [];
  const missing = [{ section, item }, ...more];
  expect(sectionsOf(past)).toEqual({ sections: [section], missing });
});

test("a check without a verdict leaves open what it decides about", () => {
  const past = whole.filter((one) => one !== look);
  expect(sectionsOf(past)).toMatchObject({ sections: [9, 11] });
});

test("an amount that is not known is not weighed", () => {
  const past = whole.map((one) => (one === weighing ? charge() : one));
  expect(sectionsOf(past)).toEqual({
    sections: [7],
    missing: [{ section: 7, item: "Maize starch: quantity" }],
  });
});

test("what is put in again is a charge where the copy asks for that alone", () => {
  const again = { ...weighing, data: { ...(weighing.data as object), kind: "rework" } };
  const past = whole.map((one) => (one === weighing ? again : one));
  expect(sectionsOf(past)).toEqual({
    sections: [7],
    missing: [{ section: 7, item: "Maize starch" }],
  });
  const said = JSON.stringify(x.copied.data).replace('"kind":"excipient"', '"kind":"rework"');
  const copied = { ...x.copied, data: JSON.parse(said) };
  const asked = past.map((one) => (one === x.copied ? copied : one));
  completed(asked).then({ type: "BatchCompleted", data: {} });
  const half = { ...again, data: { ...again.data, quantity: x.kg("5") } };
  expect(sectionsOf(asked.map((one) => (one === again ? half : one)))).toEqual({
    sections: [7],
    missing: [{ section: 7, item: "Maize starch: 5 kg of 10 kg charged" }],
  });
});

test("a charge that was taken back is none", () => {
  const voided: Past = {
    type: "MaterialConsumptionVoided",
    data: { correctsEventId: weighed, materialLotId: "lot-1" },
  };
  expect(sectionsOf([...whole, voided])).toMatchObject({ sections: [7] });
});

test("a step that was skipped for a reason asks for nothing", () => {
  const skipped: Past = {
    type: "PhaseSkipped",
    data: { phaseId: "spread", path: x.path("spread"), deviationId: "d-1" },
  };
  const past = [...whole.filter((one) => !spread.includes(one)), skipped];
  completed(past).then({ type: "BatchCompleted", data: {} });
});

test("what runs is not completed, whatever its condition says by now", () => {
  const milling: Past = {
    type: "PhaseStarted",
    data: { phaseId: "mill", path: x.path("mill"), run: 1, flags: [] },
  };
  expect(sectionsOf([...whole, milling])).toMatchObject({ sections: [9] });
});

test("what was confirmed, and then not, is not confirmed", () => {
  const corrected: Past = {
    type: "CheckPerformed",
    data: { check: "Weighing", checksEventId: weighed, result: "fail" },
    by: bela,
  };
  expect(sectionsOf([...whole, corrected])).toMatchObject({ sections: [7] });
});

test("a line that was found not clear afterwards is not cleared", () => {
  const again: Past = {
    type: "LineCleared",
    data: { area: "Booth 1", when: "before", result: "notClear" },
  };
  expect(sectionsOf([...whole, again])).toMatchObject({ sections: [5] });
});
