// Review by exception on the wire, and the rules of a site.
import { z } from "zod";
import { ExceptionJudged } from "../../../domain/batch/review/events.ts";
import { Coverage } from "../../../domain/kernel/exception/evaluate.ts";
import { Rule, severities } from "../../../domain/kernel/exception/rule.ts";

const text = z.string();
const count = z.int().min(0);

const entry = {
  position: count.describe("Log index."),
  eventId: text,
  section: count.describe("Of the batch record."),
  sentence: text,
  who: text,
  recordedAt: text,
};

const Severity = z.enum(severities);

export const ReviewShape = z
  .object({
    batchId: text,
    batchNumber: text,
    asOf: count,
    rules: z
      .array(
        z.object({
          ruleKey: text,
          kind: text,
          severity: Severity,
          why: text,
          evaluated: count,
          flagged: count,
          notEvaluated: count,
        }),
      )
      .readonly(),
    coverage: Coverage.describe("Of the batch's own entries: what a judgement freezes."),
    exceptions: z
      .array(
        z.object({
          ...entry,
          isOwn: z.boolean().describe("False: it stands in another stream."),
          severity: Severity,
          ruleKeys: z.array(text).readonly(),
          marks: z
            .array(z.object({ ...ExceptionJudged.data.shape, by: text, at: text }).readonly())
            .readonly(),
          isSettled: z.boolean(),
        }),
      )
      .readonly(),
    notEvaluated: z
      .array(
        z.object({
          reason: text,
          means: text,
          ruleKey: text.nullable().describe("Null: no rule is about such entries."),
          section: count,
          eventIds: z.array(text).readonly(),
        }),
      )
      .readonly(),
    unflagged: z
      .array(
        z.object({
          section: count,
          facts: count,
          entries: z.array(z.object(entry)).readonly().exactOptional(),
        }),
      )
      .readonly()
      .describe("Collapsed to counts, unless it was asked for."),
  })
  .meta({ id: "BatchReview" });

export const RuleSetsShape = z
  .object({
    site: text,
    inEffect: z.object({ version: count, digest: text, rules: z.array(Rule).readonly() }),
    versions: z
      .array(
        z.object({
          version: count,
          digest: text,
          rules: z.array(Rule).readonly(),
          status: z.enum(["drafted", "submitted", "returned", "approved"]),
          effectiveFrom: text.nullable(),
        }),
      )
      .readonly(),
  })
  .meta({ id: "ExceptionRules" });
