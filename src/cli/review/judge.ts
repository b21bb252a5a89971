// `batchproof review judge`: what a reviewer says of an entry that a rule flagged.
import { judgeException } from "../../domain/batch/review/commands.ts";
import { judgeByRules } from "../../processes/review/judge-record.ts";
import { acting, callOf } from "../administration/acting.ts";
import { oneBatch } from "../text/not-one.ts";

interface Options {
  readonly rules: string;
  readonly as: string;
  readonly because: string;
  readonly deviation?: string;
}

export const judgeLeaf = acting<Options>({
  usage: "judge <batch> <entry>",
  summary: "Say of a flagged entry that it is justified, or what it needs",
  example:
    "batchproof review judge 171 0190... --rules parameter-limits --as justified " +
    '--because "The probe was out of the product"',
  command: judgeException,
  options: (line) =>
    line
      .requiredOption("--rules <keys>", "the rules that flagged it, with commas between")
      .requiredOption("--as <judgement>", "justified, needsDeviation or needsCorrection")
      .requiredOption("--because <text>", "why")
      .option("--deviation <id>", "the deviation in which it is looked into"),
  async act({ database, handler }, by, [named = "", eventId = ""], options) {
    const { batchId, batchNumber } = await oneBatch(database.kysely, named);
    const { rules, as: judgement, because: text, deviation: deviationId } = options;
    const ruleKeys = rules.split(",").map((key) => key.trim());
    const data = { eventId, ruleKeys, judgement, text, ...(deviationId && { deviationId }) };
    const answer = await judgeByRules(handler, { ...callOf(by, batchId), data }, by.session);
    return { answer, id: batchId, said: `${batchNumber}: ${judgement}.` };
  },
});
