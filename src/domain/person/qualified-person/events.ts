// Who may certify a batch: the entry of a Qualified Person in the register of an authority, for
// sites and products (EU GMP Annex 16; Annex 11, 15; Directive 2001/83/EC, Art. 48 to 51).
import { z } from "zod";
import { QualifiedAs } from "../../kernel/access/qualified-as.ts";
import { GrantScope } from "../../kernel/access/standing.ts";
import { eventType, type Show } from "../../kernel/event-type.ts";
import { DateOnly } from "../../kernel/instant.ts";

const { sites, materials } = GrantScope.shape;

const Entry = z.strictObject({
  ...QualifiedAs.shape,
  sites,
  materials,
  from: DateOnly.exactOptional(),
  until: DateOnly.exactOptional().describe("Its last day; absent: until it is ended."),
});
export type Entry = z.output<typeof Entry>;

const numbered = { registerNumber: "Register number", authority: "Authority" };

const entry = {
  data: Entry,
  criticality: "critical",
  labels: {
    ...numbered,
    sites: "For sites",
    materials: "For products",
    from: "From",
    until: "Until",
  },
  subjects: ({ materials: of }: Entry) =>
    (of === "all" ? [] : of).map((one) => ({ materialDefinition: one })),
  entry: "Personnel Identification Manifest",
} as const;

export const QualifiedPersonEntered = eventType("QualifiedPersonEntered", {
  ...entry,
  action: "accessRight",
  sentence: (data, show) => `Qualified Person, ${covering(data, show)}`,
});

/** What the entry of the same number covers from now on. */
export const QualifiedPersonEntryChanged = eventType("QualifiedPersonEntryChanged", {
  ...entry,
  action: "change",
  sentence: (data, show) => `Entry as Qualified Person changed: ${covering(data, show)}`,
  changes: ["registerNumber", "authority", "sites", "materials", "from", "until"],
});

const { registerNumber, authority } = QualifiedAs.shape;
export const QualifiedPersonEntryEnded = eventType("QualifiedPersonEntryEnded", {
  data: z.strictObject({
    registerNumber,
    authority: authority
      .describe("Whose register or licence it is; absent in earlier events: of all of them.")
      .exactOptional(),
  }),
  action: "accessRight",
  criticality: "critical",
  labels: numbered,
  subjects: () => [],
  sentence: ({ registerNumber, authority }) => {
    const number = authority ? `${registerNumber} of ${authority}` : registerNumber;
    return `Entry as Qualified Person, number ${number}, ended`;
  },
  entry: "Personnel Identification Manifest",
});

/** It never was theirs: what was entered in error, as it stood last. */
export const QualifiedPersonEntryWithdrawn = eventType("QualifiedPersonEntryWithdrawn", {
  ...entry,
  action: "void",
  sentence: (data, show) =>
    `Entry as Qualified Person withdrawn, entered in error: ${covering(data, show)}`,
});

export const qualifiedPersonEvents = [
  QualifiedPersonEntered,
  QualifiedPersonEntryChanged,
  QualifiedPersonEntryEnded,
  QualifiedPersonEntryWithdrawn,
] as const;

function covering(data: Entry, show: Show): string {
  const parts = [
    data.sites === "all" ? "" : `at ${data.sites.join(", ")}`,
    data.materials === "all" ? "" : `for ${data.materials.map(show.materialDefinition).join(", ")}`,
    data.from ? `from ${data.from}` : "",
    data.until ? `until ${data.until}` : "",
  ].filter((part) => part !== "");
  return [`register number ${data.registerNumber} of ${data.authority}`, ...parts].join(", ");
}
