// `batchproof common`: what several complaints have in common.
import type { Command } from "commander";
import { common, commonMax } from "../../projections/genealogy/question/common.ts";
import { commonForm } from "../../reports/answer/forms.ts";
import type { CommandRun } from "../entry.ts";
import { positiveNumber } from "../terminal/argument.ts";
import { CliFault } from "../terminal/fault.ts";
import { commonText } from "../text/question.ts";
import { type AskedOptions, give, withBounds } from "./asked.ts";

interface Options extends AskedOptions {
  readonly limit: number;
}

export function defineCommon(command: Command, run: CommandRun): void {
  withBounds(command)
    .option("--limit <count>", "so many of the ranked list", positiveNumber, 20)
    .addHelpText("after", examples)
    .action((of: string[], options: Options) => {
      if (of.length < 2 || of.length > commonMax) {
        throw new CliFault("TWO_THINGS_NEEDED", `Name 2 to ${commonMax} things, not ${of.length}.`);
      }
      const { limit } = options;
      return give(
        run,
        options,
        ({ database }, bounds) => common(database.kysely, { of, limit, ...bounds }),
        ({ causes }) => causes,
        commonForm,
        commonText,
      );
    });
}

const examples = `
Each is scheme:value of a lot (starch:5), or lot:, batch:, shipment: or unit: with an id.

  batchproof common tablets:171 tablets:172 tablets:180
  batchproof common batch:171 batch:172 --limit 5 --json`;
