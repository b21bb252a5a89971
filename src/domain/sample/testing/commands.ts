// Recording, repeating and correcting results, and assessing what is out of specification. A result
// is an observation: compared and kept, whatever it says.
import type { z } from "zod";
import type { Context, Decision } from "../../kernel/decider.ts";
import { asMeant } from "../../kernel/entry/meant.ts";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import { conforms, type SpecifiedTest } from "../../kernel/shape/test.ts";
import { command, type Sample, type SampleEvent, type SampleState } from "../sample.ts";
import {
  OutOfSpecificationAssessed,
  type ResultFlag,
  TestResultCorrected,
  TestResultRecorded,
} from "./events.ts";
import { isSame } from "./testing.ts";

const recorded = TestResultRecorded.data.pick({
  testId: true,
  finding: true,
  instrument: true,
  calculation: true,
  confirmed: true,
});

export const recordTestResult = command(
  "RecordTestResult",
  "recordResults",
  recorded,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    const test = testOf(state, data.testId);
    if (!test) return noSuchTest;
    const verdict = conforms(test.criterion, data.finding);
    if (typeof verdict === "object") return verdict;
    const attempt = state.results.filter(({ testId }) => testId === data.testId).length + 1;
    // The first result is kept for ever; a repeat says why it was made.
    const refused = attempt > 1 ? refuseWithoutReason(context) : undefined;
    if (refused) return refused;
    const meant = findingMeant(test, data, context);
    if (isRefusal(meant)) return meant;
    const { confirmed: _, ...found } = data;
    const { name, method } = test;
    const flags = flagsOf(state);
    const { materialLotId } = state.taken;
    const said = { ...found, materialLotId, name, method, conforms: verdict, ...meant };
    const result = { ...said, attempt, flags };
    return [
      { type: "TestResultRecorded", data: result },
      ...(verdict ? [] : [opened(state, result, context)]),
    ];
  },
);

export const correctTestResult = command(
  "CorrectTestResult",
  "recordResults",
  TestResultCorrected.data.pick({ testId: true, attempt: true, finding: true, confirmed: true }),
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    const former = state.results.find((one) => isSame(one, data));
    const test = former && testOf(state, former.testId);
    if (!former || !test) return refuse("NOT_FOUND", "The sample has no such result.");
    if (sameContent(former.finding, data.finding)) return [];
    const verdict = conforms(test.criterion, data.finding);
    if (typeof verdict === "object") return verdict;
    const refused = refuseWithoutReason(context);
    if (refused) return refused;
    const meant = findingMeant(test, data, context);
    if (isRefusal(meant)) return meant;
    const { confirmed: _, ...found } = data;
    const { name, method } = test;
    const before = { finding: former.finding, conforms: former.conforms };
    const { materialLotId } = state.taken;
    const corrected = { ...found, materialLotId, name, method, conforms: verdict, ...meant };
    const investigations = state.outOfSpecification.filter((one) => isSame(one, data));
    const isOpen = investigations.some(({ assessed }) => !assessed);
    // What was assessed was another value: whoever corrects it does not decide that it is well.
    const isToBeAsked = !verdict || investigations.length > 0;
    return [
      { type: "TestResultCorrected", data: corrected, before },
      ...(isToBeAsked && !isOpen ? [opened(state, corrected, context)] : []),
    ];
  },
);

export const assessOutOfSpecification = command(
  "AssessOutOfSpecification",
  "manageDeviation",
  OutOfSpecificationAssessed.data.omit({ materialLotId: true }),
  (asked, state, context): Decision<SampleEvent> => {
    if (state.status === "unknown") return unknown;
    const data = { ...asked, materialLotId: state.taken.materialLotId };
    const one = state.outOfSpecification.find(({ oosId }) => oosId === data.oosId);
    const result = one && state.results.find((found) => isSame(found, one));
    if (!one || !result) return refuse("NOT_FOUND", "Nothing out of specification has this id.");
    if (one.assessed) {
      if (sameContent(one.assessed, data)) return [];
      return refuse("STATUS_BLOCKS_USE", `It has been assessed: ${one.assessed.conclusion}.`);
    }
    if (result.analystIds.includes(context.actor.id)) {
      return refuse("REVIEWER_NOT_INDEPENDENT", "Who found the result does not assess it.");
    }
    const refused = refuseUnlessPerson(context) ?? refuseConclusion(state, data, result);
    return refused ?? [{ type: "OutOfSpecificationAssessed", data }];
  },
);

function refuseConclusion(
  { taken }: Sample,
  { conclusion, onlyContainerIds }: z.output<typeof OutOfSpecificationAssessed.data>,
  result: { readonly corrected: boolean; readonly conforms: boolean },
): Refusal | undefined {
  if (conclusion === "recordingError" && !(result.corrected && result.conforms)) {
    return refuse("STATUS_BLOCKS_USE", "The result has not been corrected to one that conforms.");
  }
  const strange = onlyContainerIds?.some((id) => !taken.containerIds.includes(id));
  return strange || (onlyContainerIds && conclusion !== "confirmed")
    ? refuse("CONTAINER_UNKNOWN", "The sample was not taken from these containers.")
    : undefined;
}

interface Found {
  readonly finding: Corrected["finding"];
  readonly confirmed?: true;
}

function findingMeant({ criterion }: SpecifiedTest, data: Found, context: Context) {
  const { finding } = data;
  const isMeasured = criterion.kind === "limits" && finding.kind === "limits";
  return isMeasured ? asMeant(finding.value, { limits: criterion.limits }, data, context) : {};
}

const testOf = ({ taken }: Sample, testId: string): SpecifiedTest | undefined =>
  taken.tests.find((test) => test.testId === testId);

type Corrected = z.output<typeof TestResultCorrected.data>;

function opened(
  { taken }: Sample,
  { testId, name, attempt, finding }: Omit<Corrected, "materialLotId">,
  context: Context,
): SampleEvent {
  const { materialLotId } = taken;
  const data = { oosId: context.newId(0), testId, name, attempt, materialLotId, finding };
  return { type: "OutOfSpecificationOpened", data };
}

function flagsOf(state: Exclude<SampleState, { readonly status: "unknown" }>): ResultFlag[] {
  const { received, status } = state;
  return [
    ...(received ? received.flags : (["NOT_RECEIVED"] as const)),
    ...(status === "destroyed" ? (["SAMPLE_DESTROYED"] as const) : []),
  ];
}

const unknown = refuse("NOT_FOUND", "There is no sample under this id.");
const noSuchTest = refuse("NOT_FOUND", "The sample was not taken for such a test.");
