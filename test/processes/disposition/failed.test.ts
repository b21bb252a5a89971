// A release test that a batch recorded as out of its limits stands against its release, as one of a
// sample does.
import { expect, test } from "vitest";
import { recordResult } from "../../../src/domain/batch/result/commands.ts";
import { judgeException } from "../../../src/domain/batch/review/commands.ts";
import {
  classifyDeviation,
  closeDeviation,
  investigateDeviation,
} from "../../../src/domain/deviation/commands.ts";
import { assessImpact } from "../../../src/processes/deviation/assess-impact.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import { as, openWorks } from "../execution/works-for-test.ts";
import { deviationOf } from "../requests-for-test.ts";
import { approve, dispose, make, must, requested, review } from "./made-for-test.ts";

const limits = { low: { value: "95", unitOfMeasure: "%" }, rounding: "none" } as const;

/** Completed, with an assay of 94 %, and a deviation about it. */
async function failed() {
  const works = await openWorks({ yields: [] });
  const { give, batchId, handler, lots } = works;
  const lot = await make(works, lots.good);
  const value = { value: "94", unitOfMeasure: "%" };
  const assay = { stage: "release", test: "Assay", value, limits, source: "manual" } as const;
  const { events } = must(await give(recordResult, batchId, assay, "anna"));
  const raised = deviationOf(batchId);
  must(await raiseDeviation(handler, requested(raised), as("carla")));
  const { deviationId } = raised;
  const judge = async (more: object) => {
    const eventId = events[0]?.id ?? "";
    const mark = { eventId, ruleKeys: ["specification"], text: "Seen.", ...more };
    return give(judgeException, batchId, { ...mark, judgement: "justified" }, "vera");
  };
  const assess = async () => {
    const impact = { batchId, impact: "The vial was mixed up.", conclusion: "acceptable" };
    must(await assessImpact(handler, { ...requested(impact), id: deviationId }, as("quality")));
  };
  const close = async () => {
    await give(classifyDeviation, deviationId, { classification: "major" }, "carla");
    const found = { findings: "Another vial.", conclusion: "No result of it.", considered: [] };
    must(await give(investigateDeviation, deviationId, found, "vera"));
    must(await give(closeDeviation, deviationId, { conclusion: "Invalid." }, "quality"));
  };
  return { works, lot, deviationId, judge, assess, close };
}
const refused = { outcome: "refused", code: "SPECIFICATION_FAILED" };

test("it is justified by an investigation alone, while that can still be said", async () => {
  const { works, lot, judge, assess, close } = await failed();
  const without = { outcome: "refused", code: "DEVIATION_REQUIRED" };
  expect(await judge({})).toMatchObject(without);
  await assess();
  await close();
  expect(await judge({})).toMatchObject(without);
  expect(await dispose(works, lot, "useAtRisk")).toMatchObject(refused);
});

test("once the investigation that it is justified by is closed the lot is released", async () => {
  const { works, lot, deviationId, judge, assess, close } = await failed();
  must(await judge({ deviationId }));
  await assess();
  await review(works);
  must(await approve(works));
  expect(await dispose(works, lot, "release")).toMatchObject(refused);
  await close();
  expect(await dispose(works, lot, "release")).toMatchObject({ outcome: "accepted" });
});
