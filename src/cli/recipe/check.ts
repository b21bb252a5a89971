// `batchproof recipe check`: a file against the rules, and run on paper, before anybody sees it.
import type { Command } from "commander";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import type { Computed } from "../../domain/kernel/recipe/amount.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import { type DryRun, dryRun } from "../../domain/master-recipe/compare/dry-run.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import type { CommandRun, Leaf } from "../entry.ts";
import { CliFault, refusalFault } from "../terminal/fault.ts";
import { amount } from "./argument.ts";
import { findingText, recipeFile } from "./file.ts";

interface Options {
  readonly size?: Quantity;
}

export const checkLeaf: Leaf = {
  usage: "check <file>",
  summary: "Check a recipe file without running it, and run it on paper",
  access: { kind: "anyone", why: "it reads a file, and opens no data folder" },
  load: async () => define,
};

function define(line: Command, run: CommandRun): void {
  line
    .option(
      "--size <amount>",
      'batch size of the dry run, "150 kg" (default: the reference)',
      amount,
    )
    .option("--json", "one line for machines: { digest, findings, dryRun }")
    .addHelpText("after", help)
    .action((path: string, { size }: Options) => check(run, path, size));
}

const help = `
Each finding says file, line and column. It ends with exit code 1 where there is one.

  batchproof recipe check examples/campaign-43.recipe.yaml --size "1000 kg"`;

async function check(run: CommandRun, path: string, size: Quantity | undefined): Promise<void> {
  const { recipe, digest, findings } = await recipeFile(path);
  const dry = recipe && dryRun(recipe, size ?? recipe.batchSize.reference);
  if (dry && isRefusal(dry)) throw refusalFault(dry);
  const lines = [
    ...findings.map((one) => findingText(path, one)),
    ...(dry ? dryText(dry) : []),
    findings.length === 0 ? `Nothing found. SHA-256 ${digest}` : `${findings.length} found.`,
  ];
  const json = { digest: digest ?? null, findings, dryRun: dry ?? null };
  await run.terminal.write(run.json ? `${JSON.stringify(json)}\n` : `${lines.join("\n")}\n`);
  if (findings.length > 0) {
    throw new CliFault("RECIPE_FAULTY", `${path} has ${findings.length} findings.`);
  }
}

function dryText({ batchSize, phases, inputs, yields, arms, unreached }: DryRun): string[] {
  return [
    `Dry run over ${quantityText(batchSize)}:`,
    ...phases.map(({ rank, key, path, when, repeat, charges }) => {
      const taken = charges.map(
        ({ of, amount: much }) => `${of} ${much ? quantityText(much) : "?"}`,
      );
      const only = when.map(({ condition, is }) => (is ? condition : `not ${condition}`));
      return [
        `  ${rank}. ${path.phase} (${key})`,
        ...(taken.length > 0 ? [`: ${taken.join(", ")}`] : []),
        ...(only.length > 0 ? [`, only when ${only.join(" and ")}`] : []),
        ...(repeat ? [`, again until ${repeat.until}, ${repeat.atMost ?? "?"} times at most`] : []),
      ].join("");
    }),
    ...unreached.map((key) => `  never: ${key}`),
    ...inputs.map((one) =>
      "fault" in one
        ? `  ${one.key}: ${one.message}`
        : `  ${one.key} = ${quantityText(one.amount)}${one.potency ? by(one.potency) : ""}`,
    ),
    ...yields.map(({ key, theoretical }) => {
      if ("fault" in theoretical) return `  ${key}: ${theoretical.message}`;
      const is = "formula" in theoretical ? theoretical.result : quantityText(theoretical);
      return `  ${key}: theoretical ${is}`;
    }),
    ...arms.map(({ name, whenTrue, whenFalse }) => {
      const say = (keys: readonly string[]) => keys.join(", ") || "nothing more";
      return `  ${name}: if so ${say(whenTrue)}; if not ${say(whenFalse)}`;
    }),
  ];
}

const by = ({ formula, values }: Computed): string =>
  ` by ${formula} (${values.map(({ name, value }) => `${name} ${value}`).join(", ")})`;
