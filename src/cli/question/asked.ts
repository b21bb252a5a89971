// What the commands that ask the genealogy have in common: their bounds, and how they answer.
import type { Command } from "commander";
import { aboutOf } from "../../api/resource/trace.ts";
import type { Answered, Question } from "../../projections/genealogy/question/asking.ts";
import type { Thing } from "../../projections/genealogy/question/thing.ts";
import type { CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { wholeNumber } from "../terminal/argument.ts";
import { type Look, lookOf } from "../terminal/table.ts";
import { end } from "../terminal/time.ts";
import { notOne } from "../text/not-one.ts";

export interface AskedOptions {
  readonly happenedBy?: string;
  readonly asOf?: number;
  readonly json?: true;
}

export const withBounds = (command: Command): Command =>
  command
    .option("--happened-by <time>", "only what had happened by then: a day, or an instant")
    .option("--as-of <size>", "as it was known when the log had so many events", wholeNumber)
    .option("--json", "the answer for machines");

/** Throws LOT_UNKNOWN, IDENTIFIER_AMBIGUOUS with the list, NOT_AUTHORIZED. */
export async function give<Answer>(
  run: CommandRun,
  { happenedBy, asOf, json }: AskedOptions,
  ask: (instance: Instance, bounds: Question) => Promise<Answered<Answer>>,
  things: (answer: Answer) => readonly Thing[],
  text: (answer: Answer, look: Look) => string,
): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    const bounds = {
      ...(happenedBy !== undefined && { happenedBy: end(happenedBy, instance.settings.zone) }),
      ...(asOf !== undefined && { asOf }),
    };
    const found = await ask(instance, bounds);
    if (found.found !== "one") throw notOne(found.asked, found);
    const { answer } = found;
    await openRecords(run, instance, caller, { names: aboutOf(things(answer)), taken: false });
    const { terminal } = run;
    await terminal.write(
      json ? `${JSON.stringify(answer)}\n` : text(answer, lookOf(terminal.output)),
    );
  });
}
