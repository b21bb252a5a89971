// `batchproof circumstances`: what several complaints have in common besides material.
import { type Command, InvalidArgumentError } from "commander";
import {
  circumstances,
  usualShifts,
} from "../../projections/genealogy/circumstance/circumstances.ts";
import { commonMax } from "../../projections/genealogy/question/common.ts";
import { circumstancesForm } from "../../reports/answer/forms.ts";
import type { CommandRun } from "../entry.ts";
import { positiveNumber } from "../terminal/argument.ts";
import { CliFault } from "../terminal/fault.ts";
import { circumstancesText } from "../text/circumstances.ts";
import { type AskedOptions, give, withBounds } from "./asked.ts";

interface Options extends AskedOptions {
  readonly limit: number;
  readonly shift?: readonly string[];
}

export function defineCircumstances(command: Command, run: CommandRun): void {
  withBounds(command)
    .option("--shift <time>", "when a shift begins (default: 06:00, 14:00, 22:00)", timeOfDay)
    .option("--limit <count>", "so many of the ranked list", positiveNumber, 20)
    .addHelpText("after", examples)
    .action((of: string[], { shift = usualShifts, limit, ...options }: Options) => {
      if (of.length < 2 || of.length > commonMax) {
        throw new CliFault("TWO_THINGS_NEEDED", `Name 2 to ${commonMax} things, not ${of.length}.`);
      }
      return give(
        run,
        options,
        ({ database }, bounds) =>
          circumstances(database.kysely, { of, limit, shifts: [...shift], ...bounds }),
        ({ behind }) => behind,
        circumstancesForm,
        circumstancesText,
      );
    });
}

function timeOfDay(text: string, former: readonly string[] = []): readonly string[] {
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return [...former, text];
  throw new InvalidArgumentError("Write a time of the day: 06:00. Repeat it for each shift.");
}

const examples = `
Equipment, people, shifts, editions of recipes and readings of the batches behind them, each with
how many of the complaints and how many other batches of the same products have it. The chance is
Fisher's exact test: a figure to rank by, and no proof.

  batchproof circumstances tablets:171 tablets:172 tablets:180
  batchproof circumstances batch:171 batch:172 --shift 05:30 --shift 17:30 --json`;
