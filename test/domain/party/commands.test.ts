// Registering, approving and renaming a party.
import { describe, test } from "vitest";
import {
  approveParty,
  registerParty,
  renameParty,
  withdrawPartyApproval,
} from "../../../src/domain/party/commands.ts";
import { given } from "../../given.ts";

const registration = {
  name: "Stärke AG",
  kind: "other" as const,
  identifiers: [{ scheme: "gln", issuer: "gs1", value: "0614141000012" }],
  country: "AT",
};
const registered = { type: "PartyRegistered", data: registration };
const approved = { type: "PartyApproved", data: { role: "supplier" } };
const withdrawn = { type: "PartyApprovalWithdrawn", data: { role: "supplier" } };
const renamed = {
  type: "PartyRenamed",
  data: { name: "Stärke SE" },
  before: { name: "Stärke AG" },
};
const reason = { code: "audit", text: "Audit of October found the cleaning records missing." };
const supplier = { role: "supplier" as const };

describe("registering a party", () => {
  test("happens", () => given().when(registerParty, registration).then(registered));
  test("is repeated, also after it was renamed", () => {
    given(registered).when(registerParty, registration).thenNothing();
    given(registered, renamed).when(registerParty, registration).thenNothing();
  });
  test("is refused where another stands or a number is wrong", () => {
    given(registered)
      .when(registerParty, { ...registration, country: "DE" })
      .thenRefused("ALREADY_EXISTS");
    const identifiers = [{ scheme: "gln", issuer: "gs1", value: "0614141000013" }];
    given()
      .when(registerParty, { ...registration, identifiers })
      .thenRefused("IDENTIFIER_MALFORMED");
  });
});

describe("approving a party", () => {
  test("happens, for a time or not, and again after it was withdrawn", () => {
    given(registered).when(approveParty, supplier).then(approved);
    const limited = { ...supplier, validUntil: "2027-12-31" };
    given(registered, approved)
      .when(approveParty, limited)
      .then({ type: "PartyApproved", data: limited });
    given(registered, approved, withdrawn).when(approveParty, supplier).then(approved);
  });
  test("is repeated, role by role", () => {
    given(registered, approved).when(approveParty, supplier).thenNothing();
    given(registered, approved)
      .when(approveParty, { role: "carrier" })
      .then({ type: "PartyApproved", data: { role: "carrier" } });
  });
  test("is refused for an unknown party and to nobody", () => {
    given().when(approveParty, supplier).thenRefused("NOT_FOUND");
    given(registered)
      .when(approveParty, supplier, { authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
  });
});

describe("withdrawing an approval", () => {
  test("happens", () => {
    given(registered, approved).when(withdrawPartyApproval, supplier, { reason }).then(withdrawn);
  });
  test("is repeated", () => {
    given(registered, approved, withdrawn)
      .when(withdrawPartyApproval, supplier, { reason })
      .thenNothing();
    given(registered).when(withdrawPartyApproval, supplier).thenNothing();
  });
  test("is refused for an unknown party and without a reason", () => {
    given().when(withdrawPartyApproval, supplier, { reason }).thenRefused("NOT_FOUND");
    given(registered, approved)
      .when(withdrawPartyApproval, supplier)
      .thenRefused("REASON_REQUIRED");
  });
});

describe("renaming a party", () => {
  test("happens", () => {
    given(registered).when(renameParty, { name: "Stärke SE" }, { reason }).then(renamed);
  });
  test("is repeated", () => {
    given(registered, renamed).when(renameParty, { name: "Stärke SE" }, { reason }).thenNothing();
  });
  test("is refused for an unknown party and without a reason", () => {
    given().when(renameParty, { name: "Stärke SE" }, { reason }).thenRefused("NOT_FOUND");
    given(registered).when(renameParty, { name: "Stärke SE" }).thenRefused("REASON_REQUIRED");
  });
});
