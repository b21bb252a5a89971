// The life of a version: each command happens, is repeated, is refused by each of its codes.
import { describe, expect, test } from "vitest";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import type { Recipe } from "../../../src/domain/kernel/recipe/recipe.ts";
import { equalSections } from "../../../src/domain/master-recipe/compare/difference.ts";
import {
  draftRecipe,
  reviseRecipe,
  submitRecipe,
} from "../../../src/domain/master-recipe/life/authoring/commands.ts";
import {
  approveRecipe,
  makeRecipeEffective,
  returnRecipe,
  withdrawRecipe,
} from "../../../src/domain/master-recipe/life/deciding/commands.ts";
import {
  effectiveVersion,
  masterRecipe,
} from "../../../src/domain/master-recipe/life/master-recipe.ts";
import { anna, bela, given, now, person, stateOf } from "../../given.ts";
import { granules } from "../kernel/recipe/example.ts";
import { edited } from "./edit.ts";

const chris = person("chris", "qaReviewer");
const reason = { code: "change", text: "Study S-8." };
const of = (recipe: Recipe, version = 1) => ({ version, digest: digestOf(recipe) });
const changed = edited([["storage"], "In closed drums below 20 °C."]);
const drafted = (recipe = granules, version = 1) => ({
  type: "RecipeDrafted",
  data: { ...of(recipe, version), recipe },
  by: anna,
});
const revised = {
  type: "RecipeRevised",
  data: { ...of(changed), recipe: changed, replaces: of(granules).digest, sections: ["storage"] },
  before: { digest: of(granules).digest },
  by: bela,
};
const submitted = (recipe = granules, version = 1) => ({
  type: "RecipeSubmitted",
  data: { ...of(recipe, version), impact: [] },
  by: anna,
});
const approved = (recipe = granules, version = 1) => ({
  type: "RecipeApproved",
  data: of(recipe, version),
  by: chris,
});
const effective = (from = now, recipe = granules, version = 1) => ({
  type: "RecipeMadeEffective",
  data: { ...of(recipe, version), effectiveFrom: from },
  by: chris,
});
const superseded = (from: string) => ({
  type: "RecipeSuperseded",
  data: { version: 1, by: 2, from },
  by: chris,
});
const inUse = [drafted(), submitted(), approved(), effective()];
const second = [drafted(changed, 2), submitted(changed, 2), approved(changed, 2)];
const tomorrow = "2026-11-21T08:00:00.000Z";
const plain = ({ by: _, ...event }: { by?: unknown; type: string; data: unknown }) => event;

describe("drafting", () => {
  test("happens, of the first version and of the next", () => {
    given().when(draftRecipe, { recipe: granules }).then(plain(drafted()));
    given(...inUse)
      .when(draftRecipe, { recipe: changed })
      .then(plain(drafted(changed, 2)));
  });
  test("is repeated", () => {
    given(drafted()).when(draftRecipe, { recipe: granules }).thenNothing();
    given(...inUse)
      .when(draftRecipe, { recipe: granules })
      .thenNothing();
  });
  test("is refused beside an open version, and for another number or product", () => {
    given(drafted()).when(draftRecipe, { recipe: changed }).thenRefused("ALREADY_EXISTS");
    given(...inUse)
      .when(draftRecipe, { recipe: edited([["number"], "MR-2"]) })
      .thenRefused("RECIPE_IS_ANOTHER");
    given(...inUse)
      .when(draftRecipe, { recipe: edited([["product", "materialDefinitionId"], "x"]) })
      .thenRefused("RECIPE_IS_ANOTHER");
  });
  test("is refused where an amount is no decimal text", () => {
    const data: unknown = { recipe: { ...granules, constants: [{ key: "a", value: 1 }] } };
    given()
      .when(draftRecipe, data as { recipe: Recipe })
      .thenRefused("MALFORMED_COMMAND");
  });
});

