// Giving and taking roles; disabling, enabling, leaving.
import { describe, expect, test } from "vitest";
import { duties } from "../../../src/domain/kernel/access/duty.ts";
import { person } from "../../../src/domain/person/person.ts";
import {
  disablePerson,
  enablePerson,
  grantRole,
  recordLeaving,
  revokeRole,
} from "../../../src/domain/person/right/commands.ts";
import { given, now, stateOf } from "../../given.ts";
import {
  after_min,
  bela,
  byBela,
  byEva,
  disabled,
  enabled,
  ended,
  enrolled,
  grant,
  granted,
  isSet,
  left,
  reason,
  station,
} from "./examples.ts";

const rights = ["executeBatch"] as const;
const wanted = { ...grant, rights: [...rights] };
const operator = granted("operator", "production");

describe("granting a role [A11-12.3]", () => {
  test("happens; who asked for it and from when it holds stand in it", () => {
    given(enrolled).when(grantRole, wanted, byBela).then(operator);
    const scope = { sites: ["site-1"], materials: ["m-1"], clients: ["c-1"] };
    const from = after_min(60);
    const bounded = { ...grant, scope, from, until: after_min(120), requestedBy: "Head of QA" };
    given(enrolled)
      .when(grantRole, { ...bounded, rights: [...rights] }, byBela)
      .then({ type: "PersonRoleGranted", data: bounded });
  });
  test("is repeated; for another part of the plant it replaces the former", () => {
    given(enrolled, operator).when(grantRole, wanted, byBela).thenNothing();
    const elsewhere = { ...wanted, scope: { ...grant.scope, sites: ["site-2"] } };
    const { rights: _, ...data } = elsewhere;
    const again = { type: "PersonRoleGranted", data };
    given(enrolled, operator).when(grantRole, elsewhere, byBela).then(again);
    const { grants } = stateOf(person, [enrolled, operator, again]) as { grants: object };
    expect(grants).toEqual(new Map([["operator", data]]));
  });
  test("is refused to oneself", () => {
    given(enrolled).when(grantRole, wanted, byEva).thenRefused("SOD_CONFLICT");
  });
  test("is refused of one who left, and of nobody", () => {
    given(enrolled, left).when(grantRole, wanted, byBela).thenRefused("PERSON_LEFT");
    given().when(grantRole, wanted, byBela).thenRefused("NOT_FOUND");
  });
});

describe("duties apart [A11d-11.10-11]", () => {
  const together: readonly (readonly [string, string])[] = [
    ["production", "production"],
    ["production", "quality"],
    ["quality", "quality"],
    ["administration", "administration"],
    ["oversight", "oversight"],
  ];
  const isTogether = (one: string, other: string) =>
    together.some(([a, b]) => [a + b, b + a].includes(one + other));
  const pairs = duties.flatMap((held) => duties.map((duty) => ({ held, duty })));
  test.each(pairs)("$duty beside $held", ({ held, duty }) => {
    const asked = { ...wanted, role: "second", duty, until: after_min(60) };
    const outcome = given(enrolled, granted("first", held)).when(grantRole, asked, byBela);
    const { rights: _, ...data } = asked;
    if (isTogether(held, duty)) outcome.then({ type: "PersonRoleGranted", data });
    else outcome.thenRefused("SOD_CONFLICT");
  });
  test("are asked of what is held now, and not of what this replaces", () => {
    const admin = { ...wanted, role: "admin", duty: "administration" as const };
    const { rights: _, ...data } = admin;
    const revoked = { type: "PersonRoleRevoked", data: { role: "operator", duty: "production" } };
    given(enrolled, operator, revoked)
      .when(grantRole, admin, byBela)
      .then({ type: "PersonRoleGranted", data });
    const same = { ...data, role: "operator" };
    given(enrolled, operator)
      .when(grantRole, { ...admin, role: "operator" }, byBela)
      .then({ type: "PersonRoleGranted", data: same });
  });
});

describe("what administers access [P11-10g]", () => {
  const administering = { ...wanted, role: "admin", duty: "administration" as const };
  const asked = { ...administering, rights: ["readSystemTrail" as const, "grantRoles" as const] };
  test("is granted for all of the plant", () => {
    const { rights: _, ...data } = asked;
    given(enrolled).when(grantRole, asked, byBela).then({ type: "PersonRoleGranted", data });
  });
  test.each([{ sites: ["site-1"] }, { materials: ["m-1"] }, { clients: ["c-1"] }])(
    "is refused for a part of it: %j",
    (part) => {
      const scope = { ...grant.scope, ...part };
      const limited = { ...asked, scope };
      given(enrolled).when(grantRole, limited, byBela).thenRefused("ADMINISTRATION_LIMITED");
      const reading = { ...limited, rights: ["readSystemTrail" as const] };
      const { rights: _, ...data } = reading;
      given(enrolled).when(grantRole, reading, byBela).then({ type: "PersonRoleGranted", data });
    },
  );
});

