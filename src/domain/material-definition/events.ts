// What a material is: printed matter, foil and vials are materials too, with an artwork version.
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { Identifier, written } from "../kernel/identifier.ts";

export const ShelfLife = z.strictObject({
  months: z.int().min(1).max(600),
  countedFrom: z.enum(["manufacture", "receipt", "release"]),
});

/** ISO 13485, 7.5.9.1: to what extent each level is traced is documented. */
export const TraceabilityLevel = z.strictObject({
  level: z.enum(["lot", "container", "logisticUnit", "serial"]),
  mandatory: z.boolean(),
});
type TraceabilityLevel = z.output<typeof TraceabilityLevel>;

/** What a revision may change. Another kind or another base unit is another material. */
const revisable = {
  name: z.string().min(1).max(200),
  identifiers: z.array(Identifier).describe("GTIN, item number, catalogue number."),
  shelfLife: ShelfLife.exactOptional(),
  traceability: z.array(TraceabilityLevel).min(1).describe("The traceability plan."),
  artworkVersion: z.string().min(1).max(60).exactOptional(),
};
const labels = {
  name: "Name",
  identifiers: "Identifiers",
  shelfLife: "Shelf life (months)",
  traceability: "Traceability plan",
  artworkVersion: "Artwork version",
};

export const MaterialDefined = eventType("MaterialDefined", {
  data: z.strictObject({
    ...revisable,
    kind: z.enum([
      "rawMaterial",
      "intermediate",
      "bulk",
      "finishedProduct",
      "packaging",
      "printedPackaging",
      "consumable",
      "byProduct",
    ]),
    baseUnitOfMeasure: z.string().min(1).max(40).describe("UCUM code."),
  }),
  action: "create",
  criticality: "critical",
  labels: { ...labels, kind: "Kind", baseUnitOfMeasure: "Base unit" },
  subjects: () => [],
  sentence: ({ name, identifiers, traceability }) =>
    `Material ${name}${inBrackets(identifiers)} defined, traced by ${levels(traceability)}`,
  entry: "Resource Definition Manifest",
  names: ({ name }) => name,
});

export const MaterialRevised = eventType("MaterialRevised", {
  data: z.strictObject({ ...revisable, edition: z.int().min(2) }),
  action: "change",
  criticality: "critical",
  labels: { ...labels, edition: "Edition" },
  subjects: () => [],
  sentence: ({ name, edition, traceability }) =>
    `Definition of ${name} revised to edition ${edition}, traced by ${levels(traceability)}`,
  entry: "Change",
  names: ({ name }) => name,
  changes: ["name", "identifiers", "shelfLife", "traceability", "artworkVersion"],
});

export const MaterialApproved = eventType("MaterialApproved", {
  data: z.strictObject({ edition: z.int().min(1) }),
  action: "approve",
  criticality: "critical",
  labels: { edition: "Edition" },
  subjects: () => [],
  sentence: ({ edition }) => `Edition ${edition} of the definition approved for use`,
  entry: "Status Change",
});

export const materialDefinitionEvents = [
  MaterialDefined,
  MaterialRevised,
  MaterialApproved,
] as const;

const inBrackets = (identifiers: readonly Identifier[]): string =>
  identifiers.length > 0 ? ` (${identifiers.map(written).join(", ")})` : "";

const levelNames = {
  lot: "lot",
  container: "container",
  logisticUnit: "logistic unit",
  serial: "serial number",
} as const;
const levels = (plan: readonly TraceabilityLevel[]): string =>
  plan.map(({ level }) => levelNames[level]).join(", ");
