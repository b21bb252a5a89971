// Taking containers and weighing: the act is refused where the batch does not allow it, the
// weight is recorded whatever it is.
import { describe, test } from "vitest";
import { recordDispensed, selectContainer } from "../../../src/domain/batch/dispensing/commands.ts";
import { given } from "../../given.ts";
import { closed, issuedPlain, running, runningPlain } from "./examples.ts";

const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const reason = { code: "open", text: "The older drum is already open." };
const starch = { materialDefinitionId: "starch", name: "Maize starch" };
const choice = { selectionId: "s-1", materialLotId: "lot-1", containerId: "drum-1" };
const select = { ...choice, material: starch };
const selected = { type: "ContainerSelected", data: select };
const first = { materialLotId: "lot-1", containerId: "drum-1" };
const weighing = { equipmentId: "scale-1", tare: kg("0.5"), gross: kg("13.2"), net: kg("12.7") };
const weigh = {
  selectionId: "s-1",
  dispensedContainerId: "bin-1",
  nominal: kg("12.7"),
  tolerance: { below: kg("0.1"), above: kg("0.1") },
  weighing,
  deviceFit: true,
};
const limits = { low: kg("12.6"), high: kg("12.8"), target: kg("12.7"), rounding: "none" };
const dispensed = (more: object = {}) => ({
  type: "MaterialDispensed",
  data: {
    ...select,
    dispensedContainerId: "bin-1",
    nominal: kg("12.7"),
    limits,
    weighing,
    flags: [],
    ...more,
  },
});

describe("taking a container", () => {
  test("happens; as suggested, or for a reason otherwise", () => {
    given(...runningPlain)
      .when(selectContainer, select)
      .then(selected);
    const suggested = { ...selected.data, suggested: first };
    given(...runningPlain)
      .when(selectContainer, { ...select, suggested: first })
      .then({ ...selected, data: { ...suggested, followsSuggestion: true } });
    const other = { materialLotId: "lot-0" };
    given(...runningPlain)
      .when(selectContainer, { ...select, suggested: other }, { reason })
      .then({ ...selected, data: { ...select, suggested: other, followsSuggestion: false } });
    given(...runningPlain)
      .when(selectContainer, { ...select, suggested: other })
      .thenRefused("REASON_REQUIRED");
  });
  test("is repeated; an id is used once", () => {
    given(...runningPlain, selected)
      .when(selectContainer, select)
      .thenNothing();
    given(...runningPlain, selected)
      .when(selectContainer, { ...select, containerId: "drum-2" })
      .thenRefused("ALREADY_EXISTS");
  });
  test("211.101(c) is refused for the wrong material, and for a batch that does not run", () => {
    given(...runningPlain)
      .when(selectContainer, { ...select, forMaterialDefinitionId: "lactose" })
      .thenRefused("WRONG_MATERIAL");
    given(...running)
      .when(selectContainer, {
        ...select,
        material: { materialDefinitionId: "talc", name: "Talc" },
      })
      .thenRefused("WRONG_MATERIAL");
    given(issuedPlain).when(selectContainer, select).thenRefused("BATCH_NOT_STARTED");
    given(...closed)
      .when(selectContainer, select)
      .thenRefused("BATCH_CLOSED");
    given().when(selectContainer, select).thenRefused("NOT_FOUND");
  });
});

describe("weighing", () => {
  const past = [...runningPlain, selected];
  test("happens", () => {
    given(...past)
      .when(recordDispensed, weigh)
      .then(dispensed());
  });
  test("is repeated; a bin is filled once", () => {
    given(...past, dispensed())
      .when(recordDispensed, weigh)
      .thenNothing();
    given(...past, dispensed())
      .when(recordDispensed, { ...weigh, nominal: kg("12.65") })
      .thenRefused("ALREADY_EXISTS");
  });
  test("out of tolerance, or on a doubtful scale, it is recorded and flagged", () => {
    const heavy = { ...weighing, gross: kg("13.31"), net: kg("12.81") };
    given(...past)
      .when(recordDispensed, { ...weigh, weighing: heavy, deviceFit: false })
      .then(
        dispensed({
          weighing: heavy,
          flags: ["QUANTITY_OUT_OF_TOLERANCE", "DEVICE_NOT_QUALIFIED"],
        }),
      );
  });
  test("the limits go with what the formula asks, and the formula stays with the weight", () => {
    const compensation = {
      formula: "potency" as const,
      version: 1,
      inputs: [
        { name: "nominal", value: kg("12.5") },
        { name: "assay", value: { value: "98.4", unitOfMeasure: "%" } },
      ],
      decimals: 3,
    };
    const around = { low: kg("12.603"), high: kg("12.803"), target: kg("12.703") };
    const text =
      "required = nominal x (100 % + excess) / 100 % x 100 % / assay x 100 % / (100 % - water); " +
      "assay on the dried substance; excess and water are 0 % unless given";
    given(...past)
      .when(recordDispensed, { ...weigh, nominal: kg("12.5"), compensation })
      .then(
        dispensed({
          nominal: kg("12.5"),
          compensation: {
            ...compensation,
            text,
            exact: { numerator: "3125", denominator: "246" },
            required: kg("12.703"),
          },
          limits: { ...around, rounding: "none" },
        }),
      );
    given(...past)
      .when(recordDispensed, { ...weigh, compensation: { ...compensation, version: 9 } })
      .thenRefused("FORMULA_UNKNOWN");
  });
  test("what contradicts itself is no weighing, and none is without a container", () => {
    const wrong = { ...weighing, net: kg("12.8") };
    given(...past)
      .when(recordDispensed, { ...weigh, weighing: wrong })
      .thenRefused("WEIGHING_INCONSISTENT");
    given(...runningPlain)
      .when(recordDispensed, weigh)
      .thenRefused("NOT_FOUND");
    given().when(recordDispensed, weigh).thenRefused("NOT_FOUND");
  });
});