describe("an account of a kind", () => {
  test("that is shared only reads [A11d-11.1]", () => {
    given(station).when(grantRole, wanted, byBela).thenRefused("SHARED_ACCOUNT_READ_ONLY");
    const mixed = { ...wanted, rights: ["readRecords" as const, "executeBatch" as const] };
    given(station).when(grantRole, mixed, byBela).thenRefused("SHARED_ACCOUNT_READ_ONLY");
    const reading = { ...wanted, rights: ["readRecords" as const, "exportRecords" as const] };
    given(station).when(grantRole, reading, byBela).then(operator);
  });
  test("that oversees has an end", () => {
    const inspector = { ...grant, role: "inspector", duty: "oversight" as const };
    const asked = { ...inspector, rights: ["readRecords" as const] };
    given(enrolled).when(grantRole, asked, byBela).thenRefused("GRANT_WITHOUT_END");
    given(enrolled)
      .when(grantRole, { ...asked, until: after_min(60) }, byBela)
      .then({ type: "PersonRoleGranted", data: { ...inspector, until: after_min(60) } });
  });
});

describe("revoking a role [A11-12.3]", () => {
  const role = { role: "operator" };
  const revoked = { type: "PersonRoleRevoked", data: { ...role, duty: grant.duty } };
  test("happens", () => given(enrolled, operator).when(revokeRole, role, byBela).then(revoked));
  test("is repeated", () => {
    given(enrolled, operator, revoked).when(revokeRole, role, byBela).thenNothing();
    given(enrolled).when(revokeRole, role, byBela).thenNothing();
    given(enrolled, operator, left).when(revokeRole, role, byBela).thenNothing();
  });
  test("is refused to oneself, without a reason, and of nobody", () => {
    given(enrolled, operator).when(revokeRole, role, byEva).thenRefused("SOD_CONFLICT");
    given(enrolled, operator)
      .when(revokeRole, role, { actor: bela })
      .thenRefused("REASON_REQUIRED");
    given().when(revokeRole, role, byBela).thenRefused("NOT_FOUND");
  });
});

describe("disabling an account", () => {
  test("happens, also by the person", () => {
    given(enrolled).when(disablePerson, {}, byBela).then(disabled);
    given(enrolled).when(disablePerson, {}, byEva).then(disabled);
  });
  test("is repeated", () =>
    given(enrolled, disabled).when(disablePerson, {}, byBela).thenNothing());
  test("is refused without a reason, of one who left, and of nobody", () => {
    given(enrolled).when(disablePerson, {}).thenRefused("REASON_REQUIRED");
    given(enrolled, left).when(disablePerson, {}, byBela).thenRefused("PERSON_LEFT");
    given().when(disablePerson, {}, byBela).thenRefused("NOT_FOUND");
  });
});

describe("enabling an account", () => {
  test("happens", () => given(enrolled, disabled).when(enablePerson, {}, byBela).then(enabled));
  test("is repeated", () => {
    given(enrolled).when(enablePerson, {}, byBela).thenNothing();
    given(enrolled, disabled, enabled).when(enablePerson, {}, byBela).thenNothing();
  });
  test("is refused to oneself, without a reason, of one who left, and of nobody", () => {
    given(enrolled, disabled).when(enablePerson, {}, byEva).thenRefused("SOD_CONFLICT");
    given(enrolled, disabled).when(enablePerson, {}).thenRefused("REASON_REQUIRED");
    given(enrolled, disabled, left).when(enablePerson, {}, byBela).thenRefused("PERSON_LEFT");
    given().when(enablePerson, {}, byBela).thenRefused("NOT_FOUND");
  });
});

describe("leaving", () => {
  test("happens, and ends every credential", () => {
    given(enrolled).when(recordLeaving, {}, { actor: bela }).then(left);
    given(enrolled, isSet("password", "p-1"), isSet("passkey", "k-1"))
      .when(recordLeaving, {}, { actor: bela })
      .then(ended("password", "p-1", "left"), ended("passkey", "k-1", "left"), left);
  });
  test("leaves no role and no way in, and the person known", () => {
    const past = [enrolled, operator, isSet("password", "p-1"), ended("password", "p-1", "left")];
    const state = stateOf(person, [...past, { ...left, at: now }]);
    const nothing = { grants: new Map(), credentials: new Map() };
    expect(state).toMatchObject({ account: "left", printedName: "Eva Example", ...nothing });
  });
  test("is repeated", () =>
    given(enrolled, left).when(recordLeaving, {}, { reason }).thenNothing());
  test("is refused to oneself, and of nobody", () => {
    given(enrolled).when(recordLeaving, {}, byEva).thenRefused("SOD_CONFLICT");
    given().when(recordLeaving, {}, byBela).thenRefused("NOT_FOUND");
  });
});
