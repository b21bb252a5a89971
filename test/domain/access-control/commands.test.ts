// The rules of access, the statement, the first two people, and the review of who may what.
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { accessControl, defaultPolicy } from "../../../src/domain/access-control/access-control.ts";
import {
  nameFounder,
  publishStatement,
  reviewAccess,
  setAccessPolicy,
} from "../../../src/domain/access-control/commands.ts";
import { given, now, stateOf } from "../../given.ts";

const reason = { code: "change", text: "Change control 12." };
const service = { kind: "service", id: "s-1", name: "Interface" } as const;

describe("the first two", () => {
  const administrator = { personId: "p-1", as: "administrator" } as const;
  const security = { personId: "p-2", as: "security" } as const;
  const first = { type: "FounderNamed", data: administrator };
  const second = { type: "FounderNamed", data: security };
  test("are named, the administrator first", () => {
    given().when(nameFounder, administrator).then(first);
    given(first).when(nameFounder, security).then(second);
    given().when(nameFounder, security).thenRefused("STATUS_BLOCKS_USE");
  });
  test("are named once", () => {
    given(first).when(nameFounder, administrator).thenNothing();
    given(first)
      .when(nameFounder, { ...administrator, personId: "p-3" })
      .thenRefused("ALREADY_EXISTS");
    given(first, second)
      .when(nameFounder, { ...security, personId: "p-3" })
      .thenRefused("ALREADY_EXISTS");
  });
  test("are two [P11-200a3]", () => {
    given(first)
      .when(nameFounder, { ...security, personId: "p-1" })
      .thenRefused("SECOND_PERSON_REQUIRED");
  });
  test("another is named at the console, with a reason, where there was one", () => {
    const another = { personId: "p-3", as: "security", again: true } as const;
    const third = { type: "FounderNamed", data: another };
    given(first, second).when(nameFounder, another, { reason }).then(third);
    given(first, second, third).when(nameFounder, another, { reason }).thenNothing();
    given(first, second).when(nameFounder, another).thenRefused("REASON_REQUIRED");
    given(first).when(nameFounder, another, { reason }).thenRefused("NOT_FOUND");
    given(first, second)
      .when(nameFounder, { ...another, personId: "p-1" }, { reason })
      .thenRefused("SECOND_PERSON_REQUIRED");
  });
});

describe("the rules of access", () => {
  const strict = { ...defaultPolicy, failuresToLock: 3, training: "warn" as const };
  const set = { type: "AccessPolicySet", data: strict, before: defaultPolicy };
  test("are set, with what they were; also to what holds by default", () => {
    given().when(setAccessPolicy, strict, { reason }).then(set);
    given()
      .when(setAccessPolicy, defaultPolicy, { reason })
      .then({ ...set, data: defaultPolicy });
    expect(stateOf(accessControl, [set])).toMatchObject({ policy: strict, policyIsSet: true });
  });
  test("are repeated", () => given(set).when(setAccessPolicy, strict).thenNothing());
  test("are refused without a reason", () => {
    given().when(setAccessPolicy, strict).thenRefused("REASON_REQUIRED");
  });
  test.each([
    ["a lock for good comes before a lock", { failuresToLock: 5, failuresToLockOut: 5 }],
    ["a lock never comes", { failuresToLock: 11 }],
    ["a session never ends", { sessionEnd_min: 0 }],
    ["a password is short", { passwordLengthMin: 7 }],
  ])("are refused when %s", (_, part) => {
    given()
      .when(setAccessPolicy, { ...defaultPolicy, ...part }, { reason })
      .thenRefused("MALFORMED_COMMAND");
  });
});

describe("the statement", () => {
  const statement = { version: "1", text: "I answer for it." };
  const said = (text: string) => createHash("sha256").update(text).digest("hex");
  const published = {
    type: "StatementPublished",
    data: { ...statement, digest: said(statement.text) },
  };
  test("is published, and a newer one too", () => {
    given().when(publishStatement, statement).then(published);
    const newer = { version: "2", text: "I answer for all of it." };
    const data = { ...newer, digest: said(newer.text) };
    given(published)
      .when(publishStatement, newer)
      .then({ ...published, data });
    const state = stateOf(accessControl, [published, { ...published, data }]);
    expect(state.statement).toEqual(data);
  });
  test("has the digest of its text, whatever a caller says: else nobody could accept it", () => {
    const forged = { ...statement, digest: "a".repeat(64) };
    given()
      .when(publishStatement, forged as typeof statement)
      .thenRefused("MALFORMED_COMMAND");
  });
  test("is repeated", () => given(published).when(publishStatement, statement).thenNothing());
  test("is refused when its version said something else", () => {
    given(published)
      .when(publishStatement, { ...statement, text: "I answer for nothing." })
      .thenRefused("ALREADY_EXISTS");
  });
});

describe("the review of access [A11d-11.10-11]", () => {
  const review = { asOf: 120, digest: "a".repeat(64), findings: "One role was taken back." };
  const reviewed = { type: "AccessReviewed", data: review };
  test("is kept, each time", () => {
    given().when(reviewAccess, review).then(reviewed);
    given(reviewed).when(reviewAccess, review).then(reviewed);
    const { lastReviewAt } = stateOf(accessControl, [reviewed]);
    expect(lastReviewAt).toBe(now);
  });
  test("is refused to a machine and to nobody", () => {
    given().when(reviewAccess, review, { actor: service }).thenRefused("UNAUTHENTICATED");
    given()
      .when(reviewAccess, review, { authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
  });
});
