// Quality status and holds.
import { describe, test } from "vitest";
import {
  changeQualityStatus,
  holdForResult,
  liftHold,
  liftRecallHold,
  linkLotDeviation,
  placeHold,
  placeRecallHold,
} from "../../../src/domain/material-lot/status/commands.ts";
import { given, uuid } from "../../given.ts";
import { held, hold, reason, received, receivedUnknown, released } from "./examples.ts";

describe("changing the quality status", () => {
  const release = { to: "released" as const, dispositionId: "d-1" };
  test("happens after a disposition", () => {
    given(received).when(changeQualityStatus, release).then(released);
  });
  test("is repeated", () => {
    given(received, released).when(changeQualityStatus, release).thenNothing();
  });
  test("is said also where nothing changes, by the decision that it follows", () => {
    const decided = { ...release, decidedEventId: uuid(0x51) };
    given(received, released)
      .when(changeQualityStatus, decided)
      .then({ type: "QualityStatusChanged", data: { from: "released", ...decided } });
  });
  test("of a decision that is past by now changes nothing", () => {
    const later = { dispositionId: "d-2", decidedOn: { lotRevision: 4, number: 1 } };
    const suspended = { from: "released", to: "suspended", ...later };
    const past = {
      ...release,
      decidedEventId: uuid(0x51),
      decidedOn: { lotRevision: 4, number: 7 },
    };
    const { decidedOn: _, ...stays } = { ...past, to: "suspended" };
    given(received, { type: "QualityStatusChanged", data: suspended })
      .when(changeQualityStatus, past)
      .then({ type: "QualityStatusChanged", data: { from: "suspended", ...stays } });
  });
  test("what takes a lot back is never past because of what freed it", () => {
    const freed = { dispositionId: "d-2", decidedOn: { lotRevision: 4, number: 1 } };
    const takes = { ...freed, to: "suspended" as const, decidedEventId: uuid(0x51) };
    const of = (data: object) => ({
      type: "QualityStatusChanged",
      data: { from: "quarantine", to: "released", ...data },
    });
    const earlier = { ...takes, dispositionId: "d-1", decidedOn: { lotRevision: 2, number: 1 } };
    given(received, of(freed))
      .when(changeQualityStatus, earlier)
      .then({ type: "QualityStatusChanged", data: { from: "released", ...earlier } });
    // Under one disposition their order is known.
    given(received, of({ ...freed, decidedOn: { lotRevision: 4, number: 2 } }))
      .when(changeQualityStatus, takes)
      .then(
        of({
          from: "released",
          dispositionId: "d-2",
          decidedEventId: takes.decidedEventId,
        }),
      );
  });
  test("is refused without a disposition, except to the source of an import", () => {
    given(received)
      .when(changeQualityStatus, { to: "released" })
      .thenRefused("DISPOSITION_REQUIRED");
    given().when(changeQualityStatus, release).thenRefused("NOT_FOUND");
    const actor = { kind: "import" as const, id: "tablets", name: "Import of tablets" };
    given(receivedUnknown)
      .when(changeQualityStatus, { to: "released" }, { actor })
      .then({ type: "QualityStatusChanged", data: { from: "unstated", to: "released" } });
  });
});

describe("a hold for a result out of specification", () => {
  test("happens on what has been freed", () => {
    given(received, released).when(holdForResult, hold).then(held);
  });
  test("is repeated, and nothing on what nobody has freed", () => {
    given(received, released, held).when(holdForResult, hold).thenNothing();
    given(received).when(holdForResult, hold).thenNothing();
  });
});

describe("linking a deviation to a lot", () => {
  const link = { deviationId: "d-1" };
  const linked = { type: "LotDeviationLinked", data: link };
  test("happens", () => given(received).when(linkLotDeviation, link).then(linked));
  test("is repeated", () => given(received, linked).when(linkLotDeviation, link).thenNothing());
  test("is refused of a lot that is not there", () => {
    given().when(linkLotDeviation, link).thenRefused("NOT_FOUND");
  });
});

