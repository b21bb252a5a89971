// A test as a specification asks for it, what was found, and whether it conforms. By value in the
// specification, in the sampling plan and in the sample: a later version changes none of them.
import { z } from "zod";
import type { Show } from "../event-type.ts";
import { Quantity, unitRatio } from "../quantity.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { isOutside, Limits } from "./limits.ts";
import { Id, Name, Text } from "./reference.ts";

export const WithinLimits = z.strictObject({ kind: z.literal("limits"), limits: Limits });
export const Conformity = z.strictObject({
  kind: z.literal("conformity"),
  expected: Text.describe("What is found where it conforms."),
});

const Criterion = z.discriminatedUnion("kind", [
  WithinLimits,
  Conformity,
  z.strictObject({
    kind: z.literal("attributes"),
    accept: z.int().min(0).describe("So many nonconforming units at most."),
  }),
]);
type Criterion = z.output<typeof Criterion>;

export const SpecifiedTest = z.strictObject({
  testId: Id,
  name: Name,
  method: Name,
  identity: z.boolean().describe("It tells what the material is (21 CFR 211.84(d)(1))."),
  criterion: Criterion,
});
export type SpecifiedTest = z.output<typeof SpecifiedTest>;

export const Finding = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("limits"), value: Quantity }),
  z.strictObject({ kind: z.literal("conformity"), conforms: z.boolean(), found: Text }),
  z.strictObject({
    kind: z.literal("attributes"),
    nonconforming: z.int().min(0),
    inspected: z.int().min(1),
  }),
]);
export type Finding = z.output<typeof Finding>;

/** Whether it conforms; a refusal where it cannot be compared: it is no answer to the question. */
export function conforms(criterion: Criterion, finding: Finding): boolean | Refusal {
  if (criterion.kind === "limits" && finding.kind === "limits") {
    const outside = isOutside(finding.value, criterion.limits);
    return outside === undefined ? incomparable(finding.value) : !outside;
  }
  if (criterion.kind === "conformity" && finding.kind === "conformity") return finding.conforms;
  if (criterion.kind === "attributes" && finding.kind === "attributes") {
    return finding.nonconforming <= criterion.accept;
  }
  return refuse("MALFORMED_COMMAND", `The test asks for ${criterion.kind}, not ${finding.kind}.`);
}

function incomparable({ unitOfMeasure }: Quantity): Refusal {
  return unitRatio(unitOfMeasure)
    ? refuse("UNIT_NOT_CONVERTIBLE", `${unitOfMeasure} cannot be compared with the limits.`)
    : refuse("UNIT_UNKNOWN", `${unitOfMeasure} is not known.`);
}

export function findingText(finding: Finding, show: Pick<Show, "quantity">): string {
  switch (finding.kind) {
    case "limits":
      return show.quantity(finding.value);
    case "conformity":
      return finding.found;
    case "attributes":
      return `${finding.nonconforming} of ${finding.inspected} nonconforming`;
    default:
      return finding satisfies never;
  }
}
