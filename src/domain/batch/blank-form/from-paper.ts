// What may be copied from paper afterwards, and when (design, section 2): what had happened is
// entered late; an act is done in the system, or it is not done yet.
import type { Context } from "../../kernel/decider.ts";
import { refuseWithoutReason } from "../../kernel/precondition.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import type { BatchState } from "../batch.ts";

/** Names of commands: observations, each recorded whatever the rules say, and flagged. */
const enteredLater: ReadonlySet<string> = new Set([
  "AbortPhase",
  "AccountForSerials",
  "AddComment",
  "ClearLine",
  "CompletePhase",
  "CorrectConsumption",
  "CorrectParameter",
  "CorrectResult",
  "DestroyLabels",
  "HoldPhase",
  "PausePhase",
  "PerformCheck",
  "RecordConsumption",
  "RecordOutput",
  "RecordParameter",
  "RecordPhaseRestarted",
  "RecordPhaseResumed",
  "RecordPhaseStarted",
  "RecordResult",
  "RestartPhase",
  "ResumePhase",
  "ReturnLabels",
  "StopPhase",
  "VoidConsumption",
  "WriteEntry",
]);

/**
 * STEP_MUST_BE_RECORDED_LIVE for an act; FORM_NOT_OUT unless the form was out at the time that is
 * claimed, and has the page; REASON_REQUIRED, as for each late entry (regulatory 0.2, rule 8).
 */
export function refusePaper(
  command: string,
  batch: BatchState,
  context: Pick<Context, "fromPaper" | "occurredAt" | "at" | "reason">,
): Refusal | undefined {
  const { fromPaper, occurredAt, at } = context;
  if (!fromPaper || batch.status === "unknown") return undefined;
  if (!enteredLater.has(command)) {
    const message = `${command} is an act: it is not copied from paper. Record what was done.`;
    return refuse("STEP_MUST_BE_RECORDED_LIVE", message, { command, fromPaper });
  }
  const { form: number, page } = fromPaper;
  const form = batch.blankForms.forms.get(number);
  const said = (message: string) => refuse("FORM_NOT_OUT", message, { fromPaper, occurredAt });
  if (!form) return said(`No form ${number} was issued of this batch.`);
  if (form.status === "void") return said(`Form ${number} is void.`);
  const until = form.returned?.at ?? at;
  const claimed = Date.parse(occurredAt);
  if (claimed < Date.parse(form.issuedAt) || claimed > Date.parse(until)) {
    return said(`Form ${number} was out from ${form.issuedAt} to ${until}, not at ${occurredAt}.`);
  }
  const pages = form.returned?.pages ?? page;
  if (page > pages) return said(`Form ${number} came back with ${pages} pages, not ${page}.`);
  return refuseWithoutReason(context);
}
