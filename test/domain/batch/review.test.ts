// Review, approval and what may follow it.
import { describe, test } from "vitest";
import { completeBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { recordParameter } from "../../../src/domain/batch/parameter/commands.ts";
import {
  approveBatchRecord,
  rejectBatchRecord,
  reviewRecord,
  writeAddendum,
} from "../../../src/domain/batch/review/commands.ts";
import { bela, given, person, uuid } from "../../given.ts";
import * as w from "./control-recipe/whole.ts";
import {
  approved,
  closed,
  coverageAfter,
  entryId,
  held,
  kg,
  plainIssue,
  reason,
  reviewed,
  running,
  started,
} from "./examples.ts";

const actor = bela;
const conclusion = { toRevision: 2, conclusion: "Nothing open." };
const shown = { toRevision: 2 };
const nobody = { method: "none" as const };

describe("reviewing the record", () => {
  test("happens", () => {
    given(...closed)
      .when(reviewRecord, conclusion, { actor })
      .then(reviewed);
  });
  test("is repeated", () => {
    given(...closed, { ...reviewed, by: actor })
      .when(reviewRecord, conclusion, { actor })
      .thenNothing();
  });
  test("by another reviewer, or with another conclusion, it is another review", () => {
    given(...closed, { ...reviewed, by: person("vera", "qa") })
      .when(reviewRecord, conclusion, { actor })
      .then(reviewed);
    const other = { ...conclusion, conclusion: "One label is smeared." };
    given(...closed, { ...reviewed, by: actor })
      .when(reviewRecord, other, { actor })
      .then({ ...reviewed, data: { ...reviewed.data, conclusion: other.conclusion } });
  });
  test("is refused before completion, to who worked on it, and to nobody", () => {
    given(...running)
      .when(reviewRecord, conclusion, { actor })
      .thenRefused("BATCH_RECORD_INCOMPLETE");
    given(...closed)
      .when(reviewRecord, conclusion)
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    given(...closed)
      .when(reviewRecord, conclusion, { actor, authentication: nobody })
      .thenRefused("UNAUTHENTICATED");
    const service = { kind: "service" as const, id: "s", name: "Robot" };
    given(...closed)
      .when(reviewRecord, conclusion, { actor: service })
      .thenRefused("UNAUTHENTICATED");
  });
  test("ES-6 is refused of a record that has changed since it was shown", () => {
    given(...closed)
      .when(reviewRecord, { ...conclusion, toRevision: 1 }, { actor })
      .thenRefused("RECORD_CHANGED_SINCE_VIEW");
  });
  test("is refused of what nobody can have seen yet", () => {
    for (const toRevision of [3, 999_999]) {
      given(...closed)
        .when(reviewRecord, { ...conclusion, toRevision }, { actor })
        .thenRefused("RECORD_CHANGED_SINCE_VIEW");
    }
  });
  test("a comment makes nobody a performer", () => {
    const comment = { type: "CommentAdded", data: { text: "Looks well." }, by: bela };
    given(...closed, comment)
      .when(reviewRecord, { ...conclusion, toRevision: 3 }, { actor })
      .then({
        ...reviewed,
        data: { ...conclusion, toRevision: 3, coverage: coverageAfter(...closed, comment) },
      });
  });
});

describe("approving the record", () => {
  const past = w.closed;
  const ready = w.judgedByTwo(...past);
  const shown = { toRevision: past.length - 1 };
  const data = { ...shown, coverage: coverageAfter(...past) };
  const approved = { type: "BatchRecordApproved", data };
  const actor = person("vera", "qa");
  test("happens", () => {
    given(...ready)
      .when(approveBatchRecord, shown, { actor })
      .then(approved);
  });
  test("is repeated", () => {
    given(...ready, approved)
      .when(approveBatchRecord, shown, { actor })
      .thenNothing();
  });
  test("211-188(a) BR-1 is refused without the copy of a master", () => {
    given(...w.judgedByTwo(...closed))
      .when(approveBatchRecord, { toRevision: 2 }, { actor })
      .thenRefused("BATCH_RECORD_INCOMPLETE");
  });
  test("is refused before it is reviewed, as it is now", () => {
    given(...past)
      .when(approveBatchRecord, shown, { actor })
      .thenRefused("QA_REVIEW_PENDING");
    given(...ready, { type: "CommentAdded", data: { text: "One more thing." } })
      .when(approveBatchRecord, { toRevision: ready.length }, { actor })
      .thenRefused("QA_REVIEW_PENDING");
  });
  test("is refused where what was closed at completion is open again", () => {
    const serials = { reservationId: "r-1", serials: [{ from: "A001", to: "A010" }] };
    const late = { type: "SerialsIssued", data: serials };
    given(...w.judgedByTwo(...past, late))
      .when(approveBatchRecord, { toRevision: past.length }, { actor })
      .thenRefused("SERIAL_RECONCILIATION_FAILED");
  });
  test("is refused on hold, to nobody, and to who worked on it", () => {
    given(...w.judgedByTwo(...past, held))
      .when(approveBatchRecord, { toRevision: past.length }, { actor })
      .thenRefused("STATUS_BLOCKS_USE");
    given(...ready)
      .when(approveBatchRecord, shown, { actor, authentication: nobody })
      .thenRefused("UNAUTHENTICATED");
    given(...ready)
      .when(approveBatchRecord, shown)
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
  });
  test("is refused to who reviewed it [P11-10g]", () => {
    given(...ready)
      .when(approveBatchRecord, shown, { actor: w.clara })
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    given(...ready, { ...ready.at(-1)!, by: actor })
      .when(approveBatchRecord, shown, { actor: w.clara })
      .then(approved);
  });
  test("ES-14 an import cannot stand for a record made at the time", () => {
    const data = { ...plainIssue, dataOrigin: "import" as const };
    given({ type: "BatchIssued", data }, started, ...closed.slice(2), reviewed)
      .when(approveBatchRecord, { toRevision: 2 }, { actor })
      .thenRefused("STEP_MUST_BE_RECORDED_LIVE");
  });
  test("after it nothing is entered any more", () => {
    const reading = { parameter: "Water", value: kg("1"), source: "manual" as const };
    given(...ready, approved)
      .when(recordParameter, reading)
      .thenRefused("BATCH_CLOSED");
    given(...ready, approved)
      .when(completeBatch, {})
      .thenRefused("BATCH_CLOSED");
    given(...ready, approved)
      .when(reviewRecord, conclusion, { actor })
      .thenRefused("BATCH_CLOSED");
  });
});

describe("not approving the record", () => {
  const rejected = { type: "BatchRecordNotApproved", data: shown };
  test("happens, with a reason", () => {
    given(...closed)
      .when(rejectBatchRecord, shown, { actor, reason })
      .then(rejected);
  });
  test("is repeated", () => {
    given(...closed, rejected)
      .when(rejectBatchRecord, shown, { actor, reason })
      .thenNothing();
  });
  test("is refused without a reason, and after approval", () => {
    given(...closed)
      .when(rejectBatchRecord, shown, { actor })
      .thenRefused("REASON_REQUIRED");
    given(...closed, reviewed, approved)
      .when(rejectBatchRecord, shown, { actor, reason })
      .thenRefused("BATCH_CLOSED");
    given(...closed, rejected)
      .when(approveBatchRecord, shown, { actor })
      .thenRefused("BATCH_CLOSED");
  });
});

describe("writing an addendum", () => {
  const addendum = { shouldBe: "Room temperature 24 degrees.", evidence: "Logger printout 7." };
  const nothing = { materialLotIds: [], dispositions: [], recallIds: [], traceExerciseIds: [] };
  const proposed = (makesStale: object) => ({
    type: "AddendumWritten",
    data: { ...addendum, makesStale: { ...nothing, ...makesStale }, proposesHold: uuid(0x2000) },
  });
  const staling = (...judgements: readonly string[]) => ({
    type: "AddendumWritten",
    data: { ...addendum, makesStale: { ...nothing, judgements: [...judgements] } },
  });
  const written = staling();
  test("happens after completion and after approval", () => {
    given(...closed)
      .when(writeAddendum, addendum, { reason })
      .then(written);
    // It says what rested on the record as it was.
    const [ofReview, ofApproval] = [uuid(0xa1), uuid(0xa2)];
    given(...closed, { ...reviewed, id: ofReview }, { ...approved, id: ofApproval })
      .when(writeAddendum, addendum, { reason })
      .then(proposed({ judgements: [ofReview, ofApproval] }));
  });
  test("lists what was looked up, and proposes a hold once something was decided on it", () => {
    const resting = {
      materialLotIds: ["tablets-1"],
      dispositions: [],
      recallIds: ["recall-1"],
      traceExerciseIds: ["exercise-1"],
    };
    given(...closed)
      .when(writeAddendum, { ...addendum, resting }, { reason })
      .then({
        type: "AddendumWritten",
        data: { ...addendum, makesStale: { judgements: [], ...resting } },
      });
    const decided = { ...resting, dispositions: [uuid(0xd1)] };
    given(...closed)
      .when(writeAddendum, { ...addendum, resting: decided }, { reason })
      .then(proposed({ judgements: [], ...decided }));
  });
  test("by another command is another addendum", () => {
    given(...closed, written)
      .when(writeAddendum, addendum, { reason })
      .then(written);
  });
  test("is refused while the batch runs, without a reason, and about what is not there", () => {
    given(...running)
      .when(writeAddendum, addendum, { reason })
      .thenRefused("STATUS_BLOCKS_USE");
    given(...closed)
      .when(writeAddendum, addendum)
      .thenRefused("REASON_REQUIRED");
    given({ ...closed[0]!, id: entryId }, ...closed.slice(1))
      .when(writeAddendum, { ...addendum, aboutEventId: uuid(0xfff) }, { reason })
      .thenRefused("NOT_FOUND");
    given().when(writeAddendum, addendum, { reason }).thenRefused("NOT_FOUND");
  });
});
