// Whom to reach at a party: kept encrypted, and erased by destroying the keys.
import { describe, test } from "vitest";
import { erasePartyContact, recordPartyContact } from "../../../src/domain/party/commands.ts";
import { given } from "../../given.ts";
import { sealed } from "../person/examples.ts";

const registration = { name: "Stärke AG", kind: "other", identifiers: [] };
const registered = { type: "PartyRegistered", data: registration };
const name = sealed("people", 1);
const contact = { contactId: "c-1", duty: "Recall coordinator", name };
const recorded = { type: "PartyContactRecorded", data: contact };
const asked = { contactId: "c-1", basis: "Asked for by the person." };
const erased = { type: "PartyContactErased", data: { ...asked, keys: [name.key] } };
const reason = { code: "erasure", text: "As the person asked." };

describe("recording a contact", () => {
  test("happens", () => given(registered).when(recordPartyContact, contact).then(recorded));
  test("is repeated", () => {
    given(registered, recorded).when(recordPartyContact, contact).thenNothing();
  });
  test("is refused of a party that is not registered", () => {
    given().when(recordPartyContact, contact).thenRefused("NOT_FOUND");
  });
});

describe("erasing a contact", () => {
  test("happens, with every key that it was kept by", () => {
    given(registered, recorded).when(erasePartyContact, asked, { reason }).then(erased);
  });
  test("is repeated, and nothing where there is none", () => {
    given(registered, recorded, erased).when(erasePartyContact, asked).thenNothing();
    given(registered).when(erasePartyContact, asked).thenNothing();
  });
  test("is refused without a reason, and of a party that is not registered", () => {
    given(registered, recorded).when(erasePartyContact, asked).thenRefused("REASON_REQUIRED");
    given().when(erasePartyContact, asked, { reason }).thenRefused("NOT_FOUND");
  });
});
