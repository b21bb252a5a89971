// What each event of a batch is as a fact of its record. A new type of event does not compile until
// it is here.
import { type Comparison, type Fact, stampOf } from "../../kernel/exception/fact.ts";
import type { Recorded } from "../../kernel/metadata.ts";
import { compare, type Quantity } from "../../kernel/quantity.ts";
import type { Limits } from "../../kernel/shape/limits.ts";
import { type PhasePath, pathText } from "../../kernel/shape/phase.ts";
import type { BatchEvent } from "../batch.ts";
import { amissIn } from "../serial/events.ts";
import { askedBy } from "./asked.ts";

type Of<Type extends BatchEvent["type"]> = Extract<BatchEvent, { readonly type: Type }>;
type Stamp = "eventId" | "type" | "recordedAt" | "occurredAt" | "by" | "fromPaper";
type Content = Omit<Fact, Stamp>;

/** Undefined: the judgement of a record is no part of what is judged. */
export function factOf({ id, event, metadata }: Recorded<BatchEvent>): Fact | undefined {
  const content = contentOf(event);
  return content && { ...stampOf(id, event.type, metadata), ...content };
}

function contentOf(event: BatchEvent): Content | undefined {
  switch (event.type) {
    case "BatchIssued":
    case "BatchNumberGiven":
    case "BatchStarted":
    case "BatchCompleted":
      return { section: 2 };
    case "MasterRecipeCopied":
      return { section: 3, asks: askedBy(event.data) };
    case "BatchHoldPlaced":
      return { section: 23, name: event.data.code, matter: "hold" };
    case "BatchHoldLifted":
      return { section: 23, name: event.data.code, matter: "hold" };
    case "BatchDeviationLinked":
      return { section: 23 };
    case "DepartureAuthorised":
      return { section: event.data.section, name: event.data.item, matter: "override" };
    case "OverrideAuthorised": {
      const { code, materialLotId } = event.data;
      return { section: materialLotId ? 7 : 9, name: code, matter: "override" };
    }
    case "DocumentAttached":
      return { section: 33, name: event.data.name };
    case "BlankFormIssued":
    case "BlankFormReturned":
    case "BlankFormVoided":
      return { section: 9, name: event.data.form };
    case "TranscriptionChecked":
      return { section: 9, name: event.data.form, failed: event.data.result === "differs" };
    case "CommentAdded":
      return { section: 23, matter: "comment" };
    case "LineCleared":
      return clearance(event.data);
    case "CheckPerformed":
      return check(event.data);
    case "EntryWritten":
      return { section: 10, name: event.data.entry, step: pathText(event.data.path) };
    case "PhaseStarted":
    case "PhaseCompleted":
    case "PhaseSkipped":
    case "PhaseStopped":
    case "PhaseAborted":
      return phase(event);
    case "PhasePaused":
    case "PhaseResumed":
    case "PhaseHeld":
    case "PhaseRestarted":
      return interruption(event);
    case "ParameterRecorded":
    case "ParameterCorrected":
    case "ResultRecorded":
    case "ResultCorrected":
    case "YieldComputed":
      return reading(event);
    case "TestsListed":
      return { section: event.data.stage === "inProcess" ? 11 : 21 };
    case "ProcessDataSummarised":
      return { section: 10, ...correcting(event.data.correctsEventId) };
    case "MaterialConsumed":
    case "MaterialConsumptionCorrected":
    case "MaterialConsumptionVoided":
    case "OutputProduced":
    case "ContainerSelected":
    case "MaterialDispensed":
      return material(event);
    case "SerialsIssued":
      return { section: 19 };
    case "SerialsAccounted":
      return { section: 19, flags: event.data.flags };
    case "SerialsReconciled":
      return { section: 19, failed: amissIn(event.data) !== null };
    case "LabelIssued":
    case "LabelReturned":
    case "LabelDestroyed":
      return { section: 18 };
    case "LabelReconciled":
      return { section: 18, failed: Number(event.data.difference.value) !== 0 };
    case "ExceptionJudged":
    case "ProductionApproved":
    case "RecordReviewed":
    case "BatchRecordApproved":
    case "BatchRecordNotApproved":
    case "AddendumWritten":
      return undefined;
    default:
      return event satisfies never;
  }
}

const at = (path: PhasePath | undefined) => (path ? { step: pathText(path) } : {});
const on = (equipmentId: string | undefined) => (equipmentId ? { equipmentId } : {});
const against = ({ flags }: { readonly flags?: string[] }) => (flags ? { flags } : {});
const correcting = (corrects: string | undefined) => (corrects ? { corrects } : {});
const repeating = (repeats: string | undefined) => (repeats ? { repeats } : {});

function clearance({ area, when, result, equipmentId }: Of<"LineCleared">["data"]): Content {
  const failed = result !== "clear";
  return { section: when === "before" ? 5 : 17, name: area, failed, ...on(equipmentId) };
}

function check(data: Of<"CheckPerformed">["data"]): Content {
  const { check: name, result, path, checksEventId: confirms, equipmentId } = data;
  const failed = result === "fail";
  return {
    section: 5,
    name,
    failed,
    ...at(path),
    ...on(equipmentId),
    ...against(data),
    ...(confirms !== undefined && { confirms }),
  };
}

type PhaseEvent = Of<
  "PhaseStarted" | "PhaseCompleted" | "PhaseSkipped" | "PhaseStopped" | "PhaseAborted"
