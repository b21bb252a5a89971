// `batchproof verify`: the log of the data folder, event by event; or a file by itself, which opens
// no data folder and asks nobody.
import type { Command } from "commander";
import { isProof } from "../../../integrity/tlog-proof.ts";
import type { CommandRun } from "../../entry.ts";
import { contentOf } from "../../terminal/file.ts";
import { verifyWholeLog } from "./log.ts";
import { verifySealed } from "./pdf.ts";
import { verifyProof } from "./proof.ts";

interface Options {
  readonly root?: string;
  readonly key?: string;
  readonly handOver?: readonly string[];
  readonly logOnly?: true;
}

export function defineVerify(command: Command, run: CommandRun): void {
  command
    .option("--root <sha256>", "of a PDF: the root certificate that the organisation published")
    .option("--key <key>", "of a proof: the log's public key, or a file that holds it")
    .option("--hand-over <file...>", "of a proof: from that key to the one that signed it")
    .option("--log-only", "of the log: leave the read models out")
    .option("--json", "the findings for machines")
    .addHelpText("after", help)
    .action((file: string | undefined, options: Options) => verify(run, file, options));
}

const help = `
Without a file it reads every event back as it is stored: each against its mac, the tree and the
signed checkpoints; then it makes every read model a second time and compares. With a file it opens
nothing else and asks for no log-in. Exit code 1 when anything is wrong.

  batchproof verify
  batchproof verify record-171.pdf
  batchproof verify 4f0c.tlog-proof --key plant.key`;

async function verify(
  run: CommandRun,
  file: string | undefined,
  { root, key, handOver = [], logOnly }: Options,
): Promise<void> {
  if (file === undefined) return verifyWholeLog(run, { isLogOnly: logOnly === true });
  const bytes = await contentOf(file);
  const isOfLog = isProof(bytes.subarray(0, 80).toString());
  return isOfLog
    ? verifyProof(run, file, bytes, key, handOver)
    : verifySealed(run, file, bytes, root);
}
