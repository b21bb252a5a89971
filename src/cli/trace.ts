// `batchproof trace`: everything that a lot or a batch reached, or everything it came from.
import { type Command, Option } from "commander";
import { reachedBy } from "../api/resource/trace.ts";
import { type ContactClass, contactClasses } from "../projections/genealogy/contact/contact.ts";
import { type TraceQuery, trace } from "../projections/genealogy/trace.ts";
import { traceForm } from "../reports/answer/forms.ts";
import type { CommandRun } from "./entry.ts";
import type { Instance } from "./instance/instance.ts";
import { openRecords } from "./log-in/opening.ts";
import { type FormOptions, giveAnswer, isTaken, withForms } from "./question/form.ts";
import { withInstance } from "./run.ts";
import { positiveNumber, wholeNumber } from "./terminal/argument.ts";
import type { Look } from "./terminal/table.ts";
import { end } from "./terminal/time.ts";
import { notOne } from "./text/not-one.ts";
import { traceText } from "./text/trace.ts";

interface Options extends FormOptions {
  readonly backward?: true;
  readonly mixed?: true;
  readonly happenedBy?: string;
  readonly strict?: true;
  readonly depth?: number;
  readonly rollUp?: true;
  readonly classes?: readonly ContactClass[];
  readonly asOf?: number;
}

export function defineTrace(command: Command, run: CommandRun): void {
  command
    .addOption(new Option("--forward", "what it went into (the default)"))
    .addOption(new Option("--backward", "what it came from").conflicts("forward"))
    .addOption(
      new Option("--mixed", "back to every origin, then forward from all of them").conflicts([
        "forward",
        "backward",
      ]),
    )
    .option("--happened-by <time>", "only what had happened by then: a day, or an instant")
    .option("--strict", "leave out what observed times exclude: for a cause, not for a scope")
    .option(
      "--depth <steps>",
      "so many steps at most; the answer says if that cut it",
      positiveNumber,
    )
    .option("--roll-up", "sublots under the lots that they are parts of; the answer says so")
    .addOption(
      new Option(
        "--classes <class...>",
        "list beside the scope what was in contact with it: on equipment between two cleanings, " +
          "or in one place",
      ).choices([...contactClasses]),
    )
    .option("--as-of <size>", "as it was known when the log had so many events", wholeNumber);
  withForms(command)
    .addHelpText("after", examples)
    .action((from: string[], options: Options) => answer(run, from, options));
}

const examples = `
Each is scheme:value of a lot (starch:5), or lot:, batch:, shipment: or unit: with an id. Others
stand for all that the record names with them, and the answer lists it: equipment:, person:,
location:, order:, party: with an id and perhaps @FROM..TO; recipe:ID@VERSION; document:NUMBER of
a shipment or a unit; "reading:NAME<5 kN"; container:ID; artwork:MATERIAL@VERSION of labels;
calibration:EQUIPMENT@CERTIFICATE: what was measured since the last good one; serial:NUMBER of a
thing or a pack, which stands for its batch where no event says in which lot it is;
"stretch:LOT@100..200 m": a part of a reel or a run, narrower than its lot with --strict only.

  batchproof trace starch:5 --forward
  batchproof trace batch:171 --backward --json
  batchproof trace batch:171 --classes cross-contact exposure
  batchproof trace equipment:press-1@2026-10-05..2026-10-07
  batchproof trace starch:5 --format pdf --out starch-5.pdf`;

async function answer(run: CommandRun, from: readonly string[], options: Options): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    const query = queryOf(from, options, instance);
    const found = await trace(instance.database.kysely, query);
    if (found.found !== "one") throw notOne(found.asked, found);
    const names = reachedBy(found);
    await openRecords(run, instance, caller, { names, taken: isTaken(options) });
    const text = (look: Look) => traceText(found.trace, look);
    await giveAnswer(run, instance, traceForm, found.trace, options, text);
  });
}

function queryOf(
  from: readonly string[],
  { backward, mixed, happenedBy, strict, depth, rollUp, classes = [], asOf }: Options,
  { clock, settings }: Instance,
): TraceQuery {
  return {
    from,
    direction: mixed ? "mixed" : backward ? "backward" : "forward",
    at: clock.now().toISOString(),
    classes,
    ...(happenedBy !== undefined && { happenedBy: end(happenedBy, settings.zone) }),
    ...(strict && { isStrict: true }),
    ...(rollUp && { isRolledUp: true }),
    ...(depth !== undefined && { depth }),
    ...(asOf !== undefined && { asOf }),
  };
}
