// Deviations that are about the batch, and what of the master was departed from under one.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { deviationLink } from "../../kernel/shape/deviation-link.ts";
import { Id, Text } from "../../kernel/shape/reference.ts";

export const BatchDeviationLinked = eventType("BatchDeviationLinked", deviationLink("batch"));

/** What the record lacks, and will lack for good, by the gate's own words for it. */
export const DepartureAuthorised = eventType("DepartureAuthorised", {
  data: z.strictObject({
    deviationId: Id,
    section: z.int().min(1).max(35).describe("Of the batch record."),
    item: Text.describe("As the gate names it."),
  }),
  action: "approve",
  criticality: "critical",
  labels: { deviationId: "Deviation", section: "Section", item: "Departure" },
  subjects: ({ deviationId }) => [{ deviation: deviationId }],
  sentence: ({ deviationId, item }, show) =>
    `Departure from the master authorised under ${show.deviation(deviationId)}: ${item}`,
  entry: "Modification",
});

export const deviationLinkEvents = [BatchDeviationLinked, DepartureAuthorised] as const;
