// Labels on the line: issued = applied + returned + destroyed, or somebody says why not.
import { describe, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import {
  destroyLabels,
  issueLabels,
  reconcileLabels,
  returnLabels,
  unreconciled,
} from "../../../src/domain/batch/label/commands.ts";
import { completeBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { anna, bela, given, stateOf, uuid } from "../../given.ts";
import { begun } from "./control-recipe/examples.ts";
import { closed, issuedPlain, runningPlain } from "./examples.ts";

const count = (value: string) => ({ value, unitOfMeasure: "{label}" });
const material = { materialDefinitionId: "label", name: "Label 20 mg" };
const roll = (value: string) => ({ materialLotId: "roll-1", quantity: count(value) });
const issue = { ...roll("1000"), material, artworkVersion: "A-7" };
const issued = { type: "LabelIssued", data: issue };
const returned = { type: "LabelReturned", data: roll("90") };
const destroyed = { type: "LabelDestroyed", data: { ...roll("10"), cause: "Set-up" } };
const applied = (value: string, materialLotId = "roll-1") => ({
  type: "MaterialConsumed",
  data: {
    materialLotId,
    material,
    quantity: count(value),
    kind: "charge",
    basis: "counted",
    flags: [],
  },
});
const check = {
  type: "CheckPerformed",
  data: { check: "All labels examined by camera", result: "pass" },
  by: bela,
  id: uuid(77),
};
const account = {
  materialLotId: "roll-1",
  issued: count("1000"),
  applied: count("900"),
  returned: count("90"),
  destroyed: count("10"),
  difference: count("0"),
};
const past = [...runningPlain, issued, applied("900"), returned];

describe("issuing, returning, destroying", () => {
  test("happen", () => {
    given(...runningPlain)
      .when(issueLabels, issue)
      .then(issued);
    given(...runningPlain, issued)
      .when(returnLabels, roll("90"))
      .then(returned);
    given(...runningPlain, issued)
      .when(destroyLabels, { ...roll("10"), cause: "Set-up" })
      .then(destroyed);
  });
  test("issuing is an act of a batch that runs; counts are until it is decided", () => {
    given(issuedPlain).when(issueLabels, issue).thenRefused("BATCH_NOT_STARTED");
    given(...closed)
      .when(issueLabels, issue)
      .thenRefused("BATCH_CLOSED");
    given(...runningPlain)
      .when(issueLabels, { ...issue, ...roll("0") })
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given().when(issueLabels, issue).thenRefused("NOT_FOUND");
    given().when(returnLabels, roll("90")).thenRefused("NOT_FOUND");
    given()
      .when(destroyLabels, { ...roll("1"), cause: "x" })
      .thenRefused("NOT_FOUND");
  });
});

test("labels of a lot that is not on the line are neither returned nor destroyed", () => {
  const other = { ...roll("1"), materialLotId: "roll-2" };
  given(...runningPlain, issued)
    .when(returnLabels, other)
    .thenRefused("NOT_FOUND");
  given(...runningPlain, issued)
    .when(destroyLabels, { ...other, cause: "Set-up" })
    .thenRefused("NOT_FOUND");
  // Applied, and never issued: they are there all the same.
  given(...runningPlain, applied("900"))
    .when(returnLabels, roll("90"))
    .then(returned);
});

describe("reconciling", () => {
  const which = { materialLotId: "roll-1" };
  test("happens where it adds up, once", () => {
    const reconciled = { type: "LabelReconciled", data: account };
    given(...past, destroyed)
      .when(reconcileLabels, which)
      .then(reconciled);
    given(...past, destroyed, reconciled)
      .when(reconcileLabels, which)
      .thenNothing();
  });
  test("is refused with a difference, unless a deviation is named", () => {
    given(...past)
      .when(reconcileLabels, which)
      .thenRefused("LABEL_RECONCILIATION_FAILED");
    const short = {
      ...account,
      destroyed: count("0"),
      difference: count("10"),
      deviationId: "d-1",
    };
    given(...past)
      .when(reconcileLabels, { ...which, deviationId: "d-1" })
      .thenRefused("DEVIATION_REQUIRED");
    const linked = { type: "BatchDeviationLinked", data: { deviationId: "d-1" } };
    given(...past, linked)
      .when(reconcileLabels, { ...which, deviationId: "d-1" })
      .then({ type: "LabelReconciled", data: short });
  });
  test("211.125(c) is waived where all were examined and another person verified it", () => {
    const waiver = { inspection: "Camera, each label", checkEventId: uuid(77) };
    const data = {
      ...account,
      destroyed: count("0"),
      difference: count("10"),
      waiver: { ...waiver, verifiedBy: bela.id },
    };
    given(...past, check)
      .when(reconcileLabels, { ...which, waiver }, { actor: anna })
      .then({ type: "LabelReconciled", data });
    given(...past, check)
      .when(reconcileLabels, { ...which, waiver }, { actor: bela })
      .thenRefused("SECOND_PERSON_REQUIRED");
    given(...past)
      .when(reconcileLabels, { ...which, waiver })
      .thenRefused("NOT_FOUND");
  });
  test("a roll that was never issued is found by what was applied of it", () => {
    given(...runningPlain, applied("5", "roll-2"))
      .when(reconcileLabels, { materialLotId: "roll-2" })
      .thenRefused("LABEL_RECONCILIATION_FAILED");
    given(...runningPlain)
      .when(reconcileLabels, which)
      .thenRefused("LABEL_RECONCILIATION_FAILED");
    given().when(reconcileLabels, which).thenRefused("NOT_FOUND");
  });
  test("the batch is completed after it, and what happens later opens it again", () => {
    const reconciled = { type: "LabelReconciled", data: account };
    given(...past, destroyed)
      .when(completeBatch, {})
      .thenRefused("LABEL_RECONCILIATION_FAILED");
    given(...past, destroyed, reconciled)
      .when(completeBatch, {})
      .then({ type: "BatchCompleted", data: {} });
    given(...past, destroyed, reconciled, returned)
      .when(completeBatch, {})
      .thenRefused("LABEL_RECONCILIATION_FAILED");
    const state = stateOf(batch, [...past, destroyed, reconciled]);
    expect(state.status !== "unknown" && unreconciled(state)).toEqual([]);
  });
});

test("211.125(a) labels of another artwork than the copy names are not issued", () => {
  const drum = { materialDefinitionId: "label", name: "Drum label" };
  const one = { materialLotId: "roll-1", quantity: { value: "1", unitOfMeasure: "1" } };
  const asked = { ...one, material: drum, artworkVersion: "A1" };
  given(...begun)
    .when(issueLabels, asked)
    .then({ type: "LabelIssued", data: asked });
  const { artworkVersion: _, ...unknown } = asked;
  for (const other of [{ ...asked, artworkVersion: "A2" }, unknown]) {
    given(...begun)
      .when(issueLabels, other)
      .thenRefused("WRONG_MATERIAL");
  }
});
