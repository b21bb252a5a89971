// Only a person decides on a lot, and what was decided stands until it is suspended or revoked.
import { describe, test } from "vitest";
import { decideDisposition } from "../../../src/domain/disposition/commands.ts";
import type { DispositionDecision } from "../../../src/domain/disposition/events.ts";
import { given } from "../../given.ts";

const release = {
  materialLotId: "lot-1",
  decision: "release" as const,
  quantity: { value: "100", unitOfMeasure: "kg" },
  market: "AT",
};
const decided = { type: "DispositionDecided", data: release };
const reason = { code: "complaint", text: "A foreign particle was reported." };
const standing = (former: DispositionDecision) => ({
  type: "DispositionDecided",
  data: { materialLotId: "lot-1", decision: former },
});
const to = (decision: DispositionDecision) => ({ materialLotId: "lot-1", decision });

describe("deciding on a lot", () => {
  test("happens", () => given().when(decideDisposition, release).then(decided));
  test("happens in a demonstration, which says so", () => {
    given()
      .when(decideDisposition, release, { authentication: { method: "demo" } })
      .then(decided);
  });
  test("is repeated", () => {
    given(decided).when(decideDisposition, release).thenNothing();
    given(decided).when(decideDisposition, release, { reason }).thenNothing();
  });
  test("is refused to nobody, to a service and to an import", () => {
    given()
      .when(decideDisposition, release, { authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    for (const kind of ["device", "service", "import"] as const) {
      given()
        .when(decideDisposition, release, { actor: { kind, id: "one", name: "One" } })
        .thenRefused("UNAUTHENTICATED");
    }
  });
  test("is refused of nothing, of another lot, and of what was never decided", () => {
    given()
      .when(decideDisposition, { ...release, quantity: { value: "0", unitOfMeasure: "kg" } })
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given(decided)
      .when(decideDisposition, { ...to("suspend"), materialLotId: "lot-2" }, { reason })
      .thenRefused("ALREADY_EXISTS");
    given().when(decideDisposition, to("revoke"), { reason }).thenRefused("NOT_FOUND");
  });
});

describe("deciding again", () => {
  test("happens after a suspension or a revocation, and says what stood before", () => {
    for (const former of ["suspend", "revoke"] as const) {
      given(decided, standing(former))
        .when(decideDisposition, release, { reason })
        .then({ type: "DispositionDecided", data: { ...release, former } });
    }
  });
  test("happens to suspend or revoke a release", () => {
    for (const decision of ["suspend", "revoke"] as const) {
      given(decided)
        .when(decideDisposition, to(decision), { reason })
        .then({ type: "DispositionDecided", data: { ...to(decision), former: "release" } });
    }
  });
  test("is refused while a decision stands", () => {
    for (const decision of ["conditional", "useAtRisk", "reject", "rework"] as const) {
      given(decided)
        .when(decideDisposition, to(decision), { reason })
        .thenRefused("DISPOSITION_DECIDED");
    }
    given(standing("reject"))
      .when(decideDisposition, to("release"), { reason })
      .thenRefused("DISPOSITION_DECIDED");
  });
  test("is refused without a reason", () => {
    given(decided).when(decideDisposition, to("suspend")).thenRefused("REASON_REQUIRED");
  });
});
