// Section 25: what exception rules evaluated of the record, what they flagged, and what they could
// say nothing of (PI 041-1, 9.8; AT-17).
import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import { sectionRules } from "../../../projections/batch-record/record/section.ts";
import type { Table } from "../../model/table.ts";
import { codeText } from "../cells.ts";
import { tableOf } from "../section.ts";

type Exceptions = BatchRecord["exceptions"];

export const exceptionTables = (found: Exceptions): readonly Table[] => [
  coverageTable(found),
  ruleTable(found),
  flaggedTable(found),
  notEvaluatedTable(found),
];

/** Which rules, and how much of the record they looked into. */
export function exceptionText({ coverage }: Exceptions): string {
  const { ruleSetVersion, ruleSetDigest, facts, evaluated, flagged, judged } = coverage;
  const rules = ruleSetVersion === 0 ? "the rules that ship" : `rules, version ${ruleSetVersion}`;
  return (
    `By ${rules} (SHA-256 ${ruleSetDigest}) ${evaluated} of ${facts} entries of the batch were ` +
    `evaluated, ${flagged} flagged, ${judged} of them judged.`
  );
}

const coverageTable = ({ coverage }: Exceptions): Table =>
  tableOf(
    "exception-coverage",
    "Entries by section",
    [
      ["section", "Section", 8],
      ["facts", "Entries", 2, "end"],
      ["evaluated", "Evaluated", 2, "end"],
      ["flagged", "Flagged", 2, "end"],
    ],
    coverage.sections.map(({ section, facts, evaluated, flagged }) => [
      titleOf(section),
      String(facts),
      String(evaluated),
      String(flagged),
    ]),
  );

const ruleTable = ({ rules }: Exceptions): Table =>
  tableOf(
    "exception-rules",
    "Exception rules",
    [
      ["rule", "Rule", 3],
      ["severity", "Severity", 2],
      ["why", "Why", 6],
      ["evaluated", "Evaluated", 2, "end"],
      ["flagged", "Flagged", 2, "end"],
      ["not", "Not evaluated", 2, "end"],
    ],
    rules.map(({ ruleKey, severity, why, evaluated, flagged, notEvaluated }) => [
      ruleKey,
      severity,
      why,
      String(evaluated),
      String(flagged),
      String(notEvaluated),
    ]),
  );

const flaggedTable = ({ exceptions }: Exceptions): Table =>
  tableOf(
    "exceptions",
    "Exceptions, and what reviewers say of them",
    [
      ["entry", "Entry", 2, "end"],
      ["severity", "Severity", 2],
      ["rules", "Rules", 3],
      ["what", "What", 6],
      ["judged", "Judged", 5],
    ],
    exceptions.map(({ position, severity, ruleKeys, sentence, marks }) => [
      String(position),
      severity,
      ruleKeys.join(", "),
      sentence,
      marks
        .map(({ judgement, text, by }) => `${codeText(judgement)}: ${text} (${by})`)
        .join("; ") || "not judged",
    ]),
  );

const notEvaluatedTable = ({ notEvaluated }: Exceptions): Table =>
  tableOf(
    "not-evaluated",
    "Not evaluated",
    [
      ["section", "Section", 6],
      ["rule", "Rule", 3],
      ["entries", "Entries", 2, "end"],
      ["why", "Why", 7],
    ],
    notEvaluated.map(({ section, ruleKey, eventIds, means }) => [
      titleOf(section),
      ruleKey ?? "none",
      String(eventIds.length),
      means,
    ]),
  );

const titleOf = (section: number): string =>
  `${section} ${sectionRules.find(({ number }) => number === section)?.title ?? ""}`;
