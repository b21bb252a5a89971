// Drafting, approving by somebody else, withdrawing; and which version is in effect on a day.
import { describe, expect, test } from "vitest";
import {
  approveSpecification,
  draftSpecification,
  recordLotJudged,
  withdrawSpecification,
} from "../../../src/domain/specification/commands.ts";
import { effectiveOn, specification } from "../../../src/domain/specification/specification.ts";
import { bela, given, stateOf, uuid } from "../../given.ts";
import { approved, dating, draft, drafted, identity, loss, plans, withdrawn } from "./examples.ts";

const own = { id: "starch" };
const reason = { code: "CHANGE", text: "A tighter limit." };
const { by: _, ...first } = drafted();

describe("drafting", () => {
  test("happens", () => given().when(draftSpecification, draft, own).then(first));
  test("is ignored when repeated", () =>
    given(drafted()).when(draftSpecification, draft, own).thenNothing());
  test("a next version has a number of its own and a reason", () => {
    const next = { ...draft, code: "SPEC-100223b" };
    given(drafted()).when(draftSpecification, next, own).thenRefused("REASON_REQUIRED");
    given(drafted(), approved())
      .when(draftSpecification, next, { ...own, reason })
      .then({ type: "SpecificationDrafted", data: { ...next, version: 2 } });
  });
  test("is refused under the id of another material", () =>
    given().when(draftSpecification, draft, { id: "lactose" }).thenRefused("WRONG_MATERIAL"));
  const noLimit = { kind: "limits" as const, limits: { rounding: "none" as const } };
  const skipped = { ...plans[0], skipLot: { qualifyAfter: 5, oneIn: 3 } };
  test.each([
    ["no identity", { tests: [{ ...loss }], plans: [plans[1]] }],
    ["a plan that is not there", { tests: [{ ...identity, planId: "none" }, loss] }],
    ["a plan without a test", { tests: [identity] }],
    ["no limit", { tests: [identity, { ...loss, criterion: noLimit }] }],
    ["two tests of one name", { tests: [identity, { ...loss, testId: "identity" }] }],
    [
      "units counted by a plan that counts none",
      {
        tests: [identity, { ...loss, criterion: { kind: "attributes" as const } }],
      },
    ],
    ["an identity that is skipped", { plans: [skipped, plans[1]] }],
    [
      "an expiry counted from the opening",
      {
        dating: { expiry: { ...dating.expiry, countedFrom: "opening" as const } },
      },
    ],
  ] as const)("is refused with %s", (_name, change) => {
    given()
      .when(draftSpecification, { ...draft, ...change } as unknown as typeof draft, own)
      .thenRefused("SPECIFICATION_INCOMPLETE");
  });
});

describe("approving", () => {
  const one = { version: 1, effectiveFrom: "2026-11-20" };
  test("happens by another person", () =>
    given(drafted()).when(approveSpecification, one, own).then(approved()));
  test("is ignored when repeated", () =>
    given(drafted(), approved()).when(approveSpecification, one, own).thenNothing());
  test("says which version it supersedes", () => {
    const later = { version: 2, effectiveFrom: "2026-12-01" };
    given(drafted(), approved(), drafted(2))
      .when(approveSpecification, later, own)
      .then({ type: "SpecificationApproved", data: { ...later, supersedes: 1 } });
  });
  test.each([
    ["SECOND_PERSON_REQUIRED", [drafted()], { ...own, actor: bela }, one],
    ["RECORD_CHANGED_SINCE_VIEW", [drafted(), drafted(2)], own, one],
    ["STATUS_BLOCKS_USE", [drafted()], own, { ...one, effectiveFrom: "2026-11-19" }],
    ["STATUS_BLOCKS_USE", [drafted(), withdrawn()], own, one],
    ["NOT_FOUND", [], own, one],
    [
      "UNAUTHENTICATED",
      [drafted()],
      { ...own, actor: { kind: "service", id: "s", name: "Service" } },
      one,
    ],
  ] as const)("is refused with %s", (code, past, more, data) => {
    given(...past)
      .when(approveSpecification, data, more)
      .thenRefused(code);
  });
});

describe("withdrawing", () => {
  test("happens with a reason, once", () => {
    const data = { version: 1 };
    given(drafted(), approved())
      .when(withdrawSpecification, data, { ...own, reason })
      .then(withdrawn());
    given(drafted(), withdrawn()).when(withdrawSpecification, data, own).thenNothing();
    given(drafted()).when(withdrawSpecification, data, own).thenRefused("REASON_REQUIRED");
    given().when(withdrawSpecification, data, own).thenRefused("NOT_FOUND");
  });
});

test("in effect is what began last and has not been withdrawn", () => {
  const on = (date: string, ...past: Parameters<typeof stateOf>[1]) =>
    effectiveOn(stateOf(specification, past), date)?.version;
  const two = [drafted(), approved(), drafted(2), approved("2026-12-01", 2)];
  expect(on("2026-11-19", ...two)).toBeUndefined();
  expect(on("2026-11-20", ...two)).toBe(1);
  expect(on("2026-12-01", ...two)).toBe(2);
  // It never began; one that has does not give way to what it superseded.
  expect(on("2026-12-01", ...two, withdrawn(2))).toBe(1);
  const late = { ...withdrawn(2), at: "2026-12-02T08:00:00.000Z" };
  expect(on("2026-12-03", ...two, late)).toBeUndefined();
  expect(on("2026-12-01", drafted())).toBeUndefined();
});

test("a lot that was judged counts in its supplier's run; one rejected begins it anew", () => {
  const judged = (n: number, accepted: boolean) => ({
    type: "LotJudged",
    data: { materialLotId: `l-${n}`, supplierPartyId: "p", accepted, decidedEventId: uuid(n) },
  });
  const runs = (...past: Parameters<typeof stateOf>[1]) => {
    const state = stateOf(specification, [drafted(), ...past]);
    return state.status === "unknown" ? undefined : state.runs.get("p");
  };
  expect(runs(judged(1, true), judged(2, true))).toBe(2);
  expect(runs(judged(1, true), judged(2, false), judged(3, true))).toBe(1);
  // Each counts once, however often it is decided on; a part rejected is a lot rejected.
  expect(runs(judged(1, true), judged(1, true), judged(1, true))).toBe(1);
  expect(runs(judged(1, true), judged(2, true), judged(2, false), judged(2, true))).toBe(0);
  const { data } = judged(1, true);
  given(drafted()).when(recordLotJudged, data, own).then(judged(1, true));
  given().when(recordLotJudged, data, own).thenNothing();
});
