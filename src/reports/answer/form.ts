// The forms in which any answer leaves: lines of JSON, a table, a report, JSON with proofs. What is
// special of one answer stands in one place, `forms.ts`; everything else is derived.
import { digestAsWritten } from "../../integrity/evidence/proven-answer.ts";
import type { Unknown } from "../../projections/whereabouts/answer.ts";
import { type Authenticity, authenticityBanners, type Issue, issuedBy } from "../issue.ts";
import type { Document } from "../model/document.ts";
import type { Fact } from "../model/fact.ts";
import type { Table } from "../model/table.ts";
import { sealSection } from "../seal-section.ts";

export interface Answer {
  /** Tree size: complete over the recorded events 0 to asOf - 1. */
  readonly asOf: number;
  /** How many events the log had when it was asked for, as far as that could be said. */
  readonly logSize?: number;
  readonly digest?: string;
  readonly unknown?: readonly Pick<Unknown, "subject" | "detail">[];
}

export interface Form<Of extends Answer = Answer> {
  /** Names it to machines. */
  readonly kind: string;
  readonly title: string;
  /** What was asked, in a line. */
  readonly about: (answer: Of) => string;
  /** What a person reads first. */
  readonly facts: (answer: Of) => readonly Fact[];
  /** Its main list, for spreadsheets and for print. */
  readonly table: (answer: Of) => Table;
  /** For print, where it is not that one list. */
  readonly print?: (answer: Of) => readonly Table[];
  /** Its members that are lists, and what one line of each is called. */
  readonly lists: { readonly [Member in keyof Of]?: string };
  /** Where it has a document of its own. */
  readonly document?: (answer: Of, authenticity: Authenticity, issue: Issue) => Document;
}

/**
 * For whoever takes it in line by line: each ends with a line feed, together they hold all members,
 * and the last says that all lines came.
 */
export function* answerLines<Of extends Answer>({ lists }: Pick<Form<Of>, "lists">, answer: Of) {
  let lines = 0;
  const rest = new Map<string, unknown>(Object.entries(answer));
  for (const [member, line] of Object.entries(lists)) {
    const list = rest.get(member);
    if (!Array.isArray(list)) continue;
    rest.delete(member);
    lines += list.length;
    for (const one of list) yield `${JSON.stringify({ line, ...asMembers(one) })}\n`;
  }
  yield `${JSON.stringify({ line: "answer", lines, ...Object.fromEntries(rest) })}\n`;
}

const asMembers = (one: unknown): object =>
  typeof one === "object" && one !== null ? one : { value: one };

/** What an answer knows, and what there is. */
export const sizeText = (asOf: number, logSize: number | undefined): string =>
  logSize === undefined ? `${asOf} events` : `${asOf} of the ${logSize} events in the log`;

export const completeText = (asOf: number): string =>
  asOf === 0
    ? "Over no event yet: nothing has been looked through."
    : `Complete over the recorded events 0 to ${asOf - 1}.`;

export function answerDocument<Of extends Answer>(
  form: Form<Of>,
  answer: Of,
  authenticity: Authenticity,
  issue: Issue,
): Document {
  if (form.document) return form.document(answer, authenticity, issue);
  const banner = authenticityBanners[authenticity];
  const { kind, title } = form;
  const { asOf, logSize, digest = digestAsWritten(answer), unknown = [] } = answer;
  const about = form.about(answer);
  return {
    kind,
    title,
    subtitle: about,
    language: "en",
    identity: {
      ...issuedBy(issue),
      subject: [
        { label: title, value: about },
        { label: "As of", value: sizeText(asOf, logSize) },
      ],
      recordId: `${kind} ${about}`,
      recordVersion: String(asOf),
      status: { text: `As of ${asOf} events`, tone: "neutral" },
    },
    ...(banner && { banner }),
    sections: [
      {
        id: "answer",
        number: "1",
        title: "Answer",
        note: completeText(asOf),
        blocks: [
          {
            kind: "facts",
            facts: [
              ...form.facts(answer),
              { label: "Digest of the answer, SHA-256", value: digest },
            ],
          },
          ...(form.print?.(answer) ?? [form.table(answer)]),
        ],
      },
      {
        id: "not-known",
        number: "2",
        title: "What is not known",
        note: "An answer says what the records hold, and here what they do not.",
        blocks: [
          {
            kind: "table",
            id: "unknown",
            columns: [
              { key: "subject", title: "Of", weight: 2 },
              { key: "detail", title: "What is not known", weight: 4 },
            ],
            rows: () => unknown.map(({ subject, detail }) => [subject, detail]),
            empty: "Nothing is missing that is asked for.",
          },
        ],
      },
      sealSection("3"),
    ],
  };
}
