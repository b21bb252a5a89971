// `batchproof recall certificate`: the bytes of a certificate as they were kept.
import { type Leaf, reading } from "../entry.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { writeWhole } from "../terminal/terminal.ts";
import { unknown } from "../text/not-one.ts";
import { oneRecall } from "./named.ts";

/** Throws CERTIFICATE_UNKNOWN, CERTIFICATE_MISSING, BLOB_DAMAGED, OUTPUT_UNWRITABLE. */
const certificate: Leaf = {
  usage: "certificate <recall> <certificate>",
  summary: "The certificate of what became of goods, as it was kept",
  access: reading("getRecallCertificate", "readRecords", "exportRecords"),
  load: async () => (line, run) => {
    line
      .requiredOption("--out <file>", "write it to a file")
      .option("--json", "one line for machines")
      .addHelpText("after", "\n  batchproof recall certificate R-1 D-3 --out D-3.pdf")
      .action((named: string, number: string, { out }: { readonly out: string }) =>
        withInstance(run, async (instance, caller) => {
          const { id, state } = await oneRecall(instance, named);
          const about = { kind: "recall", id } as const;
          await openRecords(run, instance, caller, { about, taken: true });
          const of = state.goods.disposed.get(number);
          if (!of) {
            const message = `${state.opened.number} has no certificate ${number}.`;
            throw unknown("CERTIFICATE_UNKNOWN", message, "recall");
          }
          const { certificateDigest: sha256 } = of;
          const bytes = sha256 === undefined ? undefined : await instance.blobs.get(sha256);
          if (!bytes) throw notKept(number, sha256);
          await writeWhole([bytes], out);
          const json = `${JSON.stringify({ file: out, sha256, size_bytes: bytes.length })}\n`;
          await run.terminal.write(run.json ? json : `${out}, SHA-256 ${sha256}\n`);
        }),
      );
  },
};

function notKept(number: string, sha256: string | undefined): CliFault {
  const alone = `Of ${number} the number alone is recorded: no file was given with it.`;
  const missing =
    `The bytes of ${number} are not in this vault: SHA-256 ${sha256}. If they were kept here, ` +
    "restore the file from a backup; else whoever recorded the digest has them.";
  return new CliFault("CERTIFICATE_MISSING", sha256 === undefined ? alone : missing);
}

export const certificateCommands: readonly Leaf[] = [certificate];
