// `batchproof verify`: the log of the data folder, event by event; or a file by itself, which opens
// no data folder and asks nobody.
import { open } from "node:fs/promises";
import type { Command } from "commander";
import { isBundle } from "../../../integrity/evidence/proof-bundle.ts";
import { isProvenAnswer } from "../../../integrity/evidence/proven-answer.ts";
import { isVerification } from "../../../integrity/evidence/verification.ts";
import { isProof } from "../../../integrity/tlog-proof.ts";
import type { CommandRun } from "../../entry.ts";
import { positiveNumber, several } from "../../terminal/argument.ts";
import { contentOf, reading } from "../../terminal/file.ts";
import { verifyAnswer } from "../answer/verify.ts";
import { verifyBundle } from "./bundle.ts";
import { headsIn, verifyHeads } from "./checkpoint.ts";
import { trustedIn } from "./key.ts";
import { verifyWholeLog } from "./log.ts";
import { verifySealed } from "./pdf.ts";
import { verifyProof } from "./proof.ts";
import { verifyReport } from "./report.ts";

interface Options {
  readonly root?: string;
  readonly key?: readonly string[];
  readonly handOver?: readonly string[];
  readonly logOnly?: true;
  readonly from?: number | "last";
  readonly out?: string;
  readonly checkpoint?: readonly string[];
}

export function defineVerify(command: Command, run: CommandRun): void {
  command
    .option("--root <sha256>", "of a PDF: the root certificate that the organisation published")
    .option("--key <key>", "of a proof or report: a public key, or a file; repeatable", several)
    .option("--hand-over <file...>", "from that key to the one that signed it")
    .option("--log-only", "of the log: leave the read models out")
    .option("--from <size>", "of the log: only what follows a signed head of it, or `last`", size)
    .option("--checkpoint <file>", "of the log: a head that somebody kept; repeatable", several)
    .option("--out <file>", "of the log: write the signed report to a file")
    .option("--json", "the findings for machines")
    .addHelpText("after", help)
    .action((file: string | undefined, options: Options) => verify(run, file, options));
}

const help = `
Without a file it reads every event back as it is stored: each against its mac, the tree and the
signed checkpoints; then it makes every read model a second time and compares. What was clean is
signed, and kept in checkpoints/verified: --from last reads only what came after, and says what it
did not read again. With a file it opens nothing else and asks for no log-in. Exit code 1 when
anything is wrong.

  batchproof verify
  batchproof verify --from last --out clean.txt
  batchproof verify --checkpoint mail-of-may.eml
  batchproof verify record-171.pdf
  batchproof verify 4f0c.tlog-proof --key plant.key --key witness.key`;

const size = (text: string): number | "last" => (text === "last" ? text : positiveNumber(text));

async function verify(
  run: CommandRun,
  file: string | undefined,
  { root, key = [], handOver = [], logOnly, from, out, checkpoint: heads = [] }: Options,
): Promise<void> {
  if (file === undefined) {
    const isLogOnly = logOnly === true;
    return verifyWholeLog(run, { isLogOnly, heads, ...(from && { from }), ...(out && { out }) });
  }
  const beginning = await reading(file, beginningOf);
  const trusted = () => trustedIn(key, handOver);
  if (isProof(beginning)) return verifyProof(run, file, await contentOf(file), await trusted());
  if (isBundle(beginning)) return verifyBundle(run, file, await trusted());
  if (isVerification(beginning)) {
    return verifyReport(run, file, await contentOf(file), await trusted());
  }
  if (isProvenAnswer(beginning)) {
    return verifyAnswer(run, file, await contentOf(file), await trusted());
  }
  const kept = beginning.startsWith("%PDF-") ? [] : await headsIn(file);
  if (kept.length > 0) return verifyHeads(run, file, kept, await trusted());
  return verifySealed(run, file, await contentOf(file), root);
}

async function beginningOf(file: string): Promise<string> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(80), 0, 80, 0);
  return buffer.toString("latin1", 0, bytesRead);
}
