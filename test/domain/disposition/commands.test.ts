// Deciding what may become of a lot.
import { describe, test } from "vitest";
import { decideDisposition } from "../../../src/domain/disposition/commands.ts";
import type { DispositionDecision } from "../../../src/domain/disposition/events.ts";
import { given } from "../../given.ts";

const about = { materialLotId: "lot-171", batchId: "batch-171" };
const decide = (decision: DispositionDecision) => ({ ...about, decision });
/** Of each decision the slot says what a signature would mean, and that there is none yet. */
const slotOf = (decision: DispositionDecision) => ({
  meaning:
    decision === "release" || decision === "conditional"
      ? "certified"
      : decision === "reject"
        ? "rejected"
        : "approved",
  electronic: false,
});
const decided = (decision: DispositionDecision, former?: DispositionDecision) => ({
  type: "DispositionDecided",
  data: { ...decide(decision), ...(former && { former }), signature: slotOf(decision) },
});
const reason = { code: "complaint", text: "A complaint is being investigated." };

describe("deciding a disposition", () => {
  test("happens", () => {
    given().when(decideDisposition, decide("release")).then(decided("release"));
  });
  test("is repeated", () => {
    given(decided("release")).when(decideDisposition, decide("release")).thenNothing();
  });
  test("A11-15 is refused to nobody, to a service and to an import", () => {
    given()
      .when(decideDisposition, decide("release"), { authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    for (const kind of ["service", "import"] as const) {
      given()
        .when(decideDisposition, decide("release"), { actor: { kind, id: "x", name: "X" } })
        .thenRefused("UNAUTHENTICATED");
    }
    given()
      .when(decideDisposition, decide("release"), { authentication: { method: "demo" } })
      .then(decided("release"));
  });
  test("a later decision needs a reason and says what it followed", () => {
    given(decided("release"))
      .when(decideDisposition, decide("suspend"))
      .thenRefused("REASON_REQUIRED");
    given(decided("release"))
      .when(decideDisposition, decide("suspend"), { reason })
      .then(decided("suspend", "release"));
  });
  test("is refused on a condition that nobody states", () => {
    given().when(decideDisposition, decide("conditional")).thenRefused("MALFORMED_COMMAND");
    const stated = { ...decide("conditional"), conditions: "For trials alone." };
    given()
      .when(decideDisposition, stated)
      .then({
        type: "DispositionDecided",
        data: { ...stated, signature: slotOf("conditional") },
      });
  });
  test("is refused where only another step may follow", () => {
    given(decided("release"))
      .when(decideDisposition, decide("reject"), { reason })
      .thenRefused("DISPOSITION_DECIDED");
    given(decided("reject"))
      .when(decideDisposition, decide("release"), { reason })
      .thenRefused("DISPOSITION_DECIDED");
    given().when(decideDisposition, decide("revoke"), { reason }).thenRefused("NOT_FOUND");
    given(decided("release"))
      .when(decideDisposition, { ...decide("suspend"), materialLotId: "lot-2" }, { reason })
      .thenRefused("ALREADY_EXISTS");
  });
});
