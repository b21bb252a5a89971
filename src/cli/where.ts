// `batchproof where`: where everything is now that a lot or a batch reached.
import type { Command } from "commander";
import { reachedBy } from "../api/resource/trace.ts";
import { placedIn } from "../api/resource/whereabouts.ts";
import { whereabouts } from "../projections/whereabouts/reached.ts";
import { refuseBeyondEnd } from "../projections/whereabouts/serials.ts";
import { whereaboutsForm } from "../reports/answer/forms.ts";
import type { CommandRun } from "./entry.ts";
import { openRecords } from "./log-in/opening.ts";
import { type FormOptions, giveAnswer, isTaken, withForms } from "./question/form.ts";
import { withInstance } from "./run.ts";
import { positiveNumber, wholeNumber } from "./terminal/argument.ts";
import type { Look } from "./terminal/table.ts";
import { notOne } from "./text/not-one.ts";
import { whereaboutsText } from "./text/whereabouts.ts";

interface Options extends FormOptions {
  readonly alone?: true;
  readonly serials?: true;
  readonly page?: number;
  readonly asOf?: number;
}

export function defineWhere(command: Command, run: CommandRun): void {
  command
    .option("--alone", "only of the lot itself, not of what it went into")
    .option(
      "--serials",
      "serial numbers too, what became of each and where it is, as far as that is recorded",
    )
    .option("--page <page>", "of the serial numbers; the answer says how many", positiveNumber)
    .option("--as-of <size>", "as it was known when the log had so many events", wholeNumber);
  withForms(command)
    .addHelpText("after", examples)
    .action((identifier: string, options: Options) => answer(run, identifier, options));
}

const examples = `
Of each lot all that was made is told apart: in stock and where, in process, on the way, with
which consignee, used up, sampled, scrapped, destroyed. What does not add up is shown.

  batchproof where starch:5
  batchproof where batch:171 --json
  batchproof where starch:5 --alone --format csv --out starch-5.csv
  batchproof where batch:171 --serials --format csv --out packs.csv`;

async function answer(run: CommandRun, identifier: string, options: Options): Promise<void> {
  const { alone = false, serials, page = 1, asOf } = options;
  await withInstance(run, async (instance, caller) => {
    const at = instance.clock.now().toISOString();
    const query = {
      ...{ from: identifier, alone, at },
      ...(serials && { serials: page }),
      ...(asOf !== undefined && { asOf }),
    };
    const found = await whereabouts(instance.database.kysely, query);
    if (found.found !== "one") throw notOne(identifier, found);
    const names = [...reachedBy(found), ...placedIn(found.whereabouts)];
    await openRecords(run, instance, caller, { names, taken: isTaken(options) });
    refuseBeyondEnd(found.whereabouts);
    const text = (look: Look) => whereaboutsText(found.whereabouts, look);
    await giveAnswer(run, instance, whereaboutsForm, found.whereabouts, options, text);
  });
}
