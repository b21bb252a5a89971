// A batch: the making of a product. One stream; its fold hands each event to the activity it
// belongs to.

import { type Scope, unknownScope } from "../kernel/access/standing.ts";
import { aggregate, commandsOf } from "../kernel/decider.ts";
import { among, type EventOf } from "../kernel/event-type.ts";
import { withFact } from "../kernel/exception/fact.ts";
import { toUtc } from "../kernel/instant.ts";
import { keyed } from "../kernel/keyed.ts";
import { authorOf, type Recorded } from "../kernel/metadata.ts";
import { noAttachments, withAttachment } from "./attachment/attachment.ts";
import { attachmentEvents } from "./attachment/events.ts";
import type { Batch } from "./batch-part.ts";
import { evolveBlankForm, noForms } from "./blank-form/blank-form.ts";
import { blankFormEvents } from "./blank-form/events.ts";
import { refusePaper } from "./blank-form/from-paper.ts";
import { controlRecipeEvents } from "./control-recipe/events.ts";
import { evolveEvidence, noEvidence } from "./control-recipe/evidence.ts";
import { evolveDeviation, noDeviations, withUsed } from "./deviation/deviation.ts";
import { deviationLinkEvents } from "./deviation/events.ts";
import { evolveDispensing, nothingDispensed } from "./dispensing/dispensing.ts";
import { dispensingEvents } from "./dispensing/events.ts";
import { factOf } from "./exception/fact-of.ts";
import { labelEvents } from "./label/events.ts";
import { evolveLabel, noLabels } from "./label/label.ts";
import { lifecycleEvents } from "./lifecycle/events.ts";
import { evolveLifecycle, type Issued, scopeOfIssued, statusAfter } from "./lifecycle/lifecycle.ts";
import { evolveWorked } from "./lifecycle/worked.ts";
import { materialEvents } from "./material/events.ts";
import { evolveMaterial, noMaterial } from "./material/material.ts";
import { parameterEvents } from "./parameter/events.ts";
import { evolveParameter, noParameters } from "./parameter/parameter.ts";
import { phaseEvents, piecesOf } from "./phase/events.ts";
import { evolvePhase } from "./phase/phase.ts";
import { resultEvents } from "./result/events.ts";
import { evolveResult, noResults } from "./result/result.ts";
import { reviewEvents } from "./review/events.ts";
import { evolveReview, noReview } from "./review/review.ts";
import { serialEvents } from "./serial/events.ts";
import { evolveSerial, noSerialNumbers } from "./serial/serial.ts";

export type BatchState = { readonly status: "unknown" } | Batch;

export const batchEvents = [
  ...lifecycleEvents,
  ...controlRecipeEvents,
  ...materialEvents,
  ...dispensingEvents,
  ...labelEvents,
  ...phaseEvents,
  ...parameterEvents,
  ...resultEvents,
  ...deviationLinkEvents,
  ...attachmentEvents,
  ...blankFormEvents,
  ...serialEvents,
  ...reviewEvents,
] as const;
export type BatchEvent = EventOf<(typeof batchEvents)[number]>;

const isLifecycle = among(lifecycleEvents);
const isControlRecipe = among(controlRecipeEvents);
const isMaterial = among(materialEvents);
const isDispensing = among(dispensingEvents);
const isLabel = among(labelEvents);
const isPhase = among(phaseEvents);
const isParameter = among(parameterEvents);
const isResult = among(resultEvents);
const isDeviation = among(deviationLinkEvents);
const isAttachment = among(attachmentEvents);
const isKept = among([...blankFormEvents, ...serialEvents]);
const isReview = among(reviewEvents);

export const batch = aggregate({
  category: "batch",
  ofSite: true,
  events: batchEvents,
  initial: { status: "unknown" },
  evolve(state: BatchState, event, recorded): BatchState {
    const { occurredAt } = recorded.metadata;
    const before = event.type === "BatchIssued" ? issued(event.data, recorded.metadata) : state;
    if (before.status === "unknown") return before;
    const { id } = recorded;
    const equipment = inUse(before, event, occurredAt);
    const evidence = evolveEvidence(before.evidence, recorded);
    const facts = withFact(before.facts, factOf(recorded));
    const deviations = withUsed(before.deviations, overridesIn(event));
    const blankForms = evolveBlankForm(before.blankForms, recorded);
    const serials = evolveSerial(before.serials, event);
    const seen = { equipment, evidence, facts, deviations, blankForms, serials };
    const worked = evolveWorked(before, event.type, occurredAt);
    const noted = { ...before, ...noteEntry(before, recorded), ...seen, ...worked };
    if (isLifecycle(event)) return evolveLifecycle(noted, event, occurredAt);
    if (isControlRecipe(event)) return { ...noted, copied: event.data };
    if (isMaterial(event)) return { ...noted, material: evolveMaterial(noted.material, event, id) };
    if (isDispensing(event)) {
      return { ...noted, dispensing: evolveDispensing(noted.dispensing, event, id) };
    }
    if (isLabel(event)) return { ...noted, labels: evolveLabel(noted.labels, event) };
    if (isPhase(event)) return { ...noted, phases: evolvePhase(noted.phases, event) };
    if (isParameter(event)) {
      return { ...noted, parameters: evolveParameter(noted.parameters, event, id) };
    }
    if (isResult(event)) return { ...noted, results: evolveResult(noted.results, event, id) };
    if (isDeviation(event)) {
      const by = recorded.metadata.actor.id;
      return { ...noted, deviations: evolveDeviation(noted.deviations, event, by) };
    }
    if (isAttachment(event)) {
      return { ...noted, attachments: withAttachment(noted.attachments, event.data) };
    }
    if (isKept(event)) return noted;
    if (isReview(event)) {
      const review = evolveReview(noted.review, event, recorded.metadata.actor.id, id);
      return { ...noted, review, status: statusAfter(event, noted.status) };
    }
    return event satisfies never;
  },
  scope: (state) => scopeOfBatch(state),
});

