// `batchproof proof`: that an event is in the log, in one file that verifies without this program's
// data and without us.
import type { Command } from "commander";
import { rightsForTrail } from "../../api/access/trail-rights.ts";
import { entryBytes } from "../../integrity/entry.ts";
import { printProof } from "../../integrity/tlog-proof.ts";
import { isTrailKind } from "../../projections/audit-trail/which-trail.ts";
import { inclusionAt } from "../../projections/integrity/tree.ts";
import type { CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { deliver } from "../terminal/terminal.ts";
import { openCheckpoints } from "./checkpoints.ts";

interface Options {
  readonly event: string;
  readonly out?: string;
}

export function defineProof(command: Command, run: CommandRun): void {
  command
    .requiredOption("--event <id>", "the id of the event, as `audit --json` tells it")
    .option("--out <file>", "write to a file; usual names end in .tlog-proof")
    .option("--json", "one line for machines, with the proof in it")
    .addHelpText("after", help)
    .action((options: Options) => proof(run, options));
}

const help = `
A C2SP tlog-proof that carries the event as it is stored. docs/proofs.md tells every byte of it.
\`batchproof verify FILE --key KEY\` checks it, and so does a program of somebody else's.

  batchproof proof --event 3f0c1f6e-8a52-4d0e-9b7e-2c1d5e4f6a7b --out event.tlog-proof`;

async function proof(run: CommandRun, { event, out }: Options): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    const found = await placeOf(instance, event);
    // Somebody who may see a part of the plant is not shown an event as it is stored.
    const trails = [found.trail].filter(isTrailKind);
    await openRecords(run, instance, caller, { rights: rightsForTrail({ trails }), taken: true });
    const bytes = await instance.log.readBytes(found.stream, found.revision);
    await using checkpoints = await openCheckpoints(instance);
    if (!bytes || !checkpoints) throw unknown(event);
    await untilInTree(instance, found.position);
    const checkpoint = await checkpoints.sign();
    const { kysely } = instance.database;
    const path = await inclusionAt(kysely, found.position, checkpoint.size);
    const extra = entryBytes(bytes);
    const text = printProof({ index: found.position, path, checkpoint, extra });
    const { position } = found;
    const said = { event, position, log: checkpoint.origin, size: checkpoint.size, proof: text };
    await deliver(run.terminal, [run.json ? `${JSON.stringify(said)}\n` : text], out);
  });
}

/** The audit trail may be ahead of the tree. Throws READ_MODEL_BEHIND. */
async function untilInTree({ projections }: Instance, position: number): Promise<void> {
  if (await projections.waitFor(position, { name: "integrity", timeout_ms })) return;
  throw new CliFault("READ_MODEL_BEHIND", "The tree of the log does not have the event yet.");
}

const timeout_ms = 30_000;

/** Throws EVENT_UNKNOWN. */
async function placeOf({ database }: Instance, event: string) {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(event);
  const found =
    isId &&
    (await database.kysely
      .selectFrom("audit_trail.audit_entry")
      .select(["position", "stream", "revision", "trail"])
      .where("event_id", "=", event.toLowerCase())
      .executeTakeFirst());
  if (!found) throw unknown(event);
  return found;
}

const unknown = (event: string) =>
  new CliFault(
    "EVENT_UNKNOWN",
    `The log holds no event ${event}. \`batchproof audit --json\` lists them.`,
  );
