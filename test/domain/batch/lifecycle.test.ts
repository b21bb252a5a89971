// Issuing, starting, holding and completing a batch.
import { describe, expect, test } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import {
  addComment,
  clearLine,
  completeBatch,
  giveBatchNumber,
  issueBatch,
  liftBatchHold,
  liftRecallBatchHold,
  placeBatchHold,
  placeRecallBatchHold,
  startBatch,
} from "../../../src/domain/batch/lifecycle/commands.ts";
import { given, ownId, reserving, stateOf, uuid } from "../../given.ts";
import { whole } from "./control-recipe/whole.ts";
import {
  approved,
  closed,
  completed,
  entryId,
  held,
  hold,
  issue,
  issued,
  issuedPlain,
  kg,
  plainIssue,
  reason,
  reviewed,
  running,
  runningPlain,
  started,
} from "./examples.ts";

describe("issuing a batch", () => {
  test("happens", () => {
    given().when(issueBatch, issue).then(issued);
  });
  test("is repeated", () => {
    given(issued, started).when(issueBatch, issue).thenNothing();
  });
  test("is refused under an id in use", () => {
    given(issued).when(issueBatch, plainIssue).thenRefused("ALREADY_EXISTS");
    given()
      .when(issueBatch, { ...issue, plannedQuantity: kg("0") })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
  test("takes the number for the site and the product", () => {
    const at = (site: string) => reserving(issueBatch, issue, site);
    expect(issueBatch.reserves?.code).toBe("BATCH_ID_EXISTS");
    expect(at("a")).toMatchObject([{ scheme: "batchNumber", value: "171" }]);
    expect(at("a")).not.toEqual(at("b"));
  });
});

const provisional = { ...plainIssue, batchNumber: "P-7", numberIsProvisional: true as const };
const issuedFor = { type: "BatchIssued", data: provisional };
const numbered = {
  type: "BatchNumberGiven",
  data: { batchNumber: "171", formerNumber: "P-7" },
  before: { batchNumber: "P-7" },
};

describe("giving the final batch number", () => {
  test("it happens, and takes the number for the site and the product", () => {
    given(issuedFor).when(giveBatchNumber, { batchNumber: "171" }).then(numbered);
    const state = stateOf(batch, [issuedFor]);
    const { reserves } = giveBatchNumber;
    expect(reserves?.code).toBe("BATCH_ID_EXISTS");
    expect(reserves?.identifiers({ batchNumber: "171" }, ownId, "a", state)).toEqual(
      reserving(issueBatch, issue, "a"),
    );
  });
  test("ignored when repeated", () => {
    given(issuedFor, numbered).when(giveBatchNumber, { batchNumber: "171" }).thenNothing();
    given(issued).when(giveBatchNumber, { batchNumber: "171" }).thenNothing();
  });
  test("refused a second time, of a final number, for yesterday, once decided", () => {
    given(issuedFor, numbered)
      .when(giveBatchNumber, { batchNumber: "172" })
      .thenRefused("BATCH_NUMBER_FINAL");
    given(issued).when(giveBatchNumber, { batchNumber: "172" }).thenRefused("BATCH_NUMBER_FINAL");
    given(issuedFor)
      .when(giveBatchNumber, { batchNumber: "171" }, { occurredAt: "2026-11-19T08:00:00.000Z" })
      .thenRefused("STEP_MUST_BE_RECORDED_LIVE");
    given(issuedFor, { type: "BatchRecordNotApproved", data: { toRevision: 0 } })
      .when(giveBatchNumber, { batchNumber: "171" })
      .thenRefused("BATCH_CLOSED");
    given().when(giveBatchNumber, { batchNumber: "171" }).thenRefused("NOT_FOUND");
  });
  test("a batch is not completed before it, with a master and without", () => {
    given(issuedFor, started).when(completeBatch, {}).thenRefused("BATCH_RECORD_INCOMPLETE");
    given(issuedFor, started, numbered).when(completeBatch, {}).then(completed);
    const [first, ...rest] = whole;
    const unnumbered = { ...first, data: { ...Object(first?.data), numberIsProvisional: true } };
    given({ type: "BatchIssued", ...unnumbered }, ...rest)
      .when(completeBatch, {})
      .thenRefused("BATCH_RECORD_INCOMPLETE");
  });
});

describe("starting a batch", () => {
  test("happens", () => {
    given(issued).when(startBatch, {}).then(started);
  });
  test("is repeated", () => {
    given(...running)
      .when(startBatch, {})
      .thenNothing();
  });
  test("is refused when it is over, on hold, or was never issued", () => {
    given(...closed)
      .when(startBatch, {})
      .thenRefused("BATCH_CLOSED");
    given(issued, held).when(startBatch, {}).thenRefused("STATUS_BLOCKS_USE");
    given().when(startBatch, {}).thenRefused("NOT_FOUND");
  });
});

describe("completing a batch", () => {
  test("happens, also on hold", () => {
    given(...runningPlain)
      .when(completeBatch, {})
      .then(completed);
    given(...runningPlain, held)
      .when(completeBatch, {})
      .then(completed);
  });
  test("is repeated", () => {
    given(...closed)
      .when(completeBatch, {})
      .thenNothing();
  });
  test("is refused before it has run", () => {
    given(issuedPlain).when(completeBatch, {}).thenRefused("BATCH_NOT_STARTED");
    given().when(completeBatch, {}).thenRefused("NOT_FOUND");
  });
  test("BR-1 is refused while a step of the recipe is open", () => {
    given(...running)
      .when(completeBatch, {})
      .thenRefused("BATCH_RECORD_INCOMPLETE");
    const phase = { phaseId: "x", path: { phase: "x" }, run: 1 };
    given(...runningPlain, { type: "PhaseStarted", data: { ...phase, flags: [] } })
      .when(completeBatch, {})
      .thenRefused("BATCH_RECORD_INCOMPLETE");
  });
});

describe("line clearance", () => {
  const clearance = { area: "Line 1", when: "before", result: "clear" } as const;
  const event = { type: "LineCleared", data: clearance };
  test("happens before the batch runs and after", () => {
    given(issued).when(clearLine, clearance).then(event);
    given(...closed)
      .when(clearLine, clearance)
      .then(event);
  });
  test("by another command is another clearance", () => {
    given(issued, event).when(clearLine, clearance).then(event);
  });
  test("is refused when the record is decided on", () => {
    given(...closed, reviewed, approved)
      .when(clearLine, clearance)
      .thenRefused("BATCH_CLOSED");
    given().when(clearLine, clearance).thenRefused("NOT_FOUND");
  });
});

describe("commenting", () => {
  const comment = { text: "The room was warm." };
  test("happens, also after approval", () => {
    given(issued).when(addComment, comment).then({ type: "CommentAdded", data: comment });
    given(...closed, reviewed, approved)
      .when(addComment, comment)
      .then({ type: "CommentAdded", data: comment });
  });
  test("names the entry it is about", () => {
    const about = { ...comment, aboutEventId: entryId };
    given({ ...issued, id: entryId })
      .when(addComment, about)
      .then({ type: "CommentAdded", data: about });
  });
  test("is refused about an entry that is not there", () => {
    given(issued)
      .when(addComment, { ...comment, aboutEventId: uuid(0xfff) })
      .thenRefused("NOT_FOUND");
    given().when(addComment, comment).thenRefused("NOT_FOUND");
  });
});

describe("a hold on the batch", () => {
  const lifted = { type: "BatchHoldLifted", data: { holdId: "h-1", code: "deviation" } };
  test("is placed and lifted", () => {
    given(issued).when(placeBatchHold, hold).then(held);
    given(issued, held).when(liftBatchHold, { holdId: "h-1" }, { reason }).then(lifted);
  });
  test("is repeated", () => {
    given(issued, held).when(placeBatchHold, hold).thenNothing();
    given(issued, held, lifted).when(liftBatchHold, { holdId: "h-1" }, { reason }).thenNothing();
  });
  test("is refused where there is no batch, and not lifted without a reason", () => {
    given().when(placeBatchHold, hold).thenRefused("NOT_FOUND");
    given().when(liftBatchHold, { holdId: "h-1" }, { reason }).thenRefused("NOT_FOUND");
    given(issued, held).when(liftBatchHold, { holdId: "h-1" }).thenRefused("REASON_REQUIRED");
  });
  test("of a recall is the recall's alone", () => {
    const ofRecall = { ...hold, owner: "recall" };
    const placed = { type: "BatchHoldPlaced", data: ofRecall };
    const named = { ...hold, holdId: "recall-1" };
    given(issued).when(placeBatchHold, named).thenRefused("HOLD_OF_RECALL");
    const other = { ...hold, owner: "warehouse" };
    given(issued, held).when(placeBatchHold, other).thenRefused("ALREADY_EXISTS");
    given(issued, held).when(placeRecallBatchHold, ofRecall).then(placed);
    given(issued, held).when(liftRecallBatchHold, { holdId: "h-1" }, { reason }).thenNothing();
    given(issued).when(placeBatchHold, ofRecall).thenRefused("HOLD_OF_RECALL");
    given(issued).when(placeRecallBatchHold, ofRecall).then(placed);
    given(issued, placed).when(placeRecallBatchHold, ofRecall).thenNothing();
    given().when(placeRecallBatchHold, ofRecall).thenRefused("NOT_FOUND");
    const asked = { holdId: "h-1" };
    given(issued, placed).when(liftBatchHold, asked, { reason }).thenRefused("HOLD_OF_RECALL");
    given(issued, placed).when(liftRecallBatchHold, asked, { reason }).then(lifted);
    given(issued, placed).when(liftRecallBatchHold, asked).thenRefused("REASON_REQUIRED");
    given(issued, placed, lifted).when(liftRecallBatchHold, asked, { reason }).thenNothing();
  });
});
