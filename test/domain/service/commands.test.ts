// Services and their keys: registered, issued, revoked, retired.
import { describe, expect, test } from "vitest";
import { type Right, rightNames } from "../../../src/domain/kernel/access/right.ts";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import {
  approveApiKey,
  issueApiKey,
  registerService,
  retireService,
  revokeApiKey,
} from "../../../src/domain/service/commands.ts";
import { service } from "../../../src/domain/service/service.ts";
import { bela, given, now, type Past, stateOf } from "../../given.ts";

const registration = { name: "ERP", purpose: "Orders come from there.", ownerPersonId: "p-1" };
const registered = { type: "ServiceRegistered", data: registration };
const key = {
  keyId: "k-1",
  label: "Orders",
  role: "service",
  duty: "service" as const,
  scope: everywhere,
  rights: ["readRecords" as const],
  expiresAt: "2027-11-20T08:00:00.000Z",
  material: { key: `credentials/${"0".repeat(32)}`, cipher: "c".repeat(22) },
};
const issued = { type: "ApiKeyIssued", data: key, by: bela };
const approved = { type: "ApiKeyApproved", data: { keyId: "k-1", label: "Orders" } };
const revoked = { type: "ApiKeyRevoked", data: { keyId: "k-1", label: "Orders" } };
const retired = { type: "ServiceRetired", data: {} };
const reason = { code: "end", text: "The interface is switched off." };

describe("registering a service", () => {
  test("happens", () => given().when(registerService, registration).then(registered));
  test("is repeated", () => given(registered).when(registerService, registration).thenNothing());
  test("is refused where another stands, or stood", () => {
    const other = { ...registration, name: "MES" };
    given(registered).when(registerService, other).thenRefused("ALREADY_EXISTS");
    given(registered, retired).when(registerService, other).thenRefused("ALREADY_EXISTS");
  });
});

describe("answering for a service", () => {
  const other = { ...registration, ownerPersonId: "p-2" };
  const handed = { type: "ServiceRegistered", data: other };
  test("passes to somebody else", () => {
    given(registered, issued).when(registerService, other, { reason }).then(handed);
    expect(stateOf(service, [registered, issued, handed])).toMatchObject({
      registered: other,
      keys: new Map([["k-1", key]]),
    });
  });
  test("is repeated", () => given(registered, handed).when(registerService, other).thenNothing());
  test("is refused without a reason, and once it is retired", () => {
    given(registered).when(registerService, other).thenRefused("REASON_REQUIRED");
    given(registered, retired).when(registerService, other).thenRefused("ALREADY_EXISTS");
  });
});

describe("issuing a key", () => {
  test("happens", () => {
    const event = { type: "ApiKeyIssued", data: key };
    given(registered).when(issueApiKey, key).then(event);
    const acting = { ...key, actsFor: ["p-2"] };
    given(registered)
      .when(issueApiKey, acting)
      .then({ ...event, data: acting });
  });
  test("is repeated", () => given(registered, issued).when(issueApiKey, key).thenNothing());
  test("is refused to no service and to one that is retired", () => {
    given().when(issueApiKey, key).thenRefused("NOT_FOUND");
    given(registered, retired).when(issueApiKey, key).thenRefused("STATUS_BLOCKS_USE");
  });
  test("is refused under the id of a revoked one, and when its end is past [P11-300c]", () => {
    given(registered, issued, revoked).when(issueApiKey, key).thenRefused("CREDENTIAL_NOT_VALID");
    given(registered)
      .when(issueApiKey, { ...key, expiresAt: now })
      .thenRefused("CREDENTIAL_NOT_VALID");
  });
  const peoples: readonly Right[] = [
    "approveMasterData",
    "approveProduction",
    "reviewRecord",
    "approveRecord",
    "decideDisposition",
    "decideRecall",
    "closeComplaint",
    "managePeople",
    "liftHold",
    "manageDeviation",
    "verifyIdentity",
    "grantRoles",
    "defineRoles",
    "manageServices",
    "secureAccounts",
    "reviewAccess",
    "eraseData",
  ];
  test.each(rightNames)("of a role with the right %s", (right) => {
    const data = { ...key, rights: [right] };
    const outcome = given(registered).when(issueApiKey, data);
    if (peoples.includes(right)) outcome.thenRefused("SOD_CONFLICT");
    else outcome.then({ type: "ApiKeyIssued", data });
  });
  test("is refused of a role that administers, whatever it may", () => {
    given(registered)
      .when(issueApiKey, { ...key, duty: "administration" })
      .thenRefused("SOD_CONFLICT");
  });
});

describe("approving a key [P11-10d] [P11-10g]", () => {
  const id = { keyId: "k-1" };
  test("happens, and is known of the key", () => {
    given(registered, issued).when(approveApiKey, id).then(approved);
    const keyOf = (...past: readonly Past[]) => {
      const state = stateOf(service, past);
      return state.status === "unknown" ? undefined : state.keys.get("k-1");
    };
    expect(keyOf(registered, issued)).toMatchObject({ isApproved: false });
    expect(keyOf(registered, issued, approved)).toMatchObject({ isApproved: true });
  });
  test("is repeated", () => {
    given(registered, issued, approved).when(approveApiKey, id).thenNothing();
  });
  test("is refused to who issued it, and to a machine", () => {
    const by = { actor: bela };
    given(registered, issued).when(approveApiKey, id, by).thenRefused("SECOND_PERSON_REQUIRED");
    const machine = { actor: { kind: "service", id: "erp", name: "ERP" } } as const;
    given(registered, issued).when(approveApiKey, id, machine).thenRefused("UNAUTHENTICATED");
  });
  test("is refused of a key that does not stand, and of no service", () => {
    given(registered, issued, revoked).when(approveApiKey, id).thenRefused("NOT_FOUND");
    given(registered, issued, retired).when(approveApiKey, id).thenRefused("STATUS_BLOCKS_USE");
    given(registered).when(approveApiKey, id).thenRefused("NOT_FOUND");
    given().when(approveApiKey, id).thenRefused("NOT_FOUND");
  });
});

describe("revoking a key [P11-300c]", () => {
  const id = { keyId: "k-1" };
  test("happens", () => {
    given(registered, issued).when(revokeApiKey, id, { reason }).then(revoked);
    expect(stateOf(service, [registered, issued, revoked])).toMatchObject({ keys: new Map() });
  });
  test("is repeated, also when the service is retired", () => {
    given(registered, issued, revoked).when(revokeApiKey, id).thenNothing();
    given(registered, issued, retired).when(revokeApiKey, id).thenNothing();
  });
  test("is refused without a reason, and of what is not there", () => {
    given(registered, issued).when(revokeApiKey, id).thenRefused("REASON_REQUIRED");
    given(registered).when(revokeApiKey, id, { reason }).thenRefused("NOT_FOUND");
    given().when(revokeApiKey, id, { reason }).thenRefused("NOT_FOUND");
  });
});

describe("retiring a service", () => {
  test("happens, and no key of it stands any more", () => {
    given(registered, issued).when(retireService, {}, { reason }).then(retired);
    const state = stateOf(service, [registered, issued, retired]);
    const keys = { keys: new Map(), revokedKeyIds: new Set(["k-1"]) };
    expect(state).toMatchObject({ status: "retired", ...keys });
  });
  test("is repeated", () => given(registered, retired).when(retireService, {}).thenNothing());
  test("is refused without a reason, and of none", () => {
    given(registered).when(retireService, {}).thenRefused("REASON_REQUIRED");
    given().when(retireService, {}, { reason }).thenRefused("NOT_FOUND");
  });
});
