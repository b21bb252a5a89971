// Contact data comes in encrypted, and its erasure names every key that was ever used for it.
import { describe, expect, test } from "vitest";
import { erasePersonData, recordContact } from "../../../src/domain/person/identity/commands.ts";
import { person } from "../../../src/domain/person/person.ts";
import { anna, authenticated, given, now, ownId, type Past, stateOf } from "../../given.ts";
import { bela, byBela, byEva, enrolled, left, sealed } from "./examples.ts";

const contact = { email: sealed("people", 1), phone: sealed("people", 2) };
const recorded = { type: "PersonContactRecorded", data: contact };
const basis = { basis: "Request of 2026-11-19" };
const keysOf = (...numbers: number[]) => numbers.map((n) => sealed("people", n).key);
const erased = (...numbers: number[]) => ({
  type: "PersonDataErased",
  data: { keys: keysOf(...numbers), ...basis },
});

function attemptedIn(past: readonly Past[]): unknown {
  const ids = { id: ownId, newId: String, revision: 0 };
  const date = now.slice(0, 10);
  const dateOf = () => date;
  const here = { date, dateOf, judgedAt: now, judgedOn: date, site: "site-1" };
  const by = { authentication: authenticated, readOn: undefined };
  const context = { ...ids, ...here, ...by, at: now, occurredAt: now };
  const who = { actor: anna, rolesHeld: [], reason: undefined, fromPaper: undefined, also: {} };
  const refused = recordContact.decide(contact, stateOf(person, past), { ...context, ...who });
  return "refused" in refused ? refused.attempted : undefined;
}

describe("contact data", () => {
  test("is recorded", () => given(enrolled).when(recordContact, contact).then(recorded));
  test("is repeated", () => given(enrolled, recorded).when(recordContact, contact).thenNothing());
  test("is refused of one who left and of nobody, and under a key that was destroyed", () => {
    given(enrolled, left).when(recordContact, contact).thenRefused("PERSON_LEFT");
    given().when(recordContact, contact).thenRefused("NOT_FOUND");
    given(enrolled, recorded, erased(1, 2))
      .when(recordContact, { email: sealed("people", 2) })
      .thenRefused("STATUS_BLOCKS_USE");
  });
  test("is not kept with the attempt, for nobody would destroy its key", () => {
    const states = [
      [enrolled, left],
      [enrolled, recorded, erased(1, 2)],
    ];
    for (const past of states) expect(attemptedIn(past)).toEqual({});
  });
  test("is text of no other kind than encrypted", () => {
    const plain = { email: "eva@example.org" } as never;
    given(enrolled).when(recordContact, plain).thenRefused("MALFORMED_COMMAND");
    const foreign = { email: sealed("credentials", 1) };
    given(enrolled).when(recordContact, foreign).thenRefused("MALFORMED_COMMAND");
  });
});

describe("erasing it", () => {
  test("happens, also of one who left", () => {
    given(enrolled, recorded).when(erasePersonData, basis, byBela).then(erased(1, 2));
    given(enrolled, recorded, left).when(erasePersonData, basis, byBela).then(erased(1, 2));
  });
  test("names the keys of what was replaced or taken away too", () => {
    const other = { type: "PersonContactRecorded", data: { email: sealed("people", 3) } };
    const none = { type: "PersonContactRecorded", data: {} };
    given(enrolled, recorded, other)
      .when(erasePersonData, basis, byBela)
      .then(erased(1, 2, 3));
    given(enrolled, recorded, none).when(erasePersonData, basis, byBela).then(erased(1, 2));
  });
  test("is repeated, and where there is nothing", () => {
    given(enrolled, recorded, erased(1, 2)).when(erasePersonData, basis, byBela).thenNothing();
    given(enrolled).when(erasePersonData, basis, byBela).thenNothing();
  });
  test("is refused to oneself, without a reason, and of nobody", () => {
    given(enrolled, recorded).when(erasePersonData, basis, byEva).thenRefused("SOD_CONFLICT");
    given(enrolled, recorded)
      .when(erasePersonData, basis, { actor: bela })
      .thenRefused("REASON_REQUIRED");
    given().when(erasePersonData, basis, byBela).thenRefused("NOT_FOUND");
  });
});
