// Quality status and holds.
import { describe, test } from "vitest";
import {
  changeQualityStatus,
  liftHold,
  placeHold,
} from "../../../src/domain/material-lot/status/commands.ts";
import { given } from "../../given.ts";
import { held, hold, reason, received, receivedUnknown, released } from "./examples.ts";

describe("changing the quality status", () => {
  const release = { to: "released" as const, dispositionId: "d-1" };
  test("happens after a disposition", () => {
    given(received).when(changeQualityStatus, release).then(released);
  });
  test("is repeated", () => {
    given(received, released).when(changeQualityStatus, release).thenNothing();
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