const decidedAs = commandsOf(batch);

/**
 * Whatever it is: what is copied from paper is asked for the form first. A second half follows from
 * what was allowed, whatever its first half was copied from.
 */
export const command: typeof decidedAs = (name, right, data, decide, options) =>
  decidedAs(
    name,
    right,
    data,
    (asked, state, context) =>
      (right === "system" ? undefined : refusePaper(name, state, context)) ??
      decide(asked, state, context),
    options,
  );

export const scopeOfBatch = (state: BatchState): Scope =>
  state.status === "unknown" ? unknownScope : scopeOfIssued(state.issued);

type Told = Pick<Recorded<BatchEvent>["metadata"], "occurredAt" | "site">;

const issued = (data: Issued, { occurredAt, site }: Told): Batch => ({
  status: "issued",
  issued: data,
  site,
  issuedAt: toUtc(occurredAt),
  startedAt: undefined,
  workedUntil: undefined,
  completedAt: undefined,
  finalNumber: undefined,
  copied: undefined,
  rework: undefined,
  evidence: noEvidence,
  facts: undefined,
  holds: new Map(),
  equipment: new Map(),
  authors: keyed(),
  performers: new Set(),
  lastEntry: -1,
  revision: -1,
  material: noMaterial,
  dispensing: nothingDispensed,
  labels: noLabels,
  phases: keyed(),
  parameters: noParameters,
  results: noResults,
  deviations: noDeviations,
  attachments: noAttachments,
  blankForms: noForms,
  serials: noSerialNumbers,
  review: noReview,
});

function inUse({ equipment }: Batch, event: BatchEvent, at: string): Batch["equipment"] {
  const fresh = equipmentIn(event).filter((id) => !equipment.has(id));
  if (fresh.length === 0) return equipment;
  return new Map([...equipment, ...fresh.map((id) => [id, toUtc(at)] as const)]);
}

function equipmentIn(event: BatchEvent): readonly string[] {
  if (event.type === "BatchIssued") return event.data.equipmentIds;
  if (event.type === "PhaseStarted") return piecesOf(event.data);
  if (event.type !== "BatchStarted") return [];
  const { equipmentId } = event.data;
  return equipmentId === undefined ? [] : [equipmentId];
}

/** The act uses them up: a start, one that goes on, or a charge. */
function overridesIn(event: BatchEvent): readonly string[] | undefined {
  switch (event.type) {
    case "PhaseStarted":
    case "PhaseResumed":
    case "PhaseRestarted":
    case "MaterialConsumed":
      return event.data.overrideIds;
    default:
      return undefined;
  }
}

/**
 * Who wrote what: a second person is told by it, and who has worked on the batch does not review
 * it.
 */
function noteEntry(
  { authors, performers, lastEntry }: Batch,
  { id, revision, event, metadata }: Recorded<BatchEvent>,
): Pick<Batch, "authors" | "performers" | "lastEntry" | "revision"> {
  const { actor } = metadata;
  const author = authorOf(metadata);
  const isPerson = actor.kind === "person" || author !== actor.id;
  const performed = isPerson && !aside.has(event.type) && !performers.has(author);
  return {
    authors: authors.with(id, author),
    performers: performed ? new Set(performers).add(author) : performers,
    lastEntry: isReview(event) ? lastEntry : revision,
    revision,
  };
}

/** Not the making of the batch. */
const aside: ReadonlySet<string> = new Set<BatchEvent["type"]>([
  "BatchIssued",
  "MasterRecipeCopied",
  "BatchHoldPlaced",
  "BatchHoldLifted",
  "CommentAdded",
  "DocumentAttached",
  "BlankFormIssued",
  "BlankFormReturned",
  "BlankFormVoided",
  "SerialsIssued",
  "BatchDeviationLinked",
  "DepartureAuthorised",
  "OverrideAuthorised",
  ...reviewEvents.map(({ name }) => name),
]);
