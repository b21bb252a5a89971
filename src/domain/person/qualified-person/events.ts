// Who may certify a batch: the entry of a Qualified Person in the register of an authority, for
// sites and products (EU GMP Annex 16; Annex 11, 15; Directive 2001/83/EC, Art. 48 to 51).
import { z } from "zod";
import { QualifiedAs } from "../../kernel/access/qualified-as.ts";
import { GrantScope } from "../../kernel/access/standing.ts";
import { eventType } from "../../kernel/event-type.ts";
import { DateOnly } from "../../kernel/instant.ts";

const { sites, materials } = GrantScope.shape;
const { registerNumber, authority } = QualifiedAs.shape;

export const QualifiedPersonEntered = eventType("QualifiedPersonEntered", {
  data: z.strictObject({
    registerNumber,
    authority,
    sites,
    materials,
    from: DateOnly.exactOptional(),
    until: DateOnly.exactOptional().describe("Its last day; absent: until it is ended."),
  }),
  action: "accessRight",
  criticality: "critical",
  labels: {
    registerNumber: "Register number",
    authority: "Authority",
    sites: "For sites",
    materials: "For products",
    from: "From",
    until: "Until",
  },
  subjects: ({ materials: of }) =>
    (of === "all" ? [] : of).map((one) => ({ materialDefinition: one })),
  sentence: (data, show) => {
    const parts = [
      data.sites === "all" ? "" : `at ${data.sites.join(", ")}`,
      data.materials === "all"
        ? ""
        : `for ${data.materials.map(show.materialDefinition).join(", ")}`,
      data.from ? `from ${data.from}` : "",
      data.until ? `until ${data.until}` : "",
    ].filter((part) => part !== "");
    const entry = `Qualified Person, register number ${data.registerNumber} of ${data.authority}`;
    return [entry, ...parts].join(", ");
  },
  entry: "Personnel Identification Manifest",
});

export const QualifiedPersonEntryEnded = eventType("QualifiedPersonEntryEnded", {
  data: z.strictObject({ registerNumber }),
  action: "accessRight",
  criticality: "critical",
  labels: { registerNumber: "Register number" },
  subjects: () => [],
  sentence: (data) => `Entry as Qualified Person, number ${data.registerNumber}, ended`,
  entry: "Personnel Identification Manifest",
});

export const qualifiedPersonEvents = [QualifiedPersonEntered, QualifiedPersonEntryEnded] as const;
