// People: enrolled once, never two under one name, rights given by others.
import { describe, expect, test } from "vitest";
import {
  changePersonName,
  disablePerson,
  enablePerson,
  enrolPerson,
  grantRole,
  recordLeaving,
  recordTraining,
  revokeRole,
} from "../../../src/domain/person/commands.ts";
import { given, ownId, person } from "../../given.ts";

const enrolment = { username: "m.huber", printedName: "Maria Huber", initials: "MH" };
const enrolled = { type: "PersonEnrolled", data: enrolment };
const granted = { type: "PersonRoleGranted", data: { role: "operator" } };
const revoked = { type: "PersonRoleRevoked", data: { role: "operator" } };
const disabled = { type: "PersonDisabled", data: {} };
const enabled = { type: "PersonEnabled", data: {} };
const left = { type: "PersonLeft", data: {} };
const married = { printedName: "Maria Gruber", initials: "MG" };
const renamed = {
  type: "PersonNameChanged",
  data: married,
  before: { printedName: "Maria Huber", initials: "MH" },
};
const reason = { code: "personnel", text: "By notice of the personnel office." };
const self = { actor: { ...person("m.huber", "administrator"), id: ownId }, reason };
const role = { role: "operator" };

describe("enrolling a person", () => {
  test("happens", () => given().when(enrolPerson, enrolment).then(enrolled));
  test("is repeated, also after the name changed", () => {
    given(enrolled).when(enrolPerson, enrolment).thenNothing();
    given(enrolled, renamed).when(enrolPerson, enrolment).thenNothing();
  });
  test("is refused under the id of another, also of one who has left", () => {
    const other = { ...enrolment, printedName: "Max Huber" };
    given(enrolled).when(enrolPerson, other).thenRefused("IDENTITY_REUSED");
    given(enrolled, left).when(enrolPerson, other).thenRefused("IDENTITY_REUSED");
    for (const username of ["", "M.Huber", "m huber", ".huber", "huber."]) {
      given()
        .when(enrolPerson, { ...enrolment, username })
        .thenRefused("MALFORMED_COMMAND");
    }
  });
  test("takes the username for ever", () => {
    const taken = enrolPerson.reserves?.identifiers(enrolment, ownId, "site-1");
    expect(taken).toMatchObject([{ scheme: "username", value: "m.huber" }]);
    expect(enrolPerson.reserves?.code).toBe("IDENTITY_REUSED");
  });
});

describe("granting a role", () => {
  test("happens", () => given(enrolled).when(grantRole, role).then(granted));
  test("is repeated", () => given(enrolled, granted).when(grantRole, role).thenNothing());
  test("is refused for the unknown, for who has left, and to oneself", () => {
    given().when(grantRole, role).thenRefused("NOT_FOUND");
    given(enrolled, left).when(grantRole, role).thenRefused("PERSON_LEFT");
    given(enrolled).when(grantRole, role, self).thenRefused("SOD_CONFLICT");
  });
});

describe("revoking a role", () => {
  test("happens", () => {
    given(enrolled, granted).when(revokeRole, role, { reason }).then(revoked);
  });
  test("is repeated, and needless once the person has left", () => {
    given(enrolled, granted, revoked).when(revokeRole, role).thenNothing();
    given(enrolled, granted, left).when(revokeRole, role).thenNothing();
  });
  test("is refused for the unknown, without a reason, and to oneself", () => {
    given().when(revokeRole, role, { reason }).thenRefused("NOT_FOUND");
    given(enrolled, granted).when(revokeRole, role).thenRefused("REASON_REQUIRED");
    given(enrolled, granted).when(revokeRole, role, self).thenRefused("SOD_CONFLICT");
  });
});

describe("changing a name", () => {
  test("happens, with the old name beside the new one", () => {
    given(enrolled).when(changePersonName, married, { reason }).then(renamed);
  });
  test("is repeated", () => {
    given(enrolled, renamed).when(changePersonName, married, { reason }).thenNothing();
  });
  test("is refused for the unknown, for who has left, and without a reason", () => {
    given().when(changePersonName, married, { reason }).thenRefused("NOT_FOUND");
    given(enrolled, left).when(changePersonName, married, { reason }).thenRefused("PERSON_LEFT");
    given(enrolled).when(changePersonName, married).thenRefused("REASON_REQUIRED");
  });
});

describe("recording a training", () => {
  const training = { topic: "Weighing, edition 3", validUntil: "2027-11-20" };
  const trained = { type: "PersonTrained", data: training };
  test("happens, and again when it is renewed", () => {
    given(enrolled).when(recordTraining, training).then(trained);
    const renewed = { ...training, validUntil: "2028-11-20" };
    given(enrolled, trained)
      .when(recordTraining, renewed)
      .then({ type: "PersonTrained", data: renewed });
  });
  test("is repeated", () => given(enrolled, trained).when(recordTraining, training).thenNothing());
  test("is refused for the unknown and for who has left", () => {
    given().when(recordTraining, training).thenRefused("NOT_FOUND");
    given(enrolled, left).when(recordTraining, training).thenRefused("PERSON_LEFT");
  });
});

describe("disabling an account", () => {
  test("happens", () => given(enrolled).when(disablePerson, {}, { reason }).then(disabled));
  test("is repeated", () => given(enrolled, disabled).when(disablePerson, {}).thenNothing());
  test("is refused for the unknown, for who has left, and without a reason", () => {
    given().when(disablePerson, {}, { reason }).thenRefused("NOT_FOUND");
    given(enrolled, left).when(disablePerson, {}, { reason }).thenRefused("PERSON_LEFT");
    given(enrolled).when(disablePerson, {}).thenRefused("REASON_REQUIRED");
  });
});

describe("enabling an account again", () => {
  test("happens", () => given(enrolled, disabled).when(enablePerson, {}, { reason }).then(enabled));
  test("is repeated", () => {
    given(enrolled).when(enablePerson, {}).thenNothing();
    given(enrolled, disabled, enabled).when(enablePerson, {}).thenNothing();
  });
  test("is refused for the unknown, for who has left, without a reason, and to oneself", () => {
    given().when(enablePerson, {}, { reason }).thenRefused("NOT_FOUND");
    given(enrolled, left).when(enablePerson, {}, { reason }).thenRefused("PERSON_LEFT");
    given(enrolled, disabled).when(enablePerson, {}).thenRefused("REASON_REQUIRED");
    given(enrolled, disabled).when(enablePerson, {}, self).thenRefused("SOD_CONFLICT");
  });
});

describe("leaving", () => {
  test("happens, also from a disabled account", () => {
    given(enrolled, granted).when(recordLeaving, {}).then(left);
    given(enrolled, disabled).when(recordLeaving, {}).then(left);
  });
  test("is repeated", () => given(enrolled, left).when(recordLeaving, {}).thenNothing());
  test("is refused for the unknown", () =>
    given().when(recordLeaving, {}).thenRefused("NOT_FOUND"));
});