describe("revising", () => {
  const revise = { replaces: of(granules).digest, recipe: changed };
  test("happens, also to what was submitted, which is a draft again", () => {
    given(drafted()).when(reviseRecipe, revise, { reason }).then(plain(revised));
    given(drafted(), submitted()).when(reviseRecipe, revise, { reason }).then(plain(revised));
    given(drafted(), submitted(), revised)
      .when(approveRecipe, of(changed), { actor: chris })
      .thenRefused("MASTER_NOT_SUBMITTED");
  });
  test("is repeated", () => {
    given(drafted(), revised).when(reviseRecipe, revise).thenNothing();
  });
  test("is refused without reason, over what was not read, and where nothing is open", () => {
    given(drafted()).when(reviseRecipe, revise).thenRefused("REASON_REQUIRED");
    const other = { ...revise, replaces: "0".repeat(64) };
    given(drafted()).when(reviseRecipe, other, { reason }).thenRefused("RECORD_CHANGED_SINCE_VIEW");
    given(...inUse)
      .when(reviseRecipe, revise, { reason })
      .thenRefused("NOT_FOUND");
  });
});

describe("submitting", () => {
  test("happens, and is repeated", () => {
    const data = submitted().data;
    given(drafted()).when(submitRecipe, data).then(plain(submitted()));
    given(drafted(), submitted()).when(submitRecipe, data).thenNothing();
  });
  test("is refused with what the check finds", () => {
    const refused = (recipe: Recipe) =>
      given(drafted(recipe)).when(submitRecipe, { ...of(recipe), impact: [] });
    refused(edited([["specifications"], undefined])).thenRefused("MASTER_INCOMPLETE");
    const pounds = { value: "176", unitOfMeasure: "[lb_av]" };
    refused(edited([["inputs", 1, "quantity"], pounds])).thenRefused("UNIT_SYSTEM_MIXED");
    refused(edited([["yields", 0, "of"], "none"])).thenRefused("MASTER_FAULTY");
  });
  test("is refused over what was not read, by a machine, and where there is none", () => {
    const other = { version: 1, digest: "0".repeat(64), impact: [] };
    given(drafted()).when(submitRecipe, other).thenRefused("RECORD_CHANGED_SINCE_VIEW");
    given().when(submitRecipe, other).thenRefused("NOT_FOUND");
    given(...inUse)
      .when(submitRecipe, submitted().data)
      .thenRefused("ALREADY_EXISTS");
    const actor = { kind: "service", id: "erp", name: "ERP" } as const;
    given(drafted()).when(submitRecipe, submitted().data, { actor }).thenRefused("UNAUTHENTICATED");
  });
  test("of a further version is refused without change control, or impact on each section", () => {
    const past = [...inUse, drafted(changed, 2)];
    const data = { ...of(changed, 2), impact: [] };
    given(...past)
      .when(submitRecipe, data)
      .thenRefused("CHANGE_CONTROL_REQUIRED");
    const controlled = { ...data, changeControl: "CC-12" };
    given(...past)
      .when(submitRecipe, controlled)
      .thenRefused("IMPACT_NOT_STATED");
    const equal = equalSections(granules, changed);
    const all = { sections: [...equal], statement: "Storage has no bearing on these." };
    const full = { ...controlled, impact: [all] };
    given(...past)
      .when(submitRecipe, full)
      .then({ type: "RecipeSubmitted", data: full });
    const but = { ...full, impact: [{ ...all, sections: equal.slice(1) }] };
    given(...past)
      .when(submitRecipe, but)
      .thenRefused("IMPACT_NOT_STATED");
  });
});

describe("approving and returning", () => {
  const ready = [drafted(), submitted()];
  const findings = "The hold time has no study.";
  test("happen, and approval is repeated", () => {
    given(...ready)
      .when(approveRecipe, of(granules), { actor: chris })
      .then(plain(approved()));
    given(...ready, approved())
      .when(approveRecipe, of(granules), { actor: chris })
      .thenNothing();
    const data = { ...of(granules), findings };
    const returned = { type: "RecipeReturned", data };
    given(...ready)
      .when(returnRecipe, data, { actor: chris })
      .then(returned);
    given(...ready, { ...returned, by: chris })
      .when(returnRecipe, data, { actor: chris })
      .thenRefused("MASTER_NOT_SUBMITTED");
  });
  test("are refused to whoever prepared it, or wrote in it", () => {
    given(...ready)
      .when(approveRecipe, of(granules))
      .thenRefused("SECOND_PERSON_REQUIRED");
    given(drafted(), revised, submitted(changed))
      .when(approveRecipe, of(changed), { actor: bela })
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    const data = { ...of(granules), findings };
    given(...ready)
      .when(returnRecipe, data)
      .thenRefused("SECOND_PERSON_REQUIRED");
  });
  test("are refused in the role of the preparer where the quality unit must check", () => {
    const q7 = edited([["profiles"], ["ich-q7"]]);
    given(drafted(q7), submitted(q7))
      .when(approveRecipe, of(q7), { actor: person("dora") })
      .thenRefused("SOD_CONFLICT");
  });
  test("are refused over another digest, and of a draft", () => {
    given(...ready)
      .when(approveRecipe, of(changed), { actor: chris })
      .thenRefused("RECORD_CHANGED_SINCE_VIEW");
    given(drafted())
      .when(approveRecipe, of(granules), { actor: chris })
      .thenRefused("MASTER_NOT_SUBMITTED");
    const authentication = { method: "none" } as const;
    given(...ready)
      .when(approveRecipe, of(granules), { actor: chris, authentication })
      .thenRefused("UNAUTHENTICATED");
  });
});

