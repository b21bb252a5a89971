// Raising, classifying and closing a deviation.
import { describe, test } from "vitest";
import {
  classifyDeviation,
  closeDeviation,
  raiseDeviation,
} from "../../../src/domain/deviation/commands.ts";
import { given } from "../../given.ts";

const departure = {
  title: "Granulate too moist",
  description: "Loss on drying 3.1 %, the limit is 2.5 %.",
  detectedAt: "2026-11-20T07:40:00Z",
  batchId: "batch-1",
  materialLotIds: ["lot-1"],
  equipmentIds: ["dryer-1"],
};
const raised = { type: "DeviationRaised", data: departure };
const asMajor = { classification: "major" } as const;
const classified = {
  type: "DeviationClassified",
  data: asMajor,
  before: { classification: null },
};
const end = { conclusion: "Dried again within the limits; no effect on other batches." };
const closed = { type: "DeviationClosed", data: end };
const reason = { code: "assessment", text: "A limit of the master recipe was exceeded." };
const machine = { kind: "service" as const, id: "rules", name: "Exception rules" };

describe("raising a deviation", () => {
  test("happens, by a person, by a rule, and by nobody known", () => {
    given().when(raiseDeviation, departure).then(raised);
    given().when(raiseDeviation, departure, { actor: machine }).then(raised);
    given()
      .when(raiseDeviation, departure, { authentication: { method: "none" } })
      .then(raised);
  });
  test("is repeated, also after it was classified and closed", () => {
    given(raised).when(raiseDeviation, departure).thenNothing();
    given(raised, classified, closed).when(raiseDeviation, departure).thenNothing();
  });
  test("is refused where another stands", () => {
    given(raised)
      .when(raiseDeviation, { ...departure, title: "Wrong sieve" })
      .thenRefused("ALREADY_EXISTS");
  });
});

describe("classifying a deviation", () => {
  test("happens, and says what it was before", () => {
    given(raised).when(classifyDeviation, asMajor, { reason }).then(classified);
    given(raised, classified)
      .when(classifyDeviation, { classification: "critical" }, { reason })
      .then({
        type: "DeviationClassified",
        data: { classification: "critical" },
        before: { classification: "major" },
      });
  });
  test("is repeated, also where it was raised so", () => {
    given(raised, classified).when(classifyDeviation, asMajor, { reason }).thenNothing();
    given({ ...raised, data: { ...departure, ...asMajor } })
      .when(classifyDeviation, asMajor, { reason })
      .thenNothing();
  });
  test("is refused for none, without a reason, and once it is closed", () => {
    given().when(classifyDeviation, asMajor, { reason }).thenRefused("NOT_FOUND");
    given(raised).when(classifyDeviation, asMajor).thenRefused("REASON_REQUIRED");
    given(raised, classified, closed)
      .when(classifyDeviation, { classification: "minor" }, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("closing a deviation", () => {
  test("happens", () => given(raised, classified).when(closeDeviation, end).then(closed));
  test("is repeated", () => {
    given(raised, classified, closed).when(closeDeviation, end).thenNothing();
  });
  test("is refused for none, and before it is classified", () => {
    given().when(closeDeviation, end).thenRefused("NOT_FOUND");
    given(raised).when(closeDeviation, end).thenRefused("STATUS_BLOCKS_USE");
  });
  test("is refused to nobody and to a service", () => {
    given(raised, classified)
      .when(closeDeviation, end, { authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    given(raised, classified)
      .when(closeDeviation, end, { actor: machine })
      .thenRefused("UNAUTHENTICATED");
  });
});
