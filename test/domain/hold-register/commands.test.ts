// Holds on what is not yet made.
import { describe, test } from "vitest";
import {
  liftPredicateHold,
  liftRecallPredicateHold,
  placePredicateHold,
  placeRecallPredicateHold,
} from "../../../src/domain/hold-register/commands.ts";
import { given } from "../../given.ts";

const lot = (materialLotId: string) => ({ kind: "lot" as const, materialLotId });
const hold = { holdId: "h-1", code: "foreignBody", owner: "laboratory" };
const data = { ...hold, predicates: [lot("lot-1")] };
const placed = { type: "PredicateHoldPlaced", data };
const lifted = { type: "PredicateHoldLifted", data: { holdId: "h-1", code: "foreignBody" } };
const ofRecall = { ...data, owner: "recall" };
const placedByRecall = { type: "PredicateHoldPlaced", data: ofRecall };
const reason = { code: "cleared", text: "The sample showed nothing." };

describe("placing a hold on what is not yet made", () => {
  test("happens", () => given().when(placePredicateHold, data).then(placed));
  test("is repeated", () => given(placed).when(placePredicateHold, data).thenNothing());
  test("takes on what it was not on yet, and nothing twice", () => {
    const more = { ...data, predicates: [lot("lot-1"), lot("lot-2")] };
    given(placed)
      .when(placePredicateHold, more)
      .then({ type: "PredicateHoldPlaced", data: { ...data, predicates: [lot("lot-2")] } });
  });
  test("once lifted it can be placed again, as a whole", () => {
    given(placed, lifted).when(placePredicateHold, data).then(placed);
  });
  test("is refused under the id of another's, or a recall's", () => {
    given(placed)
      .when(placePredicateHold, { ...data, owner: "warehouse" })
      .thenRefused("ALREADY_EXISTS");
    given()
      .when(placePredicateHold, { ...data, holdId: "recall-1" })
      .thenRefused("HOLD_OF_RECALL");
  });
  test("of a recall is the recall's", () => {
    given(placed).when(placeRecallPredicateHold, ofRecall).then(placedByRecall);
    given(placed).when(liftRecallPredicateHold, { holdId: "h-1" }, { reason }).thenNothing();
    given().when(placePredicateHold, ofRecall).thenRefused("HOLD_OF_RECALL");
    given().when(placeRecallPredicateHold, ofRecall).then(placedByRecall);
  });
});

describe("lifting it", () => {
  const asked = { holdId: "h-1" };
  test("happens, with a reason", () => {
    given(placed).when(liftPredicateHold, asked, { reason }).then(lifted);
  });
  test("is repeated", () => {
    given(placed, lifted).when(liftPredicateHold, asked, { reason }).thenNothing();
    given().when(liftPredicateHold, asked, { reason }).thenNothing();
  });
  test("is refused without a reason, and where it is the recall's", () => {
    given(placed).when(liftPredicateHold, asked).thenRefused("REASON_REQUIRED");
    given(placedByRecall).when(liftPredicateHold, asked, { reason }).thenRefused("HOLD_OF_RECALL");
    given(placedByRecall).when(liftRecallPredicateHold, asked, { reason }).then(lifted);
    given(placedByRecall).when(liftRecallPredicateHold, asked).thenRefused("REASON_REQUIRED");
  });
});
