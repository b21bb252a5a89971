// `batchproof recipe back-test`: new limits and exception rules over batches that are made.
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { About } from "../../api/access/route.ts";
import { Rule, type RuleSet } from "../../domain/kernel/exception/rule.ts";
import { digestOf } from "../../domain/kernel/recipe/digest.ts";
import {
  type BackTestAnswer,
  backTestOf,
  type TestedBatch,
} from "../../projections/review/back-test.ts";
import { ruleSetNumbered, ruleSetVersions } from "../../projections/review/rules-at.ts";
import { showing, table } from "../administration/showing.ts";
import { reading } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { positiveNumber } from "../terminal/argument.ts";
import { CliFault } from "../terminal/fault.ts";
import type { Look } from "../terminal/table.ts";
import { oneBatch, unknown } from "../text/not-one.ts";
import { readableRecipe } from "./file.ts";
import { findRecipe, oneVersion } from "./named.ts";

interface Options {
  readonly batches: string;
  readonly recipeVersion?: number;
  readonly rules?: string;
}

export const backTestLeaf = showing<Options>({
  usage: "back-test <recipe>",
  summary: "What a recipe's limits and exception rules would have flagged in past batches",
  access: reading("backTestRecipe", "readRecords"),
  example: "batchproof recipe back-test MR-0043.recipe.yaml --batches 164,165 --rules rules.json",
  options: (line) =>
    line
      .requiredOption("--batches <list>", "ids or numbers, with commas between")
      .option("--recipe-version <number>", "of a recipe that is no file (last)", positiveNumber)
      .option("--rules <rules>", "a version of the site's rules, or a file with rules as JSON"),
  async show(instance, [named = ""], { batches: written, recipeVersion, rules }) {
    const { kysely } = instance.database;
    const known = await findRecipe(instance, named);
    const recipe = known
      ? (await oneVersion(instance, named, recipeVersion)).found.recipe
      : await readableRecipe(named).catch(noRecipe);
    const ruleSet = rules === undefined ? undefined : await rulesNamed(instance, rules);
    const names: About[] = known ? [{ kind: "masterRecipe", id: known.id }] : [];
    const ids = new Set<string>();
    for (const one of written.split(",")) {
      const { batchId: id } = await oneBatch(kysely, one.trim());
      ids.add(id);
    }
    names.push(...[...ids].map((id) => ({ kind: "batch", id }) as const));
    const at = instance.clock.now().toISOString();
    const tried = { recipe, ...(ruleSet && { ruleSet }) };
    const found = await backTestOf(kysely, [...ids], tried, at);
    const json = {
      ...found,
      recipe: { number: recipe.number, digest: digestOf(recipe) },
      rules: ruleSet ? { version: ruleSet.version, digest: ruleSet.digest } : null,
    };
    return { names, json, text: (look) => textOf(found, look) };
  },
});

/** Whether there is a recipe of that name is told to nobody who may not see all. */
function noRecipe(error: unknown): never {
  const isMissing = error instanceof CliFault && error.code === "RECIPE_FILE_MISSING";
  throw isMissing ? unknown(error.code, error.message, "masterRecipe") : error;
}

/** Throws RULES_UNKNOWN, RULES_UNREADABLE. */
async function rulesNamed(instance: Instance, named: string): Promise<RuleSet> {
  if (/^\d+$/.test(named)) {
    const versions = await ruleSetVersions(instance.database.kysely, instance.settings.site);
    const found = ruleSetNumbered(versions, Number(named));
    if (found) return found;
    throw new CliFault("RULES_UNKNOWN", `The site has no version ${named} of exception rules.`);
  }
  try {
    const rules = z.array(Rule).parse(JSON.parse(await readFile(named, "utf8")));
    return { version: 0, digest: digestOf(rules), rules };
  } catch (cause) {
    const message = `${named} is no file with a list of exception rules as JSON.`;
    throw new CliFault("RULES_UNREADABLE", message, { cause });
  }
}

const textOf = ({ batches }: BackTestAnswer, look: Look): string =>
  batches.map((one) => batchText(one, look)).join("\n");

function batchText({ batchNumber, rules, kept, noRule }: TestedBatch, look: Look): string {
  const rows = rules
    .filter((one) => one.wouldFlag.length + one.flaggedThen.length + one.notEvaluated.length > 0)
    .map(({ ruleKey, severity, wouldFlag, flaggedThen, notEvaluated }) => {
      const then = new Set(flaggedThen.map(({ eventId }) => eventId));
      const fresh = wouldFlag.filter(({ eventId }) => !then.has(eventId));
      const unsaid = notEvaluated.reduce((sum, { entries }) => sum + entries.length, 0);
      return [
        ruleKey,
        severity,
        String(wouldFlag.length),
        String(flaggedThen.length),
        String(unsaid),
        fresh.map(({ what }) => what).join("; ") || "nothing new",
      ];
    });
  const titles = ["Rule", "Severity", "Would flag", "Flagged then", "Not evaluated", "New"];
  const why = rules.flatMap(({ ruleKey, notEvaluated }) =>
    notEvaluated.map(({ means, entries }) => [ruleKey, String(entries.length), means]),
  );
  const asThen = kept.map(({ means, entries }) => ["limits", String(entries.length), means]);
  const none = noRule.length > 0 ? [["none", String(noRule.length), "No rule is about it."]] : [];
  return [
    `Batch ${batchNumber}`,
    table(titles, rows, "Nothing would be flagged, and nothing was.", look),
    "Not evaluated, or judged as then:",
    table(["Rule", "Entries", "Why"], [...why, ...asThen, ...none], "Nothing.", look),
  ].join("\n");
}
