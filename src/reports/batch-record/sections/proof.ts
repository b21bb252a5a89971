// Sections 34 and 35: what binds the record to the log, and what its words mean.
import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import type { Section } from "../../model/document.ts";
import { FLAGS, type Flag } from "../../model/fact.ts";
import type { RecordIntegrity } from "../integrity.ts";
import { sectionOf, tableOf } from "../section.ts";

export const proofSections = (
  record: BatchRecord,
  integrity: RecordIntegrity,
): readonly Section[] => [
  sectionOf(34, record, [
    {
      kind: "facts",
      facts: [
        { label: "Events in this record", value: String(integrity.events) },
        {
          label: "Root over them, RFC 9162, SHA-256",
          value: integrity.root,
        },
        {
          label: "Known events",
          value: `the first ${integrity.asOf} of the log (entries 0 to ${integrity.asOf - 1})`,
        },
        { label: "Programs that wrote them", value: integrity.appVersions.join(", ") },
        { label: "Configuration revisions", value: integrity.configRevisions.join(", ") },
        { label: "Zone databases", value: integrity.zoneDatabases.join(", ") },
        { label: "Record form", value: record.schema },
      ],
    },
    tableOf(
      "streams",
      "Streams, and the revisions of each that are in this record",
      [
        ["stream", "Stream", 6],
        ["from", "From revision", 2, "end"],
        ["to", "To revision", 2, "end"],
        ["events", "Events", 2, "end"],
      ],
      integrity.streams.map(({ stream, from, to, events }) => [
        stream,
        String(from),
        String(to),
        String(events),
      ]),
    ),
    tableOf(
      "read-models",
      "Read models that this record was made from",
      [
        ["name", "Read model", 4],
        ["version", "Version", 2, "end"],
        ["asOf", "Events", 2, "end"],
      ],
      integrity.readModels.map(({ name, version, asOf }) => [name, String(version), String(asOf)]),
    ),
    { kind: "seal" },
  ]),
  sectionOf(35, record, [{ kind: "glossary", terms }]),
];

const flagMeanings: { readonly [F in Flag]: string } = {
  "out-of-limit": "The value lies outside the limits that applied.",
  late: "A person recorded it later than what is taken for the same moment.",
  corrected: "A later entry changed the value; the first one is printed below it.",
  voided: "It does not count, and stays to be seen.",
  manual: "A person typed it.",
  imported: "A program took it over from a file; no person entered it here.",
  unknown: "The records do not say.",
  held: "A hold stood on it.",
  refused: "It was tried and not allowed.",
};

const glossaryTerms: readonly { readonly term: string; readonly meaning: string }[] = [
  {
    term: "as of",
    meaning:
      "The number of events of the log that were known: the record says nothing of later ones.",
  },
  { term: "entry", meaning: "An event of the log by its number, counted from 0." },
  {
    term: "root",
    meaning:
      "One digest over the stored bytes of all events of the record (RFC 9162). " +
      "It changes when a byte of any does.",
  },
  { term: "lot", meaning: "An amount of material of one origin; written scheme:value." },
  { term: "batch", meaning: "The making of a product; what it makes are lots." },
  {
    term: "zone unstated",
    meaning: "The source gives a local time and not its time zone; ordered as UTC.",
  },
  {
    term: "10*3.{tablet}, {tablet}, kN, N, %",
    meaning: "Units are UCUM codes in the data; here they are written out: thousand tablets.",
  },
  {
    term: "rounding",
    meaning:
      "Recorded values are printed with all their digits. Means are rounded half up; " +
      "each figure states to how many decimals.",
  },
];

const flags: readonly Flag[] = [
  "out-of-limit",
  "late",
  "corrected",
  "voided",
  "manual",
  "imported",
  "unknown",
  "held",
  "refused",
];
const terms = [
  ...glossaryTerms,
  ...flags.map((flag) => ({ term: FLAGS[flag].label, meaning: flagMeanings[flag] })),
];
