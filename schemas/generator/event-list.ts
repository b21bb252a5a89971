// docs/events.md: every event type with what trail, record and contract know of it.
import { z } from "zod";
import type { EventType } from "../../src/domain/kernel/event-type.ts";
import { type SubjectKind, subjectKinds } from "../../src/domain/kernel/subject.ts";
import { inWords, type JsonNode, sampleOf, show, typeInWords } from "./sample.ts";

export interface CatalogueGroup {
  readonly category: SubjectKind | "kernel";
  readonly events: readonly EventType[];
}

const head = `# Events

Made by \`npm run schemas\` from the catalogue of event types; a test fails when it is out of date.
Every event also carries the [metadata](../schemas/Metadata.v1.json): who, when, where, why, and
what it was based on. The shapes are published in [schemas/](../schemas/README.md). In the example
sentences, what stands in guillemets is filled in from the event and from the names of then.
`;

export function eventListText(groups: readonly CatalogueGroup[]): string {
  const sections = groups
    .filter(({ events }) => events.length > 0)
    .map(({ category, events }) => `## ${title(category)}\n\n${events.map(entry).join("\n")}`);
  return [head, ...sections].join("\n");
}

function title(category: CatalogueGroup["category"]): string {
  if (category === "kernel") return "Any stream";
  const words = inWords(category);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} (\`${category}-<id>\`)`;
}

function entry(type: EventType): string {
  const shape = z.toJSONSchema(type.data) as JsonNode;
  const sentence = type.sentence(sampleOf(shape, type.labels), show);
  const former = type.version === 1 ? "" : `, ${type.version - 1} former`;
  const facts = [
    `version ${type.version}${former}`,
    `action \`${type.action}\``,
    `criticality \`${type.criticality}\``,
    `BatchML entry \`${type.entry}\``,
  ].join(" · ");
  return [`### ${type.name}`, "", `> ${sentence}`, "", facts, "", ...fields(type, shape)].join(
    "\n",
  );
}

function fields(type: EventType, shape: JsonNode): readonly string[] {
  const properties = Object.entries(shape.properties ?? {});
  if (properties.length === 0) return ["No fields.", ""];
  const rows = properties.map(([field, node]) => {
    const marks = [
      shape.required?.includes(field) ? "" : "optional",
      type.changes.includes(field) ? "old value kept" : "",
    ];
    const meaning = (node as JsonNode).description ?? "";
    const kind = [typeInWords(node as JsonNode), ...marks].filter((word) => word !== "").join(", ");
    return `| \`${field}\` | ${type.labels[field] ?? ""} | ${kind} | ${meaning} |`;
  });
  return ["| field | label | kind | |", "|---|---|---|---|", ...rows, ""];
}

/** The aggregates in the order of the list of subjects, the kernel's own events first. */
export function inOrder(groups: readonly CatalogueGroup[]): readonly CatalogueGroup[] {
  const place = ({ category }: CatalogueGroup) =>
    category === "kernel" ? -1 : subjectKinds.indexOf(category);
  return groups.toSorted((one, other) => place(one) - place(other));
}
