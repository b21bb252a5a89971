// An exception rule: what makes an entry of a batch record one that a reviewer must look at
// (PI 041-1, 9.8; draft Annex 11, 12.3). Rules are data over a closed list of kinds.
import { z } from "zod";
import { Digest, Text } from "../shape/reference.ts";

/** Kinds that need nothing but the record. */
export const plainKinds = [
  "parameterOutsideLimits",
  "resultOutOfSpecification",
  "yieldOutsideLimits",
  "amountOutsideTolerance",
  "checkFailed",
  "secondPersonMissing",
  "timeLimitExceeded",
  "stepLeftOut",
  "equipmentNotFit",
  "againstTheRules",
  "valueChanged",
  "valueRepeated",
  "holdPlaced",
  "deviationOpen",
  "alarmUnacknowledged",
  "refusedAttempt",
  "override",
  "comment",
] as const;

export const severities = ["critical", "major", "minor"] as const;
export type Severity = (typeof severities)[number];

const said = {
  key: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,59}$/)
    .describe("Marks and reports name the rule by it."),
  severity: z.enum(severities).describe("Critical: nothing is approved before it is judged."),
  sections: z
    .array(z.int().min(2).max(35))
    .describe("Of the batch record in which it looks; none named: in all."),
  why: Text.describe("The clause or the risk it stands for."),
};

export const Rule = z.union([
  z.strictObject({ ...said, kind: z.enum(plainKinds) }),
  z.strictObject({
    ...said,
    kind: z.literal("lateEntry"),
    minutes: z.int().min(0).max(100_000).describe("A person may enter that much later."),
  }),
  z.strictObject({
    ...said,
    kind: z.literal("equalReadings"),
    count: z.int().min(2).max(1_000).describe("So many equal values in a row look copied."),
  }),
  z.strictObject({
    ...said,
    kind: z.literal("clockStep"),
    seconds: z.int().min(0).max(100_000).describe("So much the clock may go back."),
  }),
]);
export type Rule = z.output<typeof Rule>;
export type RuleKind = Rule["kind"];

/** Rules with what tells them from all others. */
export const RuleSet = z.strictObject({
  version: z
    .int()
    .min(0)
    .describe("0: the rules that ship, which count until a site has approved its own."),
  digest: Digest.describe("SHA-256 over the RFC 8785 text of the rules."),
  rules: z.array(Rule),
});
export type RuleSet = z.output<typeof RuleSet>;
