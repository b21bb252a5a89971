// Departing from the master under a deviation: what the record lacks for good, by the gate's words.
import { describe, test } from "vitest";
import {
  authoriseDeparture,
  linkBatchDeviation,
} from "../../../../src/domain/batch/deviation/commands.ts";
import { completeBatch } from "../../../../src/domain/batch/lifecycle/commands.ts";
import { bela, given, type Past, person } from "../../../given.ts";
import * as x from "../control-recipe/examples.ts";
import { closed, output, packing, speed, whole } from "../control-recipe/whole.ts";
import { approved } from "../examples.ts";

const actor = person("quality", "qaReviewer");
const reason = { code: "departure", text: "The reading was forgotten." };
const by = { actor, reason };
const linked: Past = { type: "BatchDeviationLinked", data: { deviationId: "d-1" } };
const item = "Granules > Granulation > Granulate > mix: Mixer speed";
const departure = { deviationId: "d-1", section: 10, item };
const authorised: Past = { type: "DepartureAuthorised", data: departure };
const lacking = whole.filter((one) => one !== speed);

describe("a deviation about the batch", () => {
  test("is linked, once", () => {
    given(...x.begun)
      .when(linkBatchDeviation, { deviationId: "d-1" })
      .then({ type: "BatchDeviationLinked", data: { deviationId: "d-1" } });
    given(...x.begun, linked)
      .when(linkBatchDeviation, { deviationId: "d-1" })
      .thenNothing();
    given().when(linkBatchDeviation, { deviationId: "d-1" }).thenRefused("NOT_FOUND");
  });
  test("is linked also where it was raised from paper: a second half asks for no form", () => {
    given(...x.begun)
      .when(linkBatchDeviation, { deviationId: "d-1" }, { fromPaper: { form: "none", page: 1 } })
      .then(linked);
  });
});

describe("authorising a departure", () => {
  test("happens, once, and the batch is completed with it", () => {
    given(...lacking, linked)
      .when(authoriseDeparture, departure, by)
      .then(authorised);
    given(...lacking, linked, authorised)
      .when(authoriseDeparture, departure, by)
      .thenNothing();
    given(...lacking)
      .when(completeBatch, {})
      .thenRefused("BATCH_RECORD_INCOMPLETE");
    given(...lacking, linked, authorised)
      .when(completeBatch, {})
      .then({ type: "BatchCompleted", data: {} });
  });
  test("is refused without a deviation about the batch, and of what is not lacking", () => {
    given(...lacking)
      .when(authoriseDeparture, departure, by)
      .thenRefused("DEVIATION_REQUIRED");
    given(...whole, linked)
      .when(authoriseDeparture, departure, by)
      .thenRefused("NOT_FOUND");
    given().when(authoriseDeparture, departure, by).thenRefused("NOT_FOUND");
  });
  test("of how much was made happens once the record is approved, too; of nothing else", () => {
    const { quantity: _, ...unstated } = output.data as Record<string, unknown>;
    const made: Past = { ...output, data: { ...unstated, materialLotId: "out-2" } };
    const late = { deviationId: "d-1", section: 27, item: "quantity made: Granules" };
    const not: Past = { type: "BatchRecordNotApproved", data: { toRevision: 2 } };
    for (const past of [
      [...whole, made, linked],
      [...closed, made, linked, approved],
    ]) {
      given(...past)
        .when(authoriseDeparture, late, by)
        .then({ type: "DepartureAuthorised", data: late });
    }
    given(...closed, made, linked, approved)
      .when(authoriseDeparture, departure, by)
      .thenRefused("BATCH_CLOSED");
    given(...closed, made, linked, not)
      .when(authoriseDeparture, late, by)
      .thenRefused("BATCH_CLOSED");
    given(...whole, linked)
      .when(authoriseDeparture, late, by)
      .thenRefused("NOT_FOUND");
  });
  test("is refused of papers that are out: a lost form is voided", () => {
    const data = { form: "B-1-F1", copy: 1, digest: x.digest };
    given(...whole, linked, { type: "BlankFormIssued", data })
      .when(
        authoriseDeparture,
        { deviationId: "d-1", section: 9, item: "blank form B-1-F1: returned or voided" },
        by,
      )
      .thenRefused("BATCH_RECORD_INCOMPLETE");
  });
  test("is refused without a reason, to nobody, and to whoever worked on the batch", () => {
    const asked = given(...lacking, linked);
    asked.when(authoriseDeparture, departure, { actor }).thenRefused("REASON_REQUIRED");
    asked
      .when(authoriseDeparture, departure, { ...by, authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    asked
      .when(authoriseDeparture, departure, { ...by, actor: bela })
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
  });
  test("does not replace the second person, nor the end of a step that runs", () => {
    const unwitnessed = whole.filter((one) => one !== packing);
    const pack = "Granules > Granulation > Granulate > pack: verified by a second person";
    given(...unwitnessed, linked)
      .when(authoriseDeparture, { ...departure, section: 9, item: pack }, by)
      .thenRefused("SECOND_PERSON_REQUIRED");
    const milling: Past = {
      type: "PhaseStarted",
      data: { phaseId: "mill", path: x.path("mill"), run: 1, flags: [] },
    };
    const mill = "Granules > Granulation > Granulate > mill: is running";
    given(...whole, milling, linked)
      .when(authoriseDeparture, { ...departure, section: 9, item: mill }, by)
      .thenRefused("STEP_OUT_OF_ORDER");
  });
});
