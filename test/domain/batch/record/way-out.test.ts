// Sections 13 and 15 of batches that ran before anybody asked for them, and of phases that did not
// come to their end: what is asked can be answered, also once the batch is completed.
import { expect, test } from "vitest";
import { authoriseDeparture } from "../../../../src/domain/batch/deviation/commands.ts";
import { completeBatch, refuseOpen } from "../../../../src/domain/batch/lifecycle/commands.ts";
import { isKnown } from "../../../../src/domain/batch/standing.ts";
import { given, type Past, person, stateOf } from "../../../given.ts";
import * as x from "../control-recipe/examples.ts";
import * as w from "../control-recipe/whole.ts";

const data = { ...(x.copied.data as object), recipe: { ...x.recipe, timeLimits: [w.mixedSoon] } };
/** Nothing in it was timed. */
const untimed = w.whole.map((one) => (one === x.copied ? { ...one, data } : one));
const completed: Past = { type: "BatchCompleted", data: {} };
const linked: Past = { type: "BatchDeviationLinked", data: { deviationId: "d-1" } };
const by = {
  actor: person("quality", "qaReviewer"),
  reason: { code: "departure", text: "Nobody asked for it then." },
};

function openSections(past: readonly Past[]): unknown {
  const state = stateOf(completeBatch.aggregate, past);
  if (!isKnown(state)) throw new Error("It is issued.");
  return refuseOpen(state)?.attempted?.sections;
}

test.each([
  [13, "time limit: Mixed within a day", [...untimed, completed]],
  [15, "approval before it was put in again: Maize starch", [...w.whole, w.again, completed]],
])("section %i: %s, of a completed batch, is departed from under a deviation", (...row) => {
  const [section, item, past] = row;
  expect(openSections(past)).toContain(section);
  const departure = { section, item, deviationId: "d-1" };
  const authorised: Past = { type: "DepartureAuthorised", data: departure };
  given(...past, linked)
    .when(authoriseDeparture, departure, by)
    .then(authorised);
  expect(openSections([...past, linked, authorised]) ?? []).not.toContain(section);
});

const ofMix = { phaseId: "mix", path: x.path("mix") };
const isOfMix = ({ data: of }: Past) => (of as { phaseId?: string }).phaseId === "mix";
const aborted: Past = { type: "PhaseAborted", data: { ...ofMix, run: 1 } };
const skipped: Past = { type: "PhaseSkipped", data: { ...ofMix, deviationId: "d-1" } };
test.each([
  ["aborted", (one: Past) => (one.type === "PhaseCompleted" ? [aborted] : [one])],
  ["left out", (one: Past) => (one.type === "PhaseCompleted" ? [skipped] : [])],
  ["not come to", () => []],
])("section 13 asks nothing of a phase that was %s", (_, instead) => {
  const past = untimed.flatMap((one) => (isOfMix(one) ? instead(one) : [one]));
  expect(openSections(past) ?? []).not.toContain(13);
});
