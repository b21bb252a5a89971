// Raising, classifying and closing a deviation.
import { describe, test } from "vitest";
import { raiseAsNoticed } from "../../../src/domain/deviation/as-noticed.ts";
import {
  assessDeviationImpact,
  classifyDeviation,
  closeDeviation,
  investigateDeviation,
  raiseDeviation,
  takeDeviationAction,
} from "../../../src/domain/deviation/commands.ts";
import { bela, given, person } from "../../given.ts";

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
const acceptable = {
  batchId: "batch-1",
  impact: "Stable up to 30 degrees.",
  conclusion: "acceptable" as const,
};
const assessed = { type: "DeviationImpactAssessed", data: acceptable };
const found = {
  findings: "The cooling had stopped.",
  conclusion: "No batch is affected.",
  considered: [{ batchId: "batch-2", shares: ["equipment" as const], affected: false }],
};
const investigated = { type: "DeviationInvestigated", data: found };
const nobody = { authentication: { method: "none" as const } };
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

describe("assessing what it means for a batch", () => {
  test("happens, also once it is closed", () => {
    given(raised).when(assessDeviationImpact, acceptable).then(assessed);
    given(raised, classified, assessed, closed)
      .when(assessDeviationImpact, { ...acceptable, batchId: "batch-2" })
      .then({ ...assessed, data: { ...acceptable, batchId: "batch-2" } });
  });
  test("is repeated", () => {
    given(raised, assessed).when(assessDeviationImpact, acceptable).thenNothing();
  });
  test("is refused otherwise than before without a reason, and to nobody", () => {
    const worse = { ...acceptable, conclusion: "notAcceptable" as const };
    given(raised, assessed).when(assessDeviationImpact, worse).thenRefused("REASON_REQUIRED");
    given(raised, assessed)
      .when(assessDeviationImpact, worse, { reason })
      .then({ ...assessed, data: worse });
    given(raised).when(assessDeviationImpact, acceptable, nobody).thenRefused("UNAUTHENTICATED");
    given().when(assessDeviationImpact, acceptable).thenRefused("NOT_FOUND");
  });
});

describe("investigating", () => {
  test("happens", () => given(raised).when(investigateDeviation, found).then(investigated));
  test("is repeated", () => {
    given(raised, investigated).when(investigateDeviation, found).thenNothing();
  });
  test("is refused otherwise without a reason, when closed, to nobody, and of nothing", () => {
    const other = { ...found, conclusion: "One batch is." };
    given(raised, investigated).when(investigateDeviation, other).thenRefused("REASON_REQUIRED");
    given(raised, closed).when(investigateDeviation, found).thenRefused("STATUS_BLOCKS_USE");
    given(raised).when(investigateDeviation, found, nobody).thenRefused("UNAUTHENTICATED");
    given().when(investigateDeviation, found).thenRefused("NOT_FOUND");
  });
});

describe("taking an action", () => {
  const action = { kind: "corrective" as const, action: "A second cooler." };
  const taken = { type: "DeviationActionTaken", data: action };
  test("happens, also afterwards", () => {
    given(raised, closed).when(takeDeviationAction, action).then(taken);
  });
  test("is repeated", () => given(raised, taken).when(takeDeviationAction, action).thenNothing());
  test("is refused of nothing", () => {
    given().when(takeDeviationAction, action).thenRefused("NOT_FOUND");
  });
});

describe("closing a deviation", () => {
  test("happens", () => {
    given(raised, classified, assessed)
      .when(closeDeviation, conclusion, { actor: bela })
      .then(closed);
  });
  test("is refused to who classified it", () => {
    given(raised, { ...classified, by: bela }, assessed)
      .when(closeDeviation, conclusion, { actor: bela })
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    given({ ...raised, data: { ...raise, classification: "minor" }, by: bela }, assessed)
      .when(closeDeviation, conclusion, { actor: bela })
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    // Whoever says it last is who said it.
    given(raised, { ...classified, by: bela }, { ...classified, by: person("cleo") }, assessed)
      .when(closeDeviation, conclusion, { actor: bela })
      .then(closed);
  });
  test("is refused to who raised it", () => {
    given(raised, classified, assessed)
      .when(closeDeviation, conclusion)
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
  });
  test("is refused while a batch that it is about, or that was found affected, is open", () => {
    given(raised, classified).when(closeDeviation, conclusion).thenRefused("IMPACT_NOT_ASSESSED");
    const [other] = found.considered;
    const affected = {
      ...investigated,
      data: { ...found, considered: [{ ...other, affected: true }] },
    };
    given(raised, classified, assessed, affected)
      .when(closeDeviation, conclusion)
      .thenRefused("IMPACT_NOT_ASSESSED");
  });
  test("is repeated", () => {
    given(raised, classified, closed).when(closeDeviation, conclusion).thenNothing();
  });
  test("is refused before it is classified, and to nobody", () => {
    given(raised).when(closeDeviation, conclusion).thenRefused("STATUS_BLOCKS_USE");
    given(raised, classified, assessed)
      .when(closeDeviation, conclusion, { authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    given().when(closeDeviation, conclusion).thenRefused("NOT_FOUND");
  });
});

describe("raising what was noticed when it was recorded", () => {
  const { detectedAt: _, ...noticed } = raise;
  const occurredAt = "2026-11-20T07:30:00.000Z";
  const then = { type: "DeviationRaised", data: { ...noticed, detectedAt: occurredAt } };
  test("happens", () => given().when(raiseAsNoticed, noticed, { occurredAt }).then(then));
  test("is repeated", () =>
    given(then).when(raiseAsNoticed, noticed, { occurredAt }).thenNothing());
  test("is refused where another stands", () => {
    given(raised)
      .when(raiseAsNoticed, { ...noticed, title: "Other" })
      .thenRefused("ALREADY_EXISTS");
  });
});
