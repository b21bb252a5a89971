// What the program keeps of a session: what was opened and taken out, locks, and the end.
import { describe, expect, test } from "vitest";
import * as commands from "../../../src/domain/session/commands.ts";
import {
  endSession,
  lockSession,
  proveSession,
  revokeSession,
} from "../../../src/domain/session/commands.ts";
import {
  RecordsExported,
  RecordsOpened,
  SessionEnded,
} from "../../../src/domain/session/events.ts";
import { session } from "../../../src/domain/session/session.ts";
import { given, now, stateOf } from "../../given.ts";

const locked = { type: "SessionLocked", data: { why: "idle" } };
const unlocked = { type: "SessionUnlocked", data: { assurance: "password" } };
const end = { personId: "p-1", why: "loggedOut" } as const;
const ended = { type: "SessionEnded", data: end };

test("none of it is anybody's to give, but to end a session of somebody else", () => {
  const { revokeSession: one, ...others } = commands;
  expect(Object.values(others).map(({ right }) => right)).toEqual(Array(3).fill("system"));
  expect(one.right).toBe("secureAccounts");
});

describe("a session is ended by those who look after security", () => {
  const reason = { code: "stolen", text: "The tablet was stolen." };
  const revoked = { type: "SessionEnded", data: { personId: "p-1", why: "revoked" } };
  test("it happens", () => {
    given().when(revokeSession, { personId: "p-1" }, { reason }).then(revoked);
  });
  test("it is repeated", () => {
    given(revoked).when(revokeSession, { personId: "p-1" }).thenNothing();
  });
  test("it is refused without a reason", () => {
    given().when(revokeSession, { personId: "p-1" }).thenRefused("REASON_REQUIRED");
  });
});

describe("what was opened and taken out", () => {
  const list = { opened: [{ at: now, what: "getBatchRecord", kind: "batch" as const, id: "b-1" }] };
  test("is in the trail of what it is about", () => {
    expect(RecordsOpened.subjects(list)).toEqual([{ batch: "b-1" }]);
  });
  test("is something", () => {
    expect(RecordsOpened.data.safeParse({ opened: [] }).success).toBe(false);
    expect(RecordsExported.data.safeParse({ opened: [] }).success).toBe(false);
  });
});

describe("locking and unlocking a session [A11d-11.9]", () => {
  test("happens", () => {
    given().when(lockSession, { why: "idle" }).then(locked);
    given(locked).when(proveSession, { assurance: "password" }).then(unlocked);
    expect(stateOf(session, [locked])).toEqual({ locked: true, ended: false });
    expect(stateOf(session, [locked, unlocked])).toEqual({ locked: false, ended: false });
  });
  test("is repeated", () => {
    given(locked).when(lockSession, { why: "person" }).thenNothing();
  });
  test("is open, and its person proves again who they are", () => {
    const proven = { type: "SessionProven", data: { assurance: "password+totp" } };
    given(locked, unlocked).when(proveSession, proven.data).then(proven);
    expect(stateOf(session, [proven])).toEqual({ locked: false, ended: false });
  });
  test("is over with the session", () => {
    given(ended).when(lockSession, { why: "idle" }).thenNothing();
    given(locked, ended).when(proveSession, { assurance: "password" }).thenNothing();
  });
});

describe("the end of a session", () => {
  test("happens, also of a locked one", () => {
    given().when(endSession, end).then(ended);
    given(locked).when(endSession, end).then(ended);
    expect(SessionEnded.subjects(end)).toEqual([{ person: "p-1" }]);
  });
  test("is repeated; the first cause stands", () => {
    given(ended)
      .when(endSession, { ...end, why: "time" })
      .thenNothing();
  });
});