describe("making effective", () => {
  test("happens from now or later, and is repeated", () => {
    const past = inUse.slice(0, 3);
    given(...past)
      .when(makeRecipeEffective, of(granules))
      .then(plain(effective()));
    given(...past)
      .when(makeRecipeEffective, { ...of(granules), effectiveFrom: "2026-11-21T09:00:00+01:00" })
      .then(plain(effective(tomorrow)));
    given(...inUse)
      .when(makeRecipeEffective, of(granules))
      .thenNothing();
  });
  test("supersedes what stood before, again where the instant is moved", () => {
    const next = { ...of(changed, 2), effectiveFrom: tomorrow };
    const both = [effective(tomorrow, changed, 2), superseded(tomorrow)];
    given(...inUse, ...second)
      .when(makeRecipeEffective, next)
      .then(...both.map(plain));
    const later = "2026-11-22T08:00:00.000Z";
    given(...inUse, ...second, ...both)
      .when(makeRecipeEffective, { ...next, effectiveFrom: later })
      .then(...[effective(later, changed, 2), superseded(later)].map(plain));
  });
  test("is refused before approval, in the past, and behind what stands later", () => {
    given(drafted(), submitted())
      .when(makeRecipeEffective, of(granules))
      .thenRefused("MASTER_NOT_APPROVED");
    const past = { ...of(granules), effectiveFrom: "2026-11-20T07:59:59.999Z" };
    given(...inUse.slice(0, 3))
      .when(makeRecipeEffective, past)
      .thenRefused("EFFECTIVE_TOO_EARLY");
    const later = { ...of(granules), effectiveFrom: tomorrow };
    given(...inUse)
      .when(makeRecipeEffective, later)
      .thenRefused("ALREADY_EXISTS");
    given(...inUse.slice(0, 3), ...second, effective(tomorrow, changed, 2))
      .when(makeRecipeEffective, of(granules))
      .thenRefused("EFFECTIVE_TOO_EARLY");
  });
});

describe("withdrawing", () => {
  const withdrawn = { type: "RecipeWithdrawn", data: { version: 1 }, by: chris };
  test("happens, and is repeated", () => {
    given(...inUse)
      .when(withdrawRecipe, { version: 1 }, { reason })
      .then(plain(withdrawn));
    given(...inUse, withdrawn)
      .when(withdrawRecipe, { version: 1 })
      .thenNothing();
  });
  test("is refused without reason, and of what is not in use", () => {
    given(...inUse)
      .when(withdrawRecipe, { version: 1 })
      .thenRefused("REASON_REQUIRED");
    given(drafted())
      .when(withdrawRecipe, { version: 1 }, { reason })
      .thenRefused("MASTER_NOT_EFFECTIVE");
    given().when(withdrawRecipe, { version: 1 }, { reason }).thenRefused("NOT_FOUND");
  });
  test("leaves nothing effective", () => {
    const state = stateOf(masterRecipe, [...inUse, withdrawn], "a");
    expect(effectiveVersion(state, now)).toMatchObject({ refused: "MASTER_NOT_EFFECTIVE" });
  });
});

describe("what is effective", () => {
  const past = [...inUse, ...second, effective(tomorrow, changed, 2), superseded(tomorrow)];
  test.each([
    ["2026-11-20T07:59:59.999Z", { refused: "MASTER_NOT_EFFECTIVE" }],
    [now, of(granules, 1)],
    ["2026-11-21T07:59:59.999Z", of(granules, 1)],
    [tomorrow, of(changed, 2)],
  ])("at %s", (at, expected) => {
    expect(effectiveVersion(stateOf(masterRecipe, past, "a"), at)).toMatchObject(expected);
  });
});
