// Setting and ending credentials, invitations, and the link to an identity provider.
import { describe, expect, test } from "vitest";
import {
  acceptInvitation,
  endCredential,
  endOwnCredential,
  invitePerson,
  linkSingleSignOn,
  setCredential,
} from "../../../src/domain/person/credential/commands.ts";
import { given, now, type Past, reserving } from "../../given.ts";
import {
  after_min,
  byBela,
  byClara,
  byEva,
  clara,
  credential,
  ended,
  enrolled,
  instance,
  isSet,
  left,
  loggedIn,
  reason,
  station,
  verified,
  wanted,
} from "./examples.ts";

const setOf = (data: object) => ({ type: "CredentialSet", data });
const password = isSet("password", "p-1");
const invited = isSet("invitation", "i-1");
const linked = isSet("oidc", "o-1");

describe("setting a credential", () => {
  const asked = wanted("password", "p-2");
  test("happens, by the person and by the program for them", () => {
    given(enrolled).when(setCredential, asked, byEva).then(setOf(asked));
    given(enrolled).when(setCredential, asked, instance).then(setOf(asked));
  });
  test.each(["password", "totp", "oidc"] as const)("ends the former %s", (kind) => {
    const next = wanted(kind, "c-2");
    given(enrolled, isSet(kind, "c-1"))
      .when(setCredential, next, byEva)
      .then(ended(kind, "c-1", "replaced"), setOf(next));
  });
  test("leaves passkeys beside each other", () => {
    const next = { ...wanted("passkey", "k-2"), label: "Key ring", deviceBound: true };
    given(enrolled, isSet("passkey", "k-1"), password)
      .when(setCredential, next, byEva)
      .then(setOf(next));
  });
  test("is repeated", () => {
    given(enrolled, password).when(setCredential, wanted("password", "p-1"), byEva).thenNothing();
  });
  test("is refused to others, of one who left, and of nobody", () => {
    given(enrolled).when(setCredential, asked, byBela).thenRefused("NOT_AUTHORIZED");
    given(enrolled, left).when(setCredential, asked, byEva).thenRefused("PERSON_LEFT");
    given().when(setCredential, asked, byEva).thenRefused("NOT_FOUND");
  });
  test("is refused under the id of one that has ended [P11-300c]", () => {
    given(enrolled, password, ended("password", "p-1", "lost"))
      .when(setCredential, wanted("password", "p-1"), byEva)
      .thenRefused("CREDENTIAL_NOT_VALID");
  });
  test("counts the code that showed that a generator is set up [P11-300d]", () => {
    const totp = wanted("totp", "t-1");
    given(enrolled)
      .when(setCredential, { ...totp, codeStep: 7 }, byEva)
      .then(setOf(totp), { type: "CodeAccepted", data: { codeStep: 7 } });
  });
  test.each(["passkey", "totp"] as const)("sets no %s of a shared account", (kind) => {
    given(station)
      .when(setCredential, wanted(kind, "c-1"), byEva)
      .thenRefused("SHARED_ACCOUNT_READ_ONLY");
    given(station).when(setCredential, asked, byEva).then(setOf(asked));
  });
  test("sets no invitation of one's own", () => {
    const asking = { ...asked, kind: "invitation" } as never;
    given(enrolled).when(setCredential, asking, byEva).thenRefused("MALFORMED_COMMAND");
  });
});

const found = { scheme: "singleSignOn", issuer: "https://id.example", value: "eva" };

test("what one is found by is reserved, and belongs to one person", () => {
  const passkey = { ...wanted("passkey", "k-1"), found };
  const linking = { ...credential("oidc", "o-1"), kind: "oidc" as const, found };
  expect(reserving(setCredential, passkey)).toEqual([found]);
  expect(reserving(linkSingleSignOn, linking)).toEqual([found]);
  given(enrolled)
    .when(setCredential, passkey, byEva)
    .then(setOf(wanted("passkey", "k-1")));
});

describe.each(["invitation", "oidc"] as const)("giving the way in: %s", (kind) => {
  const asked = credential(kind, "w-2");
  const first = { ...isSet(kind, "w-1"), by: clara };
  const by = (who: object, ...past: readonly Past[]) =>
    kind === "invitation"
      ? given(...past).when(invitePerson, { ...asked, kind }, who)
      : given(...past).when(linkSingleSignOn, { ...asked, kind, found }, who);
  const when = (...past: readonly Past[]) => by(byBela, ...past);
  test("happens", () => when(enrolled).then(setOf(asked)));
  test("replaces the former", () => {
    when(enrolled, first).then(ended(kind, "w-1", "replaced"), setOf(asked));
  });
  test("is repeated", () => when(enrolled, isSet(kind, "w-2")).thenNothing());
  test("is refused to oneself, of one who left, and of nobody", () => {
    by(byEva, enrolled).thenRefused("SOD_CONFLICT");
    when(enrolled, left).thenRefused("PERSON_LEFT");
    when().thenRefused("NOT_FOUND");
  });
  test("is refused once the person has a credential or has logged in [P11-200a3]", () => {
    for (const own of ["password", "passkey", "totp"]) {
      when(enrolled, isSet(own, "c-1")).thenRefused("STATUS_BLOCKS_USE");
      const lost = ended(own, "c-1", "lost");
      when(enrolled, isSet(own, "c-1"), lost).thenRefused("STATUS_BLOCKS_USE");
    }
    when(enrolled, linked, loggedIn({ method: "oidc" })).thenRefused("STATUS_BLOCKS_USE");
  });
  test("is refused where the identity was verified before anybody held it [P11-200a3]", () => {
    by(byClara, enrolled, verified).thenRefused("STATUS_BLOCKS_USE");
    when(enrolled, verified).thenRefused("STATUS_BLOCKS_USE");
  });
  test("is refused under the id of one that has ended", () => {
    const gone = ended(kind, "w-2", "withdrawn");
    when(enrolled, isSet(kind, "w-2"), gone).thenRefused("CREDENTIAL_NOT_VALID");
  });
});

