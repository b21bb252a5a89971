// A phase of a recipe: what is done, charged, made, set, checked, sampled and written down in it.
import { z } from "zod";
import { Quantity } from "../quantity.ts";
import { Decimal, Key, Line, Prose, range, SignOff, UnitOfMeasure } from "./written.ts";

const signOff = SignOff.exactOptional().describe("Where it is another than that of the phase.");

const source = z
  .enum(["manual", "device", "automated"])
  .describe("Written by a person, read from a device, set and recorded by a control system.");

const plausible = z
  .strictObject({ low: Decimal.exactOptional(), high: Decimal.exactOptional() })
  .exactOptional()
  .describe("What can be read at all; a person who enters something else is asked once.");

/** A set point with its range: a parameter of the process (ISA-88). */
export const Parameter = z.strictObject({
  key: Key,
  name: Line,
  unitOfMeasure: UnitOfMeasure,
  setPoint: Decimal.exactOptional(),
  ...range,
  plausible,
  unlimited: Prose.exactOptional().describe("Why it has no limits."),
  critical: z.boolean(),
  source,
  tag: Line.exactOptional().describe("By which the device or the control system calls it."),
  signOff,
});
export type Parameter = z.output<typeof Parameter>;

const frequency = {
  every: Quantity.exactOptional().describe("A time, or a count of what is made."),
  sampleSize: z.int().min(1).max(100_000).exactOptional(),
};

/** An in-process check, with a number or with pass and fail. */
export const Check = z.strictObject({
  key: Key,
  name: Line,
  method: Line.exactOptional(),
  kind: z.enum(["number", "passFail"]),
  unitOfMeasure: UnitOfMeasure.exactOptional(),
  target: Decimal.exactOptional(),
  ...range,
  plausible,
  criterion: Prose.exactOptional().describe("Of a check with pass and fail."),
  ...frequency,
  about: z
    .enum(["packagedProduct", "environment"])
    .exactOptional()
    .describe("Examination of packaged product (211.134), or environment; else in-process."),
  critical: z.boolean(),
  source,
  signOff,
});
export type Check = z.output<typeof Check>;

export const Sample = z.strictObject({
  key: Key,
  name: Line,
  purpose: z.enum(["inProcess", "release", "retain", "stability", "environment"]),
  of: Key.exactOptional().describe("The input or output that is sampled."),
  quantity: Quantity,
  where: Line,
  plan: z.enum(["fixed", "squareRootPlusOne", "eachContainer", "skipLot", "aql"]),
  ...frequency,
  aql: Decimal.exactOptional(),
  destination: Line,
  tests: z.array(Line).exactOptional(),
  signOff,
});
export type Sample = z.output<typeof Sample>;

/** What somebody writes down. */
const Entry = z.strictObject({
  key: Key,
  name: Line,
  kind: z.enum(["text", "choice", "yesNo", "time", "identity", "attachment"]),
  choices: z.array(Line).min(2).exactOptional(),
  critical: z.boolean(),
  signOff,
});

const Charge = z.strictObject({
  of: Key.describe("An input, or an output that an earlier phase makes."),
  percent: Decimal.exactOptional().describe("Of the amount; all of it where it is not said."),
  signOff,
});

/** Line clearance: before, after, or both (21 CFR 211.130(e)). */
const Clearance = z.strictObject({
  area: Line,
  before: z.boolean(),
  after: z.boolean(),
  signOff,
});

/** Where it stands among the others of its level; without `after` it follows the one before it. */
export const order = {
  after: z.array(Key).exactOptional().describe("What must be over before; none: at once."),
  when: z
    .strictObject({ condition: Key, is: z.boolean() })
    .exactOptional()
    .describe("Skipped where the condition is not so."),
};

export const Phase = z.strictObject({
  key: Key,
  name: z.string().min(1).max(120),
  instruction: Prose,
  precautions: z.array(Prose).exactOptional(),
  ...order,
  repeat: z
    .strictObject({
      from: Key.describe("The phase of this operation to go back to."),
      until: Key.describe("The condition that ends it."),
      atMost: z.int().min(1).max(10_000).exactOptional().describe("How often in all."),
    })
    .exactOptional(),
  significant: z.boolean().exactOptional().describe("False: no significant step (211.188(b))."),
  equipment: z.array(Key).exactOptional().describe("Classes, one piece of each."),
  charges: z.array(Charge).exactOptional(),
  produces: z.array(Key).exactOptional(),
  parameters: z.array(Parameter).exactOptional(),
  checks: z.array(Check).exactOptional(),
  samples: z.array(Sample).exactOptional(),
  entries: z.array(Entry).exactOptional(),
  clearance: Clearance.exactOptional(),
  trainings: z.array(Line).exactOptional(),
  signOff: SignOff,
});
export type Phase = z.output<typeof Phase>;