>;
function phase(event: PhaseEvent): Content {
  const { path, phaseId } = event.data;
  const step = { section: 9, step: pathText(path) };
  switch (event.type) {
    case "PhaseStarted": {
      const { equipmentId, flags } = event.data;
      return { ...step, phase: { phase: phaseId, at: "start" }, flags, ...on(equipmentId) };
    }
    case "PhaseCompleted":
      return { ...step, phase: { phase: phaseId, at: "end" }, flags: event.data.flags ?? [] };
    case "PhaseSkipped":
    case "PhaseStopped":
    case "PhaseAborted":
      return { ...step, leftOut: true };
    default:
      return event satisfies never;
  }
}

/** A pause is foreseen; a hold is an exception (ISA-88), and so is what leads out of it. */
function interruption({
  type,
  data,
}: Of<"PhasePaused" | "PhaseResumed" | "PhaseHeld" | "PhaseRestarted">): Content {
  const flags = "flags" in data ? against(data) : {};
  const matter = type === "PhaseHeld" || type === "PhaseRestarted" ? "hold" : undefined;
  return { section: 9, step: pathText(data.path), ...flags, ...(matter && { matter }) };
}

type ReadingEvent = Of<
  | "ParameterRecorded"
  | "ParameterCorrected"
  | "ResultRecorded"
  | "ResultCorrected"
  | "YieldComputed"
>;
function reading(event: ReadingEvent): Content {
  switch (event.type) {
    case "ParameterRecorded": {
      const { parameter: name, path, value, limits, outOfLimit, ...of } = event.data;
      const found = measured("parameter", value, limits, outOfLimit);
      const more = { ...repeating(of.repeatOfEventId), ...on(of.equipmentId), ...against(of) };
      return { section: 10, name, ...at(path), ...found, ...more };
    }
    case "ParameterCorrected": {
      const { parameter: name, value, limits, outOfLimit, correctsEventId } = event.data;
      const found = measured("parameter", value, limits, outOfLimit);
      return { section: 10, name, ...found, ...correcting(correctsEventId) };
    }
    case "ResultRecorded":
    case "ResultCorrected": {
      const { test: name, stage, value, limits, outOfSpecification } = event.data;
      const found = measured("result", value, limits, outOfSpecification);
      const section = stage === "inProcess" ? 11 : 21;
      const former =
        "correctsEventId" in event.data
          ? correcting(event.data.correctsEventId)
          : repeating(event.data.repeatOfEventId);
      return { section, name, ...found, ...former };
    }
    case "YieldComputed": {
      const { stage: name, percent, limits, outOfLimit, implausible, correctsEventId } = event.data;
      const found = measured("yield", percent, limits, implausible || outOfLimit);
      return { section: 14, name, ...found, ...correcting(correctsEventId) };
    }
    default:
      return event satisfies never;
  }
}

type MaterialEvent = Of<
  | "MaterialConsumed"
  | "MaterialConsumptionCorrected"
  | "MaterialConsumptionVoided"
  | "OutputProduced"
  | "ContainerSelected"
  | "MaterialDispensed"
>;
function material(event: MaterialEvent): Content {
  switch (event.type) {
    case "MaterialConsumed": {
      const { material: of, path, quantity, flags } = event.data;
      return { section: 7, name: of.name, ...at(path), ...amount(quantity), flags };
    }
    case "MaterialConsumptionCorrected": {
      const { quantity, correctsEventId } = event.data;
      return { section: 7, ...amount(quantity), corrects: correctsEventId };
    }
    case "MaterialConsumptionVoided":
      return { section: 7, corrects: event.data.correctsEventId };
    case "OutputProduced": {
      const { material: of, quantity, flags } = event.data;
      return { section: 14, name: of.name, ...amount(quantity), flags };
    }
    case "ContainerSelected":
      return { section: 7, name: event.data.material.name, ...at(event.data.path) };
    case "MaterialDispensed": {
      const { material: of, path, limits, weighing, flags } = event.data;
      const isOutside = limits && flags.includes("QUANTITY_OUT_OF_TOLERANCE");
      const found = measured("amount", weighing.net, limits, isOutside);
      return {
        section: 7,
        name: of.name,
        ...at(path),
        ...found,
        flags,
        ...on(weighing.equipmentId),
      };
    }
    default:
      return event satisfies never;
  }
}

const amount = (quantity: Quantity | undefined) => ({
  measures: "amount" as const,
  comparison: quantity ? ("NO_LIMITS" as const) : ("QUANTITY_UNKNOWN" as const),
  ...(quantity && { value: `${quantity.value} ${quantity.unitOfMeasure}` }),
});

function measured(
  measures: NonNullable<Fact["measures"]>,
  value: Quantity | { readonly text: string },
  limits: Limits | undefined,
  isOutside: boolean | undefined,
): Pick<Content, "measures" | "comparison" | "value"> {
  const text = "text" in value ? value.text : `${value.value} ${value.unitOfMeasure}`;
  return { measures, value: text, comparison: comparison(value, limits, isOutside) };
}

/** What it came to, where that is known; else why nothing could be compared. */
export function comparison(
  value: Quantity | { readonly text: string },
  { low, high }: Limits | undefined = { rounding: "none" },
  isOutside: boolean | undefined,
): Comparison {
  if (isOutside !== undefined) return isOutside ? "outside" : "within";
  if ("text" in value) return "NO_NUMBER";
  const limit = low ?? high;
  if (!limit) return "NO_LIMITS";
  return typeof compare(value, limit) === "number" ? "NO_LIMITS" : "UNIT_NOT_CONVERTIBLE";
}
