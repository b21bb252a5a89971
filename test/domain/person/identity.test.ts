// Enrolling people, keeping their names, and verifying who they are.
import { describe, expect, test } from "vitest";
import {
  acceptAccountability,
  changePersonName,
  enrolPerson,
  recordTraining,
  usernameIdentifier,
  verifyFounder,
  verifyIdentity,
} from "../../../src/domain/person/identity/commands.ts";
import { person } from "../../../src/domain/person/person.ts";
import { given, reserving, stateOf } from "../../given.ts";
import {
  bela,
  byBela,
  byClara,
  byEva,
  clara,
  ended,
  enrolled,
  enrolment,
  instance,
  isSet,
  known,
  left,
  nobody,
  reason,
  service,
  station,
  verified,
} from "./examples.ts";

const { by: _, ...enrolledEvent } = enrolled;
const verifiedEvent = { type: "IdentityVerified", data: known };

describe("enrolling a person", () => {
  const renamed = {
    type: "PersonNameChanged",
    data: { printedName: "Eva Other", initials: "EO" },
    before: { printedName: "Eva Example", initials: "EE" },
  };
  test("happens", () => given().when(enrolPerson, enrolment).then(enrolledEvent));
  test("is repeated, also after another name and after leaving", () => {
    given(enrolled).when(enrolPerson, enrolment).thenNothing();
    given(enrolled, renamed, left).when(enrolPerson, enrolment).thenNothing();
  });
  test("is refused under an id that somebody has or had [P11-100a]", () => {
    const other = { ...enrolment, username: "other" };
    given(enrolled).when(enrolPerson, other).thenRefused("IDENTITY_REUSED");
    given(enrolled, left).when(enrolPerson, other).thenRefused("IDENTITY_REUSED");
  });
  test("takes the username for ever, under one name whatever the site [P11-300a]", () => {
    const taken = reserving(enrolPerson, enrolment);
    expect(taken).toEqual([usernameIdentifier("eva")]);
    expect(reserving(enrolPerson, enrolment, "site-2")).toEqual(taken);
    expect(enrolPerson.reserves?.code).toBe("IDENTITY_REUSED");
  });
  test.each(["Eva", "e va", "", "eva.", "évà", "a".repeat(41)])("takes no name like %o", (name) => {
    given()
      .when(enrolPerson, { ...enrolment, username: name })
      .thenRefused("MALFORMED_COMMAND");
  });
});

describe("another name", () => {
  const name = { printedName: "Eva Other", initials: "EO" };
  const before = { printedName: "Eva Example", initials: "EE" };
  const renamed = { type: "PersonNameChanged", data: name, before };
  test("happens", () => given(enrolled).when(changePersonName, name, { reason }).then(renamed));
  test("is repeated", () => {
    given(enrolled, renamed).when(changePersonName, name, { reason }).thenNothing();
  });
  test("is refused without a reason, and of nobody or one who left", () => {
    given(enrolled).when(changePersonName, name).thenRefused("REASON_REQUIRED");
    given().when(changePersonName, name, { reason }).thenRefused("NOT_FOUND");
    given(enrolled, left).when(changePersonName, name, { reason }).thenRefused("PERSON_LEFT");
  });
});

