// The life of a master recipe, version by version: drafted, revised, submitted, returned or
// approved, made effective, superseded or withdrawn (21 CFR 211.186(a); ICH Q7, 6.40). Each
// approval is over the digest of the whole content.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Instant } from "../../kernel/instant.ts";
import { Recipe } from "../../kernel/recipe/recipe.ts";
import { Digest, Name, Text } from "../../kernel/shape/reference.ts";

const version = z.int().min(1);
const WholeDigest = Digest.describe("SHA-256 over the RFC 8785 text of the recipe, whole.");

const content = { version, digest: WholeDigest, recipe: Recipe };
const contentLabels = { version: "Version", digest: "SHA-256 of the recipe", recipe: "Recipe" };
const seen = { version, digest: WholeDigest };
const seenLabels = { version: "Version", digest: "SHA-256 of the recipe" };

const product = ({ recipe }: { readonly recipe: Recipe }) => [
  { materialDefinition: recipe.product.materialDefinitionId },
];

export const RecipeDrafted = eventType("RecipeDrafted", {
  data: z.strictObject(content),
  action: "create",
  criticality: "critical",
  labels: contentLabels,
  subjects: product,
  sentence: ({ version, recipe: { number, name, product: made } }) =>
    `Version ${version} of recipe ${number} (${name}) for ${made.name} drafted`,
  entry: "Resource Definition Manifest",
  names: ({ recipe: { number } }) => number,
});

/** The former content stands in the log under the digest that it replaces. */
export const RecipeRevised = eventType("RecipeRevised", {
  data: z.strictObject({ ...content, replaces: Digest, sections: z.array(Name).min(1) }),
  action: "change",
  criticality: "critical",
  labels: {
    ...contentLabels,
    replaces: "SHA-256 of the recipe before",
    sections: "Sections changed",
  },
  subjects: product,
  sentence: ({ version, sections }) =>
    `Draft of version ${version} revised in ${sections.join(", ")}`,
  entry: "Change",
  names: ({ recipe: { number } }) => number,
  changes: ["digest"],
});

/** What a change means for sections that stay as they are, in the words of the author. */
const ImpactStatement = z.strictObject({ sections: z.array(Name).min(1), statement: Text });

export const RecipeSubmitted = eventType("RecipeSubmitted", {
  data: z.strictObject({
    ...seen,
    changeControl: Name.exactOptional().describe("The change that the version comes from."),
    impact: z.array(ImpactStatement).describe("One for each group of unchanged sections."),
  }),
  action: "verify",
  criticality: "critical",
  labels: { ...seenLabels, changeControl: "Change control", impact: "Impact on other sections" },
  subjects: () => [],
  sentence: ({ version, changeControl }) =>
    `Version ${version} submitted by its preparer${changeControl ? ` (${changeControl})` : ""}`,
  entry: "Status Change",
});

export const RecipeReturned = eventType("RecipeReturned", {
  data: z.strictObject({ ...seen, findings: Text }),
  action: "verify",
  criticality: "critical",
  labels: { ...seenLabels, findings: "Findings" },
  subjects: () => [],
  sentence: ({ version, findings }) => `Version ${version} returned to its author: ${findings}`,
  entry: "Status Change",
});

export const RecipeApproved = eventType("RecipeApproved", {
  data: z.strictObject(seen),
  action: "approve",
  criticality: "critical",
  labels: seenLabels,
  subjects: () => [],
  sentence: ({ version }) => `Version ${version} checked and approved`,
  entry: "Status Change",
});

export const RecipeMadeEffective = eventType("RecipeMadeEffective", {
  data: z.strictObject({ ...seen, effectiveFrom: Instant }),
  action: "release",
  criticality: "critical",
  labels: { ...seenLabels, effectiveFrom: "Effective from" },
  subjects: () => [],
  sentence: ({ version, effectiveFrom }) => `Version ${version} effective from ${effectiveFrom}`,
  entry: "Status Change",
});

export const RecipeSuperseded = eventType("RecipeSuperseded", {
  data: z.strictObject({ version, by: version, from: Instant }),
  action: "release",
  criticality: "critical",
  labels: { version: "Version", by: "Superseded by version", from: "From" },
  subjects: () => [],
  sentence: ({ version, by, from }) => `Version ${version} superseded by ${by} from ${from}`,
  entry: "Status Change",
});

/** From now on no batch is issued by it. */
export const RecipeWithdrawn = eventType("RecipeWithdrawn", {
  data: z.strictObject({ version }),
  action: "void",
  criticality: "critical",
  labels: { version: "Version" },
  subjects: () => [],
  sentence: ({ version }) => `Version ${version} withdrawn`,
  entry: "Status Change",
});

export const masterRecipeEvents = [
  RecipeDrafted,
  RecipeRevised,
  RecipeSubmitted,
  RecipeReturned,
  RecipeApproved,
  RecipeMadeEffective,
  RecipeSuperseded,
  RecipeWithdrawn,
] as const;
