// Defining, revising and approving a material.
import { describe, test } from "vitest";
import {
  approveMaterial,
  defineMaterial,
  reviseMaterial,
} from "../../../src/domain/material-definition/commands.ts";
import { bela, given } from "../../given.ts";

const revisable = {
  name: "Maize starch",
  identifiers: [{ scheme: "gtin", issuer: "gs1", value: "96385074" }],
  traceability: [{ level: "lot" as const, mandatory: true }],
};
const definition = { ...revisable, kind: "rawMaterial" as const, baseUnitOfMeasure: "kg" };
const defined = { type: "MaterialDefined", data: definition };
const revision = {
  ...revisable,
  name: "Maize starch, pregelatinised",
  shelfLife: { months: 36, countedFrom: "manufacture" as const },
};
const before = {
  name: "Maize starch",
  identifiers: revisable.identifiers,
  traceability: revisable.traceability,
  shelfLife: null,
  artworkVersion: null,
};
const revised = { type: "MaterialRevised", data: { ...revision, edition: 2 }, before };
const approved = { type: "MaterialApproved", data: { edition: 1 }, by: bela };
const reason = { code: "correction", text: "The starch is pregelatinised." };

describe("defining a material", () => {
  test("happens", () => {
    given().when(defineMaterial, definition).then(defined);
  });
  test("is repeated, also after a revision", () => {
    given(defined).when(defineMaterial, definition).thenNothing();
    given(defined, revised).when(defineMaterial, definition).thenNothing();
  });
  test("is refused where another stands, or a unit or number is wrong", () => {
    given(defined)
      .when(defineMaterial, { ...definition, name: "Lactose" })
      .thenRefused("ALREADY_EXISTS");
    given()
      .when(defineMaterial, { ...definition, baseUnitOfMeasure: "sack" })
      .thenRefused("UNIT_UNKNOWN");
    const mistyped = [{ scheme: "gtin", issuer: "gs1", value: "96385075" }];
    given()
      .when(defineMaterial, { ...definition, identifiers: mistyped })
      .thenRefused("IDENTIFIER_MALFORMED");
    given()
      .when(defineMaterial, { ...definition, traceability: [] })
      .thenRefused("MALFORMED_COMMAND");
  });
});

describe("revising a material", () => {
  test("happens, with the old values beside the new ones", () => {
    given(defined).when(reviseMaterial, revision, { reason }).then(revised);
    given(defined, revised)
      .when(reviseMaterial, revisable, { reason })
      .then({
        type: "MaterialRevised",
        data: { ...revisable, edition: 3 },
        before: { ...before, name: revision.name, shelfLife: revision.shelfLife },
      });
  });
  test("is repeated", () => {
    given(defined, revised).when(reviseMaterial, revision, { reason }).thenNothing();
    given(defined).when(reviseMaterial, revisable).thenNothing();
  });
  test("is refused without a definition or a reason", () => {
    given().when(reviseMaterial, revision, { reason }).thenRefused("NOT_FOUND");
    given(defined).when(reviseMaterial, revision).thenRefused("REASON_REQUIRED");
  });
});

describe("approving a material", () => {
  test("happens by a second person, and again after a revision", () => {
    given(defined)
      .when(approveMaterial, { edition: 1 }, { actor: bela })
      .then({ type: "MaterialApproved", data: { edition: 1 } });
    given(defined, approved, revised)
      .when(approveMaterial, { edition: 2 }, { actor: bela })
      .then({ type: "MaterialApproved", data: { edition: 2 } });
  });
  test("is repeated", () => {
    given(defined, approved).when(approveMaterial, { edition: 1 }, { actor: bela }).thenNothing();
  });
  test("is refused to the author, to nobody, and for another edition than the one shown", () => {
    given().when(approveMaterial, { edition: 1 }).thenRefused("NOT_FOUND");
    given(defined).when(approveMaterial, { edition: 1 }).thenRefused("SECOND_PERSON_REQUIRED");
    given(defined)
      .when(approveMaterial, { edition: 1 }, { actor: bela, authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
    given(defined, revised)
      .when(approveMaterial, { edition: 1 }, { actor: bela })
      .thenRefused("RECORD_CHANGED_SINCE_VIEW");
  });
});
