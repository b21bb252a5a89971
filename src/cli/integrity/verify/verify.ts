// `batchproof verify`: the log of the data folder, event by event; or a file by itself, which opens
// no data folder and asks nobody.
import { open, readFile } from "node:fs/promises";
import type { Command } from "commander";
import { isBundle } from "../../../integrity/proof-bundle.ts";
import { isProof } from "../../../integrity/tlog-proof.ts";
import { isVerification } from "../../../integrity/verification.ts";
import type { CommandRun } from "../../entry.ts";
import { positiveNumber, several } from "../../terminal/argument.ts";
import { CliFault } from "../../terminal/fault.ts";
import { verifyBundle } from "./bundle.ts";
import { keysIn } from "./key.ts";
import { verifyWholeLog } from "./log.ts";
import { verifySealed } from "./pdf.ts";
import { verifyProof } from "./proof.ts";
import { verifyReport } from "./report.ts";

interface Options {
  readonly root?: string;
  readonly key?: readonly string[];
  readonly logOnly?: true;
  readonly from?: number | "last";
  readonly out?: string;
}

export function defineVerify(command: Command, run: CommandRun): void {
  command
    .option("--root <sha256>", "of a PDF: the root certificate that the organisation published")
    .option("--key <key>", "of a proof or report: a public key, or a file; repeatable", several)
    .option("--log-only", "of the log: leave the read models out")
    .option("--from <size>", "of the log: only what follows a signed head of it, or `last`", size)
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
  batchproof verify record-171.pdf
  batchproof verify 4f0c.tlog-proof --key plant.key --key witness.key`;

const size = (text: string): number | "last" => (text === "last" ? text : positiveNumber(text));

async function verify(
  run: CommandRun,
  file: string | undefined,
  { root, key = [], logOnly, from, out }: Options,
): Promise<void> {
  if (file === undefined) {
    const isLogOnly = logOnly === true;
    return verifyWholeLog(run, { isLogOnly, ...(from && { from }), ...(out && { out }) });
  }
  const beginning = await reading(file, beginningOf);
  if (isProof(beginning)) return verifyProof(run, file, await contentOf(file), await keysIn(key));
  if (isBundle(beginning)) return verifyBundle(run, file, await keysIn(key));
  if (isVerification(beginning)) {
    return verifyReport(run, file, await contentOf(file), await keysIn(key));
  }
  return verifySealed(run, file, await contentOf(file), root);
}

/** Throws FILE_UNREADABLE. */
const contentOf = (file: string): Promise<Buffer> => reading(file, (path) => readFile(path));

async function beginningOf(file: string): Promise<string> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(80), 0, 80, 0);
  return buffer.toString("latin1", 0, bytesRead);
}

const reading = <Read>(file: string, read: (file: string) => Promise<Read>): Promise<Read> =>
  read(file).catch((cause: Error) => {
    throw new CliFault("FILE_UNREADABLE", `${file} cannot be read: ${cause.message}.`, { cause });
  });
