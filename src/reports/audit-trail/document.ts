// The audit trail of one batch, lot, person or period as a document.
import { type Trail, type TrailQuery, trailsAsked } from "../../projections/audit-trail/trail.ts";
import { authenticityBanners, authenticityOf, type Issue, issuedBy } from "../issue.ts";
import type { Document } from "../model/document.ts";
import type { Fact } from "../model/fact.ts";
import { sealSection } from "../seal-section.ts";
import { trailTable } from "./tables.ts";

/**
 * `subject`: what the trail is about, in words: "batch 171". Entries stream into the document as it
 * is rendered.
 */
export async function auditTrailDocument(
  trail: Trail,
  subject: string,
  issue: Issue,
): Promise<Document> {
  const banner = authenticityBanners[authenticityOf(await trail.authenticationMethods())];
  return { ...documentOf(trail, subject, issue), ...(banner && { banner }) };
}

const documentOf = (trail: Trail, subject: string, issue: Issue): Document => ({
  kind: "audit-trail",
  title: "Audit trail",
  subtitle: subject,
  language: "en",
  identity: {
    ...issuedBy(issue),
    subject: [
      { label: "Trail of", value: subject },
      { label: "As of", value: `${trail.asOf} events` },
    ],
    recordId: `audit-trail of ${subject}`,
    recordVersion: String(trail.asOf),
    status: { text: `As of ${trail.asOf} events`, tone: "neutral" },
  },
  sections: [
    {
      id: "question",
      number: "1",
      title: "What was asked",
      note: "An entry is here when everything asked for holds of it. Nothing is left out besides.",
      blocks: [{ kind: "facts", facts: askedFor(trail, subject) }],
    },
    {
      id: "entries",
      number: "2",
      title: "Entries",
      note: "In the order of the log. Names and roles are those of the time of the entry.",
      blocks: [trailTable("trail", `Audit trail of ${subject}`, trail.entries)],
    },
    sealSection("3"),
  ],
});

function askedFor({ query, asOf }: Trail, subject: string): readonly Fact[] {
  const only = onlyWords.filter(([key]) => query[key]).map(([, text]) => text);
  const listed = (label: string, values: readonly string[] | undefined): Fact[] =>
    values ? [{ label, value: values.join(", ") }] : [];
  const { limit } = query;
  return [
    { label: "Trail of", value: subject },
    {
      label: "Known events",
      value: `the first ${asOf} of the log (entries 0 to ${asOf - 1})`,
    },
    { label: "Recorded from, UTC", value: query.from ?? "the beginning" },
    { label: "Recorded before, UTC", value: query.until ?? "no bound" },
    { label: "Trails", value: trailsAsked(query).join(", ") },
    ...listed("Actions", query.actions),
    ...listed("Event types", query.types),
    ...listed("Criticality", query.criticalities),
    ...(only.length > 0 ? [{ label: "Only", value: only.join(", ") }] : []),
    ...(query.after === undefined ? [] : [{ label: "After entry", value: String(query.after) }]),
    ...(limit === undefined ? [] : [{ label: "At most", value: `${limit} entries` }]),
  ];
}

const onlyWords = [
  ["peopleOnly", "what people did"],
  ["refusedOnly", "refused attempts"],
  ["changedOnly", "changes of an earlier value"],
  ["lateOnly", "late entries"],
  ["foreignOnly", "foreign events"],
] as const satisfies readonly (readonly [keyof TrailQuery, string])[];
