// The kernel's own event: something was tried and not allowed (regulatory 0.2, rule 2; ES-10).
// It stands in the stream that the command was for, and no aggregate's fold ever sees it.
import { z } from "zod";
import { type EventOf, eventType } from "./event-type.ts";
import { isSubjectKind, type Subject, subjectOf } from "./subject.ts";

export const AttemptRefused = eventType("AttemptRefused", {
  data: z.strictObject({
    command: z.string().min(1),
    code: z.string().min(1).describe("Stable refusal code, as of then."),
    message: z.string().describe("What was not so."),
    requirement: z.string().describe("What the rule asks for, by value."),
    attempted: z.record(z.string(), z.json()).describe("What was tried."),
  }),
  action: "refused",
  criticality: "critical",
  labels: {
    command: "Tried",
    code: "Refusal",
    message: "Why not",
    requirement: "Rule",
    attempted: "Values tried",
  },
  subjects: ({ attempted }) => Object.entries(attempted).flatMap(subjectIn),
  sentence: ({ command, code, message }) => `${command} was refused (${code}): ${message}`,
  entry: "Security",
});
export type AttemptRefused = EventOf<typeof AttemptRefused>;

/**
 * `materialLotId: "..."` names a material lot, so that the lot's trail shows what was tried with
 * it.
 */
function subjectIn([field, value]: [string, unknown]): readonly Subject[] {
  const kind = field.endsWith("Id") ? field.slice(0, -2) : "";
  return isSubjectKind(kind) && typeof value === "string" ? [subjectOf(kind, value)] : [];
}
