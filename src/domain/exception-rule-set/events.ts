// The exception rules of a site, version by version: drafted, submitted, returned or approved by
// another person over the digest, in use from an instant (PI 041-1, 9.6; AT-17).
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { Rule } from "../kernel/exception/rule.ts";
import { Instant } from "../kernel/instant.ts";
import { Digest, Text } from "../kernel/shape/reference.ts";

const seen = {
  version: z.int().min(1),
  digest: Digest.describe("SHA-256 over the RFC 8785 text of the rules."),
};
const labels = { version: "Version", digest: "SHA-256 of the rules" };

export const ExceptionRulesDrafted = eventType("ExceptionRulesDrafted", {
  data: z.strictObject({
    ...seen,
    rules: z.array(Rule).min(1).max(200),
    replaces: Digest.exactOptional().describe("Of the draft of this version that was before."),
  }),
  action: "create",
  criticality: "critical",
  labels: { ...labels, rules: "Rules", replaces: "SHA-256 of the rules before" },
  subjects: () => [],
  sentence: ({ version, rules, replaces }) =>
    `Version ${version} of the exception rules ${replaces ? "revised" : "drafted"}: ` +
    rules.map(({ key }) => key).join(", "),
  entry: "Resource Definition Manifest",
});

export const ExceptionRulesSubmitted = eventType("ExceptionRulesSubmitted", {
  data: z.strictObject(seen),
  action: "verify",
  criticality: "critical",
  labels,
  subjects: () => [],
  sentence: ({ version }) => `Version ${version} of the exception rules submitted by its author`,
  entry: "Status Change",
});

export const ExceptionRulesReturned = eventType("ExceptionRulesReturned", {
  data: z.strictObject({ ...seen, findings: Text }),
  action: "verify",
  criticality: "critical",
  labels: { ...labels, findings: "Findings" },
  subjects: () => [],
  sentence: ({ version, findings }) =>
    `Version ${version} of the exception rules returned to its author: ${findings}`,
  entry: "Status Change",
});

/** From then on it supersedes the version before. */
export const ExceptionRulesApproved = eventType("ExceptionRulesApproved", {
  data: z.strictObject({ ...seen, effectiveFrom: Instant }),
  action: "approve",
  criticality: "critical",
  labels: { ...labels, effectiveFrom: "Effective from" },
  subjects: () => [],
  sentence: ({ version, effectiveFrom }) =>
    `Version ${version} of the exception rules approved, effective from ${effectiveFrom}`,
  entry: "Status Change",
});

export const exceptionRuleSetEvents = [
  ExceptionRulesDrafted,
  ExceptionRulesSubmitted,
  ExceptionRulesReturned,
  ExceptionRulesApproved,
] as const;
