// `batchproof shares`: how much of a bad lot is in what it reached.
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import { Quantity as QuantityShape, unitRatio } from "../../domain/kernel/quantity.ts";
import { mixings, type SharesQuery, shares } from "../../projections/genealogy/question/shares.ts";
import { sharesForm } from "../../reports/answer/forms.ts";
import type { CommandRun } from "../entry.ts";
import { sharesText } from "../text/shares.ts";
import { type AskedOptions, give, withBounds } from "./asked.ts";

interface Options extends AskedOptions {
  readonly mixing: SharesQuery["mixing"];
  readonly bad?: Quantity;
}

export function defineShares(command: Command, run: CommandRun): void {
  withBounds(command)
    .addOption(
      new Option("--mixing <model>", "how a lot gives to what is drawn from it")
        .choices(mixings)
        .default("wellMixed"),
    )
    .option("--bad <amount>", 'how much of the lot is bad ("5 kg"); all of it unless said', amount)
    .addHelpText("after", examples)
    .action((from: string, options: Options) => {
      const { mixing, bad } = options;
      return give(
        run,
        options,
        ({ database }, bounds) =>
          shares(database.kysely, { from, mixing, ...(bad && { bad }), ...bounds }),
        (answer) => answer.shares,
        sharesForm,
        sharesText,
      );
    });
}

function amount(text: string): Quantity {
  const [value = "", unitOfMeasure = "", ...more] = text.trim().split(/\s+/);
  const found = QuantityShape.safeParse({ value, unitOfMeasure });
  if (found.success && more.length === 0 && unitRatio(unitOfMeasure)) return found.data;
  throw new InvalidArgumentError('Write a number and a UCUM unit: "5 kg", "200 {tablet}".');
}

const examples = `
The lot is scheme:value (starch:5), or lot: with an id. By the model: how much of the bad amount
came to each and how much stayed. At least and at most hold whatever the mixing was; unknown
mixing has only these.

  batchproof shares starch:5
  batchproof shares starch:5 --bad "5 kg" --mixing firstInFirstOut --json`;
