// A recipe, whole: the content that a master is approved with and that a batch gets an exact copy
// of (ISA-88 procedure > unit procedure > operation > phase; 21 CFR 211.186). A discrete routing is
// the same with one phase in each operation. Sections that are not there are empty.
import { z } from "zod";
import { Quantity } from "../quantity.ts";
import { Id, MaterialReference } from "../shape/reference.ts";
import {
  Campaign,
  Condition,
  EquipmentClass,
  LabelControl,
  Specification,
  TimeLimit,
  YieldLimit,
} from "./control-section.ts";
import { Constant, Input, Output } from "./formula-section.ts";
import { order, Phase } from "./phase.ts";
import { Key, Line, Prose } from "./written.ts";

/** Whose rules the master must satisfy; a master may carry several (regulatory, section 6). */
export const profileNames = ["us-211", "eu-gmp-p1", "ich-q7", "device-13485", "food"] as const;
export type ProfileName = (typeof profileNames)[number];

const level = { key: Key, name: Phase.shape.name, ...order };

export const Operation = z.strictObject({ ...level, phases: z.array(Phase).min(1).max(200) });
export type Operation = z.output<typeof Operation>;

export const UnitProcedure = z.strictObject({
  ...level,
  equipment: Key.exactOptional().describe("The class of the unit that it runs on."),
  operations: z.array(Operation).min(1).max(100),
});
export type UnitProcedure = z.output<typeof UnitProcedure>;

const Product = MaterialReference.extend({
  code: Line.exactOptional(),
  strength: Line.exactOptional(),
  form: Line.exactOptional().describe("Dosage form, or what kind of device or food it is."),
  description: Prose.exactOptional(),
  activePerUnit: z
    .array(z.strictObject({ name: Line, quantity: Quantity, per: Quantity }))
    .exactOptional()
    .describe("Name and weight of each active ingredient in a unit (211.186(b)(2))."),
  unitWeight: Quantity.exactOptional().describe("Total weight or measure of a unit."),
  registration: Line.exactOptional().describe("Licence, marketing authorisation, UDI-DI."),
  shelfLife: Line.exactOptional(),
});

const BatchSize = z.strictObject({
  reference: Quantity.describe("What all quantities of the recipe are for."),
  low: Quantity.exactOptional(),
  high: Quantity.exactOptional(),
});

export const Recipe = z.strictObject({
  number: Id.describe("By which people know the recipe."),
  name: Line,
  profiles: z.array(z.enum(profileNames)),
  product: Product,
  batchSize: BatchSize,
  location: Line.exactOptional().describe("Where it is made (ICH Q7, 6.41)."),
  precautions: z.array(Prose).exactOptional(),
  storage: Prose.exactOptional().describe("Of the product and of intermediates, with containers."),
  constants: z.array(Constant).exactOptional(),
  inputs: z.array(Input).exactOptional(),
  outputs: z.array(Output).exactOptional(),
  specifications: z.array(Specification).exactOptional(),
  equipmentClasses: z.array(EquipmentClass).exactOptional(),
  conditions: z.array(Condition).exactOptional(),
  procedure: z.strictObject({
    name: Phase.shape.name,
    unitProcedures: z.array(UnitProcedure).min(1).max(100),
  }),
  timeLimits: z.array(TimeLimit).exactOptional(),
  yields: z.array(YieldLimit).exactOptional(),
  labels: z.array(LabelControl).exactOptional(),
  campaign: Campaign.exactOptional(),
  trainings: z.array(Line).exactOptional(),
  notApplicable: z
    .array(z.strictObject({ item: Line, why: Prose }))
    .exactOptional()
    .describe("Items of a profile that do not apply, said and not left blank."),
});
export type Recipe = z.output<typeof Recipe>;
