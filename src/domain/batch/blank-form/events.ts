// Blank forms of the control recipe for when the system is down: each that is issued is numbered,
// and accounted for (21 CFR 211.100(b), 211.188; Annex 11, 16).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Digest, EventId, Id, Name, Text } from "../../kernel/shape/reference.ts";

const form = Name.describe("Number of the form.");
const labels = { form: "Form" };

export const BlankFormIssued = eventType("BlankFormIssued", {
  data: z.strictObject({
    form,
    copy: z.int().min(1).describe("Counts the forms that were issued of the batch."),
    digest: Digest.describe("SHA-256 of the recipe that it is a form of."),
  }),
  action: "create",
  criticality: "major",
  labels: { ...labels, copy: "Copy", digest: "SHA-256 of the recipe" },
  subjects: () => [],
  sentence: ({ form: number, copy }) => `Blank form ${number} issued, copy ${copy}`,
  entry: "Other",
});

export const BlankFormReturned = eventType("BlankFormReturned", {
  data: z.strictObject({
    form,
    pages: z.int().min(1).max(10_000).describe("That came back, counted."),
  }),
  action: "verify",
  criticality: "major",
  labels: { ...labels, pages: "Pages" },
  subjects: () => [],
  sentence: ({ form: number, pages }) => `Form ${number} returned with ${pages} pages`,
  entry: "Reconciliation",
});

/** It was not used, or it is lost: the reason says which. */
export const BlankFormVoided = eventType("BlankFormVoided", {
  data: z.strictObject({ form }),
  action: "void",
  criticality: "major",
  labels,
  subjects: () => [],
  sentence: ({ form: number }) => `Blank form ${number} voided`,
  entry: "Reconciliation",
});

/** Another person has compared the entry with the paper. It confirms what was copied, not done. */
export const TranscriptionChecked = eventType("TranscriptionChecked", {
  data: z.strictObject({
    entryEventId: EventId.describe("The entry that was copied."),
    form,
    page: z.int().min(1),
    result: z.enum(["same", "differs"]),
    findings: Text.exactOptional(),
    deviationId: Id.exactOptional().describe("Of what differs, and stays as it was entered."),
  }),
  action: "verify",
  criticality: "critical",
  labels: {
    entryEventId: "Of",
    ...labels,
    page: "Page",
    result: "Compared with the paper",
    findings: "Findings",
    deviationId: "Deviation",
  },
  subjects: ({ deviationId }) => (deviationId ? [{ deviation: deviationId }] : []),
  sentence: ({ form: number, page, result, findings }) => {
    const found = findings ? `: ${findings}` : "";
    const is = result === "same" ? "is as" : "is not as";
    return `Entry from form ${number}, page ${page}, ${is} on the paper${found}`;
  },
  entry: "Procedural Execution",
});

export const blankFormEvents = [
  BlankFormIssued,
  BlankFormReturned,
  BlankFormVoided,
  TranscriptionChecked,
] as const;