describe("verifying an identity [P11-100b]", () => {
  const holds = isSet("password", "p-1");
  test("happens, once the person has taken the account up", () => {
    given(enrolled, holds).when(verifyIdentity, known, byClara).then(verifiedEvent);
    given(enrolled).when(verifyIdentity, known, byClara).thenRefused("STATUS_BLOCKS_USE");
    const invited = { ...isSet("invitation", "i-1"), by: bela };
    given(enrolled, invited).when(verifyIdentity, known, byClara).thenRefused("STATUS_BLOCKS_USE");
  });
  test("happens to the first two by the console, and to nobody else so", () => {
    const evidence = "The link that the service printed at its start";
    const atTheConsole = { how: "atTheConsole", evidence } as const;
    given(enrolled)
      .when(verifyFounder, {}, instance)
      .then({ type: "IdentityVerified", data: atTheConsole });
    given(enrolled, verified).when(verifyFounder, {}, instance).thenNothing();
    given(enrolled, holds)
      .when(verifyIdentity, atTheConsole as never, byClara)
      .thenRefused("MALFORMED_COMMAND");
  });
  test("is repeated, whoever says it", () => {
    given(enrolled, verified).when(verifyIdentity, known, byClara).thenNothing();
    given(enrolled, verified).when(verifyIdentity, known, byBela).thenNothing();
  });
  test("is refused to the person, and to who enrolled them", () => {
    given(enrolled).when(verifyIdentity, known, byEva).thenRefused("SOD_CONFLICT");
    given(enrolled).when(verifyIdentity, known, byBela).thenRefused("SECOND_PERSON_REQUIRED");
  });
  test("is refused to who gave them the way in, also when it is used up", () => {
    const invited = { ...isSet("invitation", "i-1"), by: clara };
    const used = ended("invitation", "i-1", "used");
    const refused = "SECOND_PERSON_REQUIRED";
    given(enrolled, invited).when(verifyIdentity, known, byClara).thenRefused(refused);
    given(enrolled, invited, used, isSet("password", "p-1"))
      .when(verifyIdentity, known, byClara)
      .thenRefused(refused);
    const linked = { ...isSet("oidc", "o-1"), by: clara };
    given(enrolled, linked).when(verifyIdentity, known, byClara).thenRefused(refused);
  });
  test("is refused to a machine and to nobody", () => {
    const machine = { actor: service };
    given(enrolled).when(verifyIdentity, known, machine).thenRefused("UNAUTHENTICATED");
    given(enrolled)
      .when(verifyIdentity, known, { actor: clara, ...nobody })
      .thenRefused("UNAUTHENTICATED");
  });
  test("is refused of an account that is nobody's, of one who left, and of nobody", () => {
    given(station).when(verifyIdentity, known, byClara).thenRefused("SHARED_ACCOUNT_READ_ONLY");
    given(enrolled, left).when(verifyIdentity, known, byClara).thenRefused("PERSON_LEFT");
    given().when(verifyIdentity, known, byClara).thenRefused("NOT_FOUND");
  });
});

describe("a training", () => {
  const training = { topic: "SOP-12, edition 3", validUntil: "2027-11-20" };
  const trained = { type: "PersonTrained", data: training };
  test("happens, and again for another time", () => {
    given(enrolled).when(recordTraining, training, byBela).then(trained);
    const later = { ...training, validUntil: "2028-11-20" };
    given(enrolled, trained)
      .when(recordTraining, later, byBela)
      .then({ ...trained, data: later });
  });
  test("is repeated", () => {
    given(enrolled, trained).when(recordTraining, training, byBela).thenNothing();
  });
  test("is refused to the person, of one who left, and of nobody", () => {
    given(enrolled).when(recordTraining, training, byEva).thenRefused("SOD_CONFLICT");
    given(enrolled, left).when(recordTraining, training, byBela).thenRefused("PERSON_LEFT");
    given().when(recordTraining, training, byBela).thenRefused("NOT_FOUND");
  });
  test("counts as it was recorded last, topic by topic", () => {
    const again = { ...trained, data: { topic: training.topic } };
    const other = { ...trained, data: { topic: "SOP-13" } };
    const state = stateOf(person, [enrolled, trained, other, again]);
    expect(state).toMatchObject({
      trainings: new Map([
        [training.topic, again.data],
        ["SOP-13", other.data],
      ]),
    });
  });
});

describe("accepting the statement", () => {
  const statement = { statementVersion: "1", digest: "a".repeat(64) };
  const accepted = { type: "AccountabilityAccepted", data: statement };
  test("happens, and for a new statement anew", () => {
    given(enrolled).when(acceptAccountability, statement, byEva).then(accepted);
    const newer = { statementVersion: "2", digest: "b".repeat(64) };
    given(enrolled, accepted)
      .when(acceptAccountability, newer, byEva)
      .then({ ...accepted, data: newer });
    given(enrolled).when(acceptAccountability, statement, instance).then(accepted);
  });
  test("is repeated", () => {
    given(enrolled, accepted).when(acceptAccountability, statement, byEva).thenNothing();
  });
  test("is refused for another, for one who left, and for nobody", () => {
    given(enrolled)
      .when(acceptAccountability, statement, { actor: bela })
      .thenRefused("NOT_AUTHORIZED");
    given(enrolled, left).when(acceptAccountability, statement, byEva).thenRefused("PERSON_LEFT");
    given().when(acceptAccountability, statement, byEva).thenRefused("NOT_FOUND");
  });
});
