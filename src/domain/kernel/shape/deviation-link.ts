// Second half of raising a deviation: what it is about knows of it from here on, so that whoever
// uses it knows where to ask.
import { z } from "zod";
import type { Show } from "../event-type.ts";
import { Id } from "./reference.ts";

const DeviationLink = z.strictObject({ deviationId: Id });
type DeviationLink = z.output<typeof DeviationLink>;

/** The same for a batch, a lot and a piece of equipment; `what`: as a sentence names it. */
export const deviationLink = (what: string) => ({
  data: DeviationLink,
  action: "create" as const,
  criticality: "critical" as const,
  labels: { deviationId: "Deviation" },
  subjects: ({ deviationId }: DeviationLink) => [{ deviation: deviationId }],
  sentence: ({ deviationId }: DeviationLink, show: Show) =>
    `Deviation ${show.deviation(deviationId)} is about the ${what}`,
  entry: "Other" as const,
});
