// Specifications on the wire: the list of versions, and one specification, whole.
import { z } from "zod";
import { DatingRule } from "../../../domain/kernel/shape/dating.ts";
import { SpecificationDrafted } from "../../../domain/specification/events.ts";
import { specificationStates } from "../../../projections/laboratory/specifications.ts";
import { Unknowns } from "./unknown.ts";

const list = <One extends z.ZodType>(one: One) => z.array(one).readonly();
const asOf = z.int().describe("Tree size: answered over the recorded events 0 to asOf - 1.");
const maybe = z.string().nullable();
const { tests, plans } = SpecificationDrafted.data.shape;

const line = {
  specificationId: z.string().describe("The id of the material definition that it is for."),
  version: z.int(),
  code: z.string(),
  material: z.string(),
  state: z
    .enum(specificationStates)
    .describe("On the day of the question, by the calendar of the site."),
  effectiveFrom: maybe,
};
const stamp = { position: z.int(), by: z.string(), recordedAt: z.string() };
const Reason = z.object({ code: z.string(), text: z.string() }).nullable();

export const SpecificationsShape = z
  .object({
    asOf,
    specifications: list(
      z.object({ position: z.int().describe("Of its draft."), ...line, tests: z.int() }),
    ),
  })
  .meta({ id: "Specifications" });

const Dating = z
  .object({
    expiry: DatingRule,
    retest: DatingRule,
    opened: DatingRule,
    afterRetest: DatingRule,
    retestsMax: z.int(),
  })
  .partial();

export const SpecificationShape = z
  .object({
    asOf,
    specificationId: z.string(),
    versions: list(
      z.object({
        ...line,
        tests: tests.readonly(),
        plans: plans.readonly(),
        dating: Dating,
        changeReference: maybe,
        drafted: z.object(stamp),
        approved: z.object({ ...stamp, supersedes: z.int().nullable() }).nullable(),
        withdrawn: z.object({ ...stamp, reason: Reason }).nullable(),
      }),
    ),
    unknown: Unknowns,
  })
  .meta({ id: "Specification" });
