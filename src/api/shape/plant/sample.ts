// Samples on the wire: the list, and one sample with its custody and results.
import { z } from "zod";
import { Quantity } from "../../../domain/kernel/quantity.ts";
import { Finding, SpecifiedTest } from "../../../domain/kernel/shape/test.ts";
import {
  SampleDestroyed,
  SampleReceived,
  SampleRetained,
  SampleSent,
} from "../../../domain/sample/custody/events.ts";
import { OutOfSpecificationAssessed } from "../../../domain/sample/testing/events.ts";
import { sampleStates } from "../../../projections/laboratory/samples.ts";
import { Unknowns } from "./unknown.ts";

const list = <One extends z.ZodType>(one: One) => z.array(one).readonly();
const asOf = z.int().describe("Tree size: answered over the recorded events 0 to asOf - 1.");
const text = z.string();

const line = {
  position: z.int().describe("Of its taking."),
  sampleId: text,
  sampleNumber: text,
  materialLotId: text,
  lot: text.describe("As people write it."),
  materialId: text,
  material: text,
  state: z.enum(sampleStates),
  quantity: Quantity.nullable().describe("Null: not known."),
  containerIds: list(text).describe("That it was taken from."),
  notAssessed: z.int().describe("Results out of specification that nobody has assessed."),
  takenAt: text,
  takenBy: text,
};

export const SamplesShape = z
  .object({
    asOf,
    samples: list(
      z.object({ ...line, tests: z.int(), results: z.int(), outOfSpecification: z.int() }),
    ),
  })
  .meta({ id: "Samples" });

const stamp = {
  position: z.int(),
  at: text.describe("As stated; without offset where the source did not say its zone."),
  recordedAt: text,
  by: text,
  reason: z.object({ code: text, text }).nullable(),
};
const { oosId: _, materialLotId: __, ...assessed } = OutOfSpecificationAssessed.data.shape;
const found = { finding: Finding, conforms: z.boolean() };

export const SampleShape = z
  .object({
    asOf,
    ...line,
    specificationVersion: z.int().nullable(),
    planNumber: z.int().nullable(),
    planId: text.nullable(),
    tests: list(SpecifiedTest),
    custody: list(
      z.discriminatedUnion("what", [
        z.object({ what: z.literal("taken"), ...stamp }),
        z.object({ what: z.literal("sent"), ...stamp, ...SampleSent.data.shape }),
        z.object({ what: z.literal("received"), ...stamp, ...SampleReceived.data.shape }),
        z.object({ what: z.literal("retained"), ...stamp, ...SampleRetained.data.shape }),
        z.object({ what: z.literal("destroyed"), ...stamp, ...SampleDestroyed.data.shape }),
      ]),
    ).describe("Whose hands it went through, from the container to its end."),
    results: list(
      z.object({
        ...stamp,
        testId: text,
        name: text,
        method: text,
        attempt: z.int().describe("1: the first, kept for ever; else a repeat."),
        flags: list(text),
        instrument: text.optional(),
        calculation: text.optional(),
        first: z.object(found),
        corrections: list(z.object({ ...stamp, ...found })),
        stands: z.object(found),
        isInvalid: z.boolean().describe("By an error of the laboratory."),
      }),
    ),
    outOfSpecification: list(
      z.object({
        ...stamp,
        oosId: text,
        testId: text,
        attempt: z.int(),
        finding: Finding,
        assessed: z
          .object({ ...stamp, ...assessed })
          .nullable()
          .describe("Null: not assessed yet."),
      }),
    ),
    retained: SampleRetained.data.nullable(),
    unknown: Unknowns,
  })
  .meta({ id: "Sample" });
