// `batchproof review show`: a record by exception.
import { sectionRules } from "../../projections/batch-record/record/section.ts";
import { type BatchExceptions, batchExceptions } from "../../projections/review/exceptions.ts";
import { showing, table } from "../administration/showing.ts";
import { reading } from "../entry.ts";
import type { Look } from "../terminal/table.ts";
import { oneBatch } from "../text/not-one.ts";

export const showLeaf = showing<{ readonly unflagged?: boolean }>({
  usage: "show <batch>",
  summary: "A record by exception: what rules evaluated, flagged and did not evaluate",
  access: reading("getBatchReview", "readRecords"),
  example: "batchproof review show 171",
  options: (line) => line.option("--unflagged", "show what was not flagged as well"),
  async show({ clock, database }, [named = ""], { unflagged = false }) {
    const { batchId } = await oneBatch(database.kysely, named);
    const at = clock.now().toISOString();
    const found = await batchExceptions(database.kysely, batchId, { at, unflagged });
    const about = { kind: "batch", id: batchId } as const;
    return { about, json: found, text: (look) => textOf(found, look) };
  },
});

function textOf(found: BatchExceptions, look: Look): string {
  const { coverage, exceptions, notEvaluated, unflagged, batchNumber } = found;
  const by = coverage.ruleSetVersion === 0 ? "as shipped" : `version ${coverage.ruleSetVersion}`;
  const flagged = exceptions.map((one) => [
    one.severity,
    String(one.section),
    one.ruleKeys.join(", "),
    `${one.sentence} (${one.who})`,
    one.marks.map((mark) => `${mark.judgement}: ${mark.text} (${mark.by})`).join("; ") ||
      "not judged",
    one.eventId,
  ]);
  const not = notEvaluated.map((one) => [
    sectionText(one.section),
    one.ruleKey ?? "none",
    String(one.eventIds.length),
    one.means,
  ]);
  const rest = unflagged.flatMap(({ section, facts, entries }) => [
    [sectionText(section), String(facts), ""],
    ...(entries ?? []).map(({ sentence, who }) => ["", "", `${sentence} (${who})`]),
  ]);
  return [
    `Batch ${batchNumber}: ${coverage.evaluated} of ${coverage.facts} entries evaluated, ` +
      `${coverage.flagged} flagged, ${coverage.judged} of them judged.`,
    `Rules ${by}, SHA-256 ${coverage.ruleSetDigest}`,
    "",
    table(["", "Section", "Rules", "What", "Judged", "Entry"], flagged, "Nothing flagged.", look),
    "Not evaluated:",
    table(["Section", "Rule", "Entries", "Why"], not, "Everything was evaluated.", look),
    "Not flagged:",
    table(["Section", "Entries", "What"], rest, "Nothing.", look),
  ].join("\n");
}

const sectionText = (section: number): string =>
  `${section} ${sectionRules.find(({ number }) => number === section)?.title ?? ""}`;
