// `batchproof between`: whether one thing reached another, and by which ways.
import type { Command } from "commander";
import { thingsOf } from "../../api/resource/question.ts";
import { between } from "../../projections/genealogy/question/between.ts";
import { betweenForm } from "../../reports/answer/forms.ts";
import type { CommandRun } from "../entry.ts";
import { betweenText } from "../text/question.ts";
import { type AskedOptions, give, withBounds } from "./asked.ts";

export function defineBetween(command: Command, run: CommandRun): void {
  withBounds(command)
    .addHelpText("after", examples)
    .action((from: string, to: string, options: AskedOptions) =>
      give(
        run,
        options,
        ({ database }, bounds) => between(database.kysely, { from, to, ...bounds }),
        thingsOf,
        betweenForm,
        betweenText,
      ),
    );
}

const examples = `
Each is scheme:value of a lot (starch:5), or lot:, batch:, shipment: or unit: with an id.

  batchproof between starch:5 batch:171
  batchproof between starch:5 tablets:171 --json`;
