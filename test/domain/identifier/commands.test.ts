// Taking an identifier, giving it to another, and accepting other content under it.
import { describe, test } from "vitest";
import {
  changeIdentifierContent,
  reassignIdentifier,
  reserveIdentifier,
} from "../../../src/domain/identifier/commands.ts";
import { given } from "../../given.ts";

const lot1 = { kind: "materialLot" as const, id: "lot-1" };
const lot2 = { kind: "materialLot" as const, id: "lot-2" };
const taking = { scheme: "starch", issuer: "plant", value: "5", holder: lot1 };
const digest = "a".repeat(64);
const other = "b".repeat(64);
const reserved = { type: "IdentifierReserved", data: { ...taking, digest } };
const reason = { code: "corrected", text: "The plant sent a corrected file." };

describe("reserving an identifier", () => {
  test("happens", () => {
    given()
      .when(reserveIdentifier, { ...taking, digest })
      .then(reserved);
  });
  test("is repeated by its holder", () => {
    given(reserved).when(reserveIdentifier, taking).thenNothing();
  });
  test("is refused to anything else", () => {
    given(reserved)
      .when(reserveIdentifier, { ...taking, holder: lot2 })
      .thenRefused("IDENTIFIER_TAKEN");
  });
});

describe("reassigning an identifier", () => {
  const reassigned = {
    type: "IdentifierReassigned",
    data: { holder: lot2 },
    before: { holder: lot1 },
  };
  test("happens", () => {
    given(reserved).when(reassignIdentifier, { holder: lot2, from: lot1 }).then(reassigned);
  });
  test("is repeated", () => {
    given(reserved, reassigned)
      .when(reassignIdentifier, { holder: lot2, from: lot1 })
      .thenNothing();
  });
  test("is refused when it is free, or another holds it by now", () => {
    given().when(reassignIdentifier, { holder: lot2, from: lot1 }).thenRefused("NOT_FOUND");
    const lot3 = { ...lot1, id: "lot-3" };
    given(reserved, reassigned)
      .when(reassignIdentifier, { holder: lot3, from: lot1 })
      .thenRefused("IDENTIFIER_TAKEN");
  });
});

describe("accepting other content under a key", () => {
  const changed = {
    type: "IdentifierContentChanged",
    data: { digest: other },
    before: { digest },
  };
  test("happens, with a reason", () => {
    given(reserved).when(changeIdentifierContent, { digest: other }, { reason }).then(changed);
  });
  test("is repeated", () => {
    given(reserved, changed).when(changeIdentifierContent, { digest: other }).thenNothing();
  });
  test("is refused without a reason, and where nothing was reserved", () => {
    given(reserved).when(changeIdentifierContent, { digest: other }).thenRefused("REASON_REQUIRED");
    given().when(changeIdentifierContent, { digest }, { reason }).thenRefused("NOT_FOUND");
  });
});
