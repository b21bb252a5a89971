// What came out of a batch is asked about once where it can hardly be: far more than can come of
// it, or dates that no goods of today have.
import { describe, expect, test } from "vitest";
import { produceOutput, recordOutput } from "../../../../src/domain/batch/material/commands.ts";
import { OutputProduced } from "../../../../src/domain/batch/material/events.ts";
import { given, type Past } from "../../../given.ts";
import * as x from "../control-recipe/examples.ts";
import { runningPlain, tablets } from "../examples.ts";

const granules = { materialDefinitionId: "granules", name: "Granules" };
const output = (quantity?: string, more: object = {}) => ({
  materialLotId: "out-1",
  material: granules,
  identifiers: [],
  containers: [],
  ...(quantity !== undefined && { quantity: x.kg(quantity) }),
  ...more,
});
const produced = (quantity?: string, more: object = {}): Past => ({
  type: "OutputProduced",
  data: { ...output(quantity), holds: [], flags: [], ...more },
});
const file = { kind: "import", id: "import-1", name: "Import" } as const;
const both = [
  ["an act", produceOutput],
  ["an observation", recordOutput],
] as const;

describe.each(both)("%s: what comes of 9.8 kg in theory", (_, command) => {
  test("happens up to twice that, and beyond it once it is confirmed", () => {
    given(...x.begun)
      .when(command, output("19.6"))
      .then(produced("19.6"));
    given(...x.begun)
      .when(command, output("19.7"))
      .thenRefused("IMPLAUSIBLE_VALUE");
    given(...x.begun)
      .when(command, { ...output("19.7"), confirmed: true })
      .then(produced("19.7", { confirmed: true }));
  });
  test("is asked of all that came out together, and of what its containers hold", () => {
    const first = produced("9.7", { materialLotId: "out-0" });
    given(...x.begun, first)
      .when(command, output("10"))
      .thenRefused("IMPLAUSIBLE_VALUE");
    const containers = [{ containerId: "drum-1", quantity: x.kg("97") }];
    given(...x.begun)
      .when(command, output(undefined, { containers }))
      .thenRefused("IMPLAUSIBLE_VALUE");
  });
  test("however little it is, whoever confirms it, and by an import it is not asked about", () => {
    given(...x.begun)
      .when(command, { ...output("0.1"), confirmed: true })
      .then(produced("0.1"));
    given(...x.begun)
      .when(command, output("970"), { actor: file })
      .then(produced("970"));
  });
  test("is repeated, confirmed or not", () => {
    const past = [...x.begun, produced("97", { confirmed: true })];
    given(...past)
      .when(command, output("97"))
      .thenNothing();
    given(...x.begun, produced("9.7"))
      .when(command, { ...output("9.7"), confirmed: true })
      .thenNothing();
  });
});

test("without a copy it is held against the size of the batch, in the units of that", () => {
  const made = (value: string, unitOfMeasure = "10*3.{tablet}") => ({
    ...output(),
    material: tablets,
    quantity: { value, unitOfMeasure },
  });
  given(...runningPlain)
    .when(produceOutput, made("9600"))
    .thenRefused("IMPLAUSIBLE_VALUE");
  const data = { ...made("9600", "kg"), holds: [], flags: [] };
  given(...runningPlain)
    .when(recordOutput, made("9600", "kg"))
    .then({ type: "OutputProduced", data: { ...data, madeOn: expect.any(Array) } });
});

describe("dates of what came out", () => {
  test.each([
    ["before it was made", { expiresOn: "2026-11-19" }],
    ["a retest in the past", { retestOn: "2025-11-20" }],
    ["in another century", { expiresOn: "2128-11-30" }],
    ["after 30 years", { expiresOn: "2056-12-01" }],
  ])("%s: happens once it is confirmed", (_, dates) => {
    given(...x.begun)
      .when(produceOutput, output("9.7", dates))
      .thenRefused("IMPLAUSIBLE_VALUE");
    given(...x.begun)
      .when(produceOutput, output("9.7", { ...dates, confirmed: true }))
      .then(produced("9.7", { ...dates, confirmed: true }));
  });
  test.each(["2026-11-20", "2028-11-30", "2056-11-30"])("%s is not asked about", (expiresOn) => {
    given(...x.begun)
      .when(produceOutput, output("9.7", { expiresOn, confirmed: true }))
      .then(produced("9.7", { expiresOn }));
  });
});

test("the trail says that it was confirmed", () => {
  const data = OutputProduced.data.parse({ ...(produced("97").data as object), confirmed: true });
  const show = { quantity: () => "97 kg" } as never;
  expect(OutputProduced.sentence(data, show)).toBe(
    "97 kg of Granules produced, confirmed as meant",
  );
});
