// A back-test on the wire: per batch and rule what it would have flagged, and what was flagged.
import { z } from "zod";
import { severities } from "../../../domain/kernel/exception/rule.ts";

const text = z.string();
const count = z.int().min(0);
const rules = z.object({ version: count, digest: text });

const entries = z
  .array(
    z.object({
      position: count.describe("Log index."),
      eventId: text,
      section: count.describe("Of the batch record."),
      what: text,
    }),
  )
  .readonly();
const because = z.array(z.object({ reason: text, means: text, entries })).readonly();

export const BackTestShape = z
  .object({
    asOf: count,
    recipe: z.object({ recipeId: text, version: count, digest: text }),
    rules: rules.nullable().describe("Null: those in effect at the site of each batch."),
    batches: z
      .array(
        z.object({
          batchId: text,
          batchNumber: text,
          rulesThen: rules.describe("By which the record was judged last, or in effect."),
          rules: z
            .array(
              z.object({
                ruleKey: text,
                kind: text,
                severity: z.enum(severities),
                wouldFlag: entries,
                flaggedThen: entries,
                notEvaluated: because,
              }),
            )
            .readonly(),
          noRule: entries.describe("Of no rule that is tried."),
          kept: because.describe("Judged as then, whatever the recipe says."),
        }),
      )
      .readonly(),
    unknown: z.array(text).readonly().describe("No batch that is known."),
  })
  .meta({ id: "BackTest" });
