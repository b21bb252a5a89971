// What a material must be: tests with limits and methods, how samples are picked, and by which rule
// its dates follow. One stream for each material definition, under the same id; versions within.
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { DateOnly } from "../kernel/instant.ts";
import { Quantity } from "../kernel/quantity.ts";
import { DatingRule } from "../kernel/shape/dating.ts";
import { Id, MaterialReference, Name } from "../kernel/shape/reference.ts";
import { Conformity, SpecifiedTest, WithinLimits } from "../kernel/shape/test.ts";
import { acceptanceQualityLimits } from "./iso-2859.ts";

const Rule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("everyContainer") }),
  z
    .strictObject({ kind: z.literal("squareRootPlusOne") })
    .describe("The square root of the number of containers, rounded up, and one more."),
  z
    .strictObject({ kind: z.literal("attributes"), limit: z.enum(acceptanceQualityLimits) })
    .describe("ISO 2859-1, single sampling, normal inspection, level II, by acceptance limit."),
]);

const Plan = z.strictObject({
  planId: Id,
  rule: Rule,
  composite: z.boolean().describe("One sample of all containers picked; else one of each."),
  quantity: Quantity.exactOptional().describe("What is drawn from each container."),
  skipLot: z
    .strictObject({
      qualifyAfter: z.int().min(1).max(100).describe("So many lots accepted in a row before."),
      oneIn: z.int().min(2).max(20).describe("From then on one lot in so many is tested."),
    })
    .exactOptional()
    .describe("By supplier. One rejected lot, and every lot is tested again (ISO 2859-3)."),
});
export type SamplingPlan = z.output<typeof Plan>;

const Test = z.strictObject({
  ...SpecifiedTest.shape,
  planId: Id.describe("Of the samples that it is made on."),
  criterion: z.discriminatedUnion("kind", [
    WithinLimits,
    Conformity,
    z
      .strictObject({ kind: z.literal("attributes") })
      .describe("How many units may be nonconforming follows from the plan and the lot."),
  ]),
});
export type PlannedTest = z.output<typeof Test>;

const Dating = z.strictObject({
  expiry: DatingRule.exactOptional(),
  retest: DatingRule.exactOptional(),
  opened: DatingRule.exactOptional().describe("Of a container, once it has been opened."),
  afterRetest: DatingRule.exactOptional().describe("Of a lot that conformed when retested."),
  retestsMax: z.int().min(1).max(50).exactOptional().describe("So often it may be extended."),
});
export type Dating = z.output<typeof Dating>;

const Version = z.int().min(1);

export const SpecificationDrafted = eventType("SpecificationDrafted", {
  data: z.strictObject({
    version: Version,
    code: Name.describe("What the specification is called by, whatever its version."),
    material: MaterialReference,
    tests: z.array(Test).min(1).max(200),
    plans: z.array(Plan).min(1).max(50),
    dating: Dating,
    changeReference: Name.exactOptional().describe("Of the change control."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    version: "Version",
    code: "Specification",
    material: "Material",
    tests: "Tests",
    plans: "Sampling plans",
    dating: "Rules for expiry and retest",
    changeReference: "Change",
  },
  subjects: ({ material }) => [{ materialDefinition: material.materialDefinitionId }],
  sentence: ({ code, version, material, tests }) => {
    const names = tests.map(({ name }) => name).join(", ");
    return `Version ${version} of ${code} for ${material.name} drafted: ${names}`;
  },
  entry: "Resource Definition Manifest",
  names: ({ code }) => code,
});

export const SpecificationApproved = eventType("SpecificationApproved", {
  data: z.strictObject({
    version: Version,
    effectiveFrom: DateOnly,
    supersedes: Version.exactOptional().describe("From that day on."),
  }),
  action: "approve",
  criticality: "critical",
  labels: { version: "Version", effectiveFrom: "Effective from", supersedes: "Supersedes" },
  subjects: () => [],
  sentence: ({ version, effectiveFrom, supersedes }) => {
    const former = supersedes === undefined ? "" : `, in place of version ${supersedes}`;
    return `Version ${version} approved, effective from ${effectiveFrom}${former}`;
  },
  entry: "Status Change",
});

export const SpecificationWithdrawn = eventType("SpecificationWithdrawn", {
  data: z.strictObject({ version: Version }),
  action: "void",
  criticality: "critical",
  labels: { version: "Version" },
  subjects: () => [],
  sentence: ({ version }) => `Version ${version} withdrawn`,
  entry: "Status Change",
});

/** Follows the decision on a lot: what the next lots of this supplier are spared, or not. */
export const LotJudged = eventType("LotJudged", {
  data: z.strictObject({
    materialLotId: Id.describe("As it was received, where a part of it was decided on."),
    supplierPartyId: Id,
    accepted: z.boolean(),
    decidedEventId: z.uuid(),
  }),
  action: "create",
  criticality: "major",
  labels: {
    materialLotId: "Material lot",
    supplierPartyId: "Supplier",
    accepted: "Accepted",
    decidedEventId: "Decision",
  },
  subjects: ({ materialLotId, supplierPartyId }) => [
    { materialLot: materialLotId },
    { party: supplierPartyId },
  ],
  sentence: ({ materialLotId, supplierPartyId, accepted }, show) => {
    const outcome = accepted ? "accepted" : "not accepted";
    return `${show.materialLot(materialLotId)} of ${show.party(supplierPartyId)} ${outcome}`;
  },
  entry: "Sample Test Result",
});

export const specificationEvents = [
  SpecificationDrafted,
  SpecificationApproved,
  SpecificationWithdrawn,
  LotJudged,
] as const;
