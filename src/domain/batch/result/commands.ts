// Recording results and the summary of readings. A result as found is never refused for being out
// of specification.
import { asMeant } from "../../kernel/entry/meant.ts";
import { sourceOf } from "../../kernel/entry/source.ts";
import { refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { unitRatio } from "../../kernel/quantity.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import { isOutside, type Limits } from "../../kernel/shape/limits.ts";
import { command } from "../batch.ts";
import { limitsIn } from "../control-recipe/control-recipe.ts";
import { isKnown, refuseEntry, unknownBatch } from "../standing.ts";
import {
  ProcessDataSummarised,
  ResultCorrected,
  ResultRecorded,
  type ResultValue,
  TestsListed,
} from "./events.ts";
import { resultKey, stageKey } from "./result.ts";

/**
 * Says which tests the record has a place for: those without a result were not tested. What was
 * listed stays listed, whatever a later list leaves out.
 */
export const listTests = command("ListTests", "recordResults", TestsListed.data, (data, batch) => {
  if (!isKnown(batch)) return unknownBatch;
  const listed = new Set(batch.results.tests.get(stageKey(data)));
  if (data.tests.every((test) => listed.has(test))) return [];
  return refuseEntry(batch) ?? [{ type: "TestsListed", data }];
});

export const recordResult = command(
  "RecordResult",
  "recordResults",
  ResultRecorded.data.omit({
    outOfSpecification: true,
    repeatOfEventId: true,
    claimedSource: true,
  }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const refused = refuseEntry(batch) ?? refuseUnknownUnit(data.value);
    if (refused) return refused;
    const first = batch.results.first.get(resultKey(data));
    const repeat = first === undefined ? {} : { repeatOfEventId: first };
    const said = { ...data, ...sourceOf({ source: data.source }, context) };
    const { limits: given, confirmed: _, ...found } = said;
    const limits = limitsIn(batch.copied, undefined, data.test, given);
    const value = numberIn(data.value);
    const meant = asMeant(value, { limits, since: batch.issuedAt }, said, context);
    if (isRefusal(meant)) return meant;
    const by = limits ? { limits } : {};
    const recorded = { ...found, ...by, ...verdict(data.value, limits), ...repeat, ...meant };
    return [{ type: "ResultRecorded", data: recorded }];
  },
);

export const correctResult = command(
  "CorrectResult",
  "recordResults",
  ResultCorrected.data.pick({ correctsEventId: true, value: true, confirmed: true }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const former = batch.results.entries.get(data.correctsEventId);
    if (!former) return refuse("NOT_FOUND", "The batch has no such result to correct.");
    if (sameContent(former.value, data.value)) return [];
    const refused =
      refuseEntry(batch) ?? refuseUnknownUnit(data.value) ?? refuseWithoutReason(context);
    if (refused) return refused;
    const { stage, test, limits } = former;
    const { correctsEventId, value } = data;
    const held = { limits, since: batch.issuedAt };
    const meant = asMeant(numberIn(value), held, data, context);
    if (isRefusal(meant)) return meant;
    const kept = { ...(limits && { limits }), ...verdict(value, limits), ...meant };
    const corrected = { correctsEventId, value, stage, test, ...kept };
    return [{ type: "ResultCorrected", data: corrected, before: { value: former.value } }];
  },
);

/** Said again with other content, the new summary names the one it replaces. */
export const summariseProcessData = command(
  "SummariseProcessData",
  "system",
  ProcessDataSummarised.data.omit({ correctsEventId: true }),
  (data, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const former = batch.results.summaries.get(data.streamName);
    if (former && sameContent(former.content, data)) return [];
    const refused = refuseEntry(batch) ?? (former && refuseWithoutReason(context));
    const corrects = former ? { correctsEventId: former.eventId } : {};
    return refused ?? [{ type: "ProcessDataSummarised", data: { ...data, ...corrects } }];
  },
);

/** What is said in words nobody mistypes by ten. */
const numberIn = (value: ResultValue) => ("text" in value ? undefined : value);

/** Absent where there is nothing to compare with. */
function verdict(value: ResultValue, limits: Limits | undefined): { outOfSpecification?: boolean } {
  const outside = "text" in value ? undefined : isOutside(value, limits);
  return outside === undefined ? {} : { outOfSpecification: outside };
}

function refuseUnknownUnit(value: ResultValue): Refusal | undefined {
  if ("text" in value || unitRatio(value.unitOfMeasure)) return undefined;
  return refuse("UNIT_UNKNOWN", `${value.unitOfMeasure} is not known.`);
}
