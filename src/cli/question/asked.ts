// What the commands that ask the genealogy have in common: their bounds, and how they answer.
import type { Command } from "commander";
import { aboutOf } from "../../api/resource/trace.ts";
import type { Answered, Question } from "../../projections/genealogy/question/asking.ts";
import type { Thing } from "../../projections/genealogy/question/thing.ts";
import type { Answer, Form } from "../../reports/answer/form.ts";
import type { CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { wholeNumber } from "../terminal/argument.ts";
import type { Look } from "../terminal/table.ts";
import { end } from "../terminal/time.ts";
import { notOne } from "../text/not-one.ts";
import { type FormOptions, giveAnswer, isTaken, withForms } from "./form.ts";

export interface AskedOptions extends FormOptions {
  readonly happenedBy?: string;
  readonly asOf?: number;
}

export const withBounds = (command: Command): Command =>
  withForms(
    command
      .option("--happened-by <time>", "only what had happened by then: a day, or an instant")
      .option("--as-of <size>", "as it was known when the log had so many events", wholeNumber),
  );

/** Throws LOT_UNKNOWN, IDENTIFIER_AMBIGUOUS with the list, NOT_AUTHORIZED. */
export async function give<Of extends Answer>(
  run: CommandRun,
  { happenedBy, asOf, ...options }: AskedOptions,
  ask: (instance: Instance, bounds: Question) => Promise<Answered<Of>>,
  things: (answer: Of) => readonly Thing[],
  form: Form<Of>,
  text: (answer: Of, look: Look) => string,
): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    const bounds = {
      ...(happenedBy !== undefined && { happenedBy: end(happenedBy, instance.settings.zone) }),
      ...(asOf !== undefined && { asOf }),
    };
    const found = await ask(instance, bounds);
    if (found.found !== "one") throw notOne(found.asked, found);
    const { answer, about } = found;
    const names = aboutOf([...about, ...things(answer)]);
    await openRecords(run, instance, caller, { names, taken: isTaken(options) });
    await giveAnswer(run, instance, form, answer, options, (look) => text(answer, look));
  });
}
