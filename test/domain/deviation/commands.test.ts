// Raising, classifying and closing a deviation.
import { describe, test } from "vitest";
import {
  classifyDeviation,
  closeDeviation,
  raiseDeviation,
} from "../../../src/domain/deviation/commands.ts";
import { given } from "../../given.ts";

const raise = {
  title: "Room too warm",
  description: "27 degrees for two hours.",
  detectedAt: "2026-11-20T07:30:00+01:00",
  batchId: "batch-1",
  materialLotIds: ["lot-1"],
  equipmentIds: [],
};
const raised = { type: "DeviationRaised", data: raise };
const classified = {
  type: "DeviationClassified",
  data: { classification: "minor" as const },
  before: { classification: null },
};
const conclusion = { conclusion: "No impact: stable up to 30 degrees." };
const closed = { type: "DeviationClosed", data: conclusion };
const reason = { code: "assessed", text: "Assessed against the stability data." };

describe("raising a deviation", () => {
  test("happens, also for nobody", () => {
    given()
      .when(raiseDeviation, raise, { authentication: { method: "none" } })
      .then(raised);
  });
  test("is repeated", () => given(raised, closed).when(raiseDeviation, raise).thenNothing());
  test("is refused under an id in use", () => {
    given(raised)
      .when(raiseDeviation, { ...raise, title: "Another" })
      .thenRefused("ALREADY_EXISTS");
  });
});

describe("classifying a deviation", () => {
  test("happens, with a reason and what it was before", () => {
    given(raised).when(classifyDeviation, classified.data, { reason }).then(classified);
    given(raised, classified)
      .when(classifyDeviation, { classification: "major" }, { reason })
      .then({
        ...classified,
        data: { classification: "major" },
        before: { classification: "minor" },
      });
  });
  test("is repeated", () => {
    given(raised, classified).when(classifyDeviation, classified.data).thenNothing();
  });
  test("is refused without a reason, when closed, and where there is none", () => {
    given(raised).when(classifyDeviation, classified.data).thenRefused("REASON_REQUIRED");
    given(raised, classified, closed)
      .when(classifyDeviation, { classification: "major" }, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
    given().when(classifyDeviation, classified.data, { reason }).thenRefused("NOT_FOUND");
  });
});

describe("closing a deviation", () => {
  test("happens", () => given(raised, classified).when(closeDeviation, conclusion).then(closed));
  test("is repeated", () => {
    given(raised, classified, closed).when(closeDeviation, conclusion).thenNothing();
  });
  test("is refused before it is classified, and to nobody", () => {
    given(raised).when(closeDeviation, conclusion).thenRefused("STATUS_BLOCKS_USE");
    given(raised, classified)
      .when(closeDeviation, conclusion, { authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    given().when(closeDeviation, conclusion).thenRefused("NOT_FOUND");
  });
});
