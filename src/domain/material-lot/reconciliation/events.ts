// The account of one container: what was in it, where that went, and what does not add up
// (21 CFR 211.184(c)).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { Id, Name } from "../../kernel/shape/reference.ts";

export const ContainerReconciled = eventType("ContainerReconciled", {
  data: z.strictObject({
    containerId: Id,
    received: Quantity.exactOptional().describe("Absent: not known; then nothing is concluded."),
    drawn: Quantity.exactOptional(),
    returned: Quantity.exactOptional(),
    otherwise: Quantity.exactOptional().describe("Sampled, scrapped, adjusted, counted since."),
    loss: Quantity.exactOptional(),
    lossCause: Name.exactOptional(),
    left: Quantity.describe("As found."),
    difference: Quantity.exactOptional().describe(
      "Received less drawn, plus returned and otherwise, less loss and what is left.",
    ),
  }),
  action: "verify",
  criticality: "critical",
  labels: {
    containerId: "Container",
    received: "Received",
    drawn: "Drawn",
    returned: "Returned",
    otherwise: "Otherwise booked",
    loss: "Loss",
    lossCause: "Cause of the loss",
    left: "Left",
    difference: "Difference",
  },
  subjects: ({ containerId }) => [{ container: containerId }],
  sentence: ({ containerId, left, difference }, show) => {
    const open = difference ? show.quantity(difference) : "not known";
    const of = show.container(containerId);
    return `${of} reconciled: ${show.quantity(left)} left, difference ${open}`;
  },
  entry: "Reconciliation",
});

export const reconciliationEvents = [ContainerReconciled] as const;