describe("placing a hold", () => {
  test("happens, on the lot or on a container", () => {
    given(received).when(placeHold, hold).then(held);
    const onDrum = { ...hold, containerId: "drum-2" };
    given(received).when(placeHold, onDrum).then({ type: "HoldPlaced", data: onDrum });
  });
  test("is repeated", () => {
    given(received, held).when(placeHold, hold).thenNothing();
  });
  test("is refused on what is not there", () => {
    given().when(placeHold, hold).thenRefused("NOT_FOUND");
    given(received)
      .when(placeHold, { ...hold, containerId: "drum-9" })
      .thenRefused("CONTAINER_UNKNOWN");
  });
  test("is refused under the id of another's, or of one on another container", () => {
    for (const other of [{ owner: "warehouse" }, { containerId: "drum-2" }]) {
      given(received, held)
        .when(placeHold, { ...hold, ...other })
        .thenRefused("ALREADY_EXISTS");
    }
  });
  test("a second hold stands beside the first", () => {
    const second = { ...hold, holdId: "h-2", code: "retest" };
    given(received, held).when(placeHold, second).then({ type: "HoldPlaced", data: second });
  });
});

describe("lifting a hold", () => {
  const lifted = { type: "HoldLifted", data: { holdId: "h-1", code: "deviation" } };
  test("happens, with a reason", () => {
    given(received, held).when(liftHold, { holdId: "h-1" }, { reason }).then(lifted);
  });
  test("is repeated", () => {
    given(received, held, lifted).when(liftHold, { holdId: "h-1" }, { reason }).thenNothing();
  });
  test("is refused without a reason", () => {
    given(received, held).when(liftHold, { holdId: "h-1" }).thenRefused("REASON_REQUIRED");
    given().when(liftHold, { holdId: "h-1" }, { reason }).thenRefused("NOT_FOUND");
  });
});

describe("a hold of a recall", () => {
  const ofRecall = { ...hold, holdId: "recall-1", owner: "recall" };
  const placed = { type: "HoldPlaced", data: ofRecall };
  const lifted = { type: "HoldLifted", data: { holdId: "recall-1", code: "deviation" } };
  const asked = { holdId: "recall-1" };
  test("is placed by the recall alone", () => {
    given(received).when(placeHold, ofRecall).thenRefused("HOLD_OF_RECALL");
    given(received).when(placeRecallHold, ofRecall).then(placed);
    given(received, placed).when(placeRecallHold, ofRecall).thenNothing();
    given().when(placeRecallHold, ofRecall).thenRefused("NOT_FOUND");
  });
  test("is not passed for by another of its name, which it stands in place of", () => {
    const alike = { ...hold, holdId: "recall-1" };
    given(received).when(placeHold, alike).thenRefused("HOLD_OF_RECALL");
    const former = { type: "HoldPlaced", data: { ...alike, containerId: "drum-2" } };
    given(received, former).when(placeRecallHold, ofRecall).then(placed);
    given(received, former).when(liftRecallHold, asked, { reason }).thenNothing();
  });
  test("stands when the laboratory lifts its own", () => {
    given(received, held, placed)
      .when(liftHold, { holdId: "h-1" }, { reason })
      .then({ type: "HoldLifted", data: { holdId: "h-1", code: "deviation" } });
    given(received, held, placed).when(liftHold, asked, { reason }).thenRefused("HOLD_OF_RECALL");
  });
  test("is lifted by the recall alone, with a reason", () => {
    given(received, placed).when(liftRecallHold, asked, { reason }).then(lifted);
    given(received, placed).when(liftRecallHold, asked).thenRefused("REASON_REQUIRED");
    given(received, placed, lifted).when(liftRecallHold, asked, { reason }).thenNothing();
    given().when(liftRecallHold, asked, { reason }).thenRefused("NOT_FOUND");
  });
});