test("nobody is invited who signs on at a provider", () => {
  given(enrolled, linked)
    .when(invitePerson, credential("invitation", "i-2"), byBela)
    .thenRefused("STATUS_BLOCKS_USE");
});

describe("accepting an invitation", () => {
  const accept = { invitationId: "i-1", credential: { ...credential("password", "p-1") } };
  const used = ended("invitation", "i-1", "used");
  test("happens, and uses it up", () => {
    const happened = [used, setOf(accept.credential)];
    given(enrolled, invited)
      .when(acceptInvitation, accept, instance)
      .then(...happened);
    given(enrolled, invited)
      .when(acceptInvitation, accept, byEva)
      .then(...happened);
  });
  test("is taken until it expires, and not then", () => {
    const limited = (expiresAt: string) => isSet("invitation", "i-1", { expiresAt });
    given(enrolled, limited(after_min(1 / 60_000)))
      .when(acceptInvitation, accept, instance)
      .then(used, setOf(accept.credential));
    given(enrolled, limited(now))
      .when(acceptInvitation, accept, instance)
      .thenRefused("CREDENTIAL_NOT_VALID");
  });
  test.each([
    ["used before", [invited, used, password]],
    ["replaced", [invited, ended("invitation", "i-1", "replaced"), isSet("invitation", "i-2")]],
    ["never made", []],
    ["overtaken by a credential that the person set", [invited, linked, password]],
    ["of another kind", [isSet("oidc", "i-1")]],
  ])("is refused when it is %s", (_, past) => {
    given(enrolled, ...past)
      .when(acceptInvitation, accept, instance)
      .thenRefused("CREDENTIAL_NOT_VALID");
  });
  test("is refused to others, of one who left, of nobody, and with an id that ended", () => {
    given(enrolled, invited).when(acceptInvitation, accept, byBela).thenRefused("NOT_AUTHORIZED");
    given(enrolled, invited, left)
      .when(acceptInvitation, accept, instance)
      .thenRefused("PERSON_LEFT");
    given().when(acceptInvitation, accept, instance).thenRefused("NOT_FOUND");
    const former = [isSet("oidc", "p-1"), ended("oidc", "p-1", "withdrawn")];
    given(enrolled, ...former, invited)
      .when(acceptInvitation, accept, instance)
      .thenRefused("CREDENTIAL_NOT_VALID");
  });
});

describe.each([
  ["one's own", endOwnCredential, { ...byEva }, byBela, "NOT_AUTHORIZED"],
  ["of another", endCredential, byBela, byEva, "SOD_CONFLICT"],
] as const)("ending a credential, %s [P11-300c]", (_, command, allowed, other, code) => {
  const end = { credentialId: "k-1", why: "lost" } as const;
  const passkey = isSet("passkey", "k-1");
  const gone = ended("passkey", "k-1", "lost");
  test("happens", () => given(enrolled, passkey).when(command, end, allowed).then(gone));
  test("happens also when the person has left", () => {
    given(enrolled, passkey, left).when(command, end, allowed).then(gone);
  });
  test("is repeated", () =>
    given(enrolled, passkey, gone).when(command, end, allowed).thenNothing());
  test("is refused to others, of one that is not there, and of nobody", () => {
    given(enrolled, passkey).when(command, end, other).thenRefused(code);
    given(enrolled).when(command, end, allowed).thenRefused("NOT_FOUND");
    given().when(command, end, allowed).thenRefused("NOT_FOUND");
  });
  test("is not said to have been used or copied", () => {
    const cloned = { ...end, why: "cloned" } as never;
    given(enrolled, passkey).when(command, cloned, allowed).thenRefused("MALFORMED_COMMAND");
  });
});

test("ending a credential of another asks for the reason", () => {
  const end = { credentialId: "p-1", why: "withdrawn" } as const;
  given(enrolled, password).when(endCredential, end).thenRefused("REASON_REQUIRED");
  const generator = isSet("totp", "t-1");
  given(enrolled, password, generator)
    .when(endCredential, { ...end, credentialId: "t-1" }, { reason })
    .thenRefused("SECOND_PERSON_REQUIRED");
  given(enrolled, password)
    .when(endCredential, end, { reason })
    .then(ended("password", "p-1", "withdrawn"));
});
