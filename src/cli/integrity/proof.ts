// `batchproof proof`: that an event is in the log, or all of a batch, in one file that verifies
// without this program's data and without us.
import { type Command, Option } from "commander";
import { rightsForTrail } from "../../api/access/trail-rights.ts";
import { printProof } from "../../integrity/tlog-proof.ts";
import { positionsConcerning } from "../../projections/audit-trail/concerning.ts";
import { isTrailKind } from "../../projections/audit-trail/which-trail.ts";
import { inclusionAt } from "../../projections/integrity/tree.ts";
import type { CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { deliver } from "../terminal/terminal.ts";
import { oneBatch } from "../text/not-one.ts";
import { untilIn } from "./answer/until-in.ts";
import { bundleOf, proven } from "./bundle.ts";
import { openCheckpoints } from "./checkpoints.ts";

interface Options {
  readonly event?: string;
  readonly batch?: string;
  readonly out?: string;
}

export function defineProof(command: Command, run: CommandRun): void {
  command
    .addOption(
      new Option("--event <id>", "of an event: its id, as `audit --json` tells it").conflicts(
        "batch",
      ),
    )
    .option(
      "--batch <batch>",
      "of every event that concerns a batch, as `audit --batch` tells them",
    )
    .option("--out <file>", "write to a file; usual names end in .tlog-proof, or .proof-bundle")
    .option("--json", "one line for machines, with the proof in it; of a batch only with --out")
    .addHelpText("after", help)
    .action(({ event, batch, out }: Options) => {
      if (event !== undefined) return proof(run, event, out);
      if (batch !== undefined && !(run.json && out === undefined)) {
        return proofOfBatch(run, batch, out);
      }
      return command.error("error: give --event, or --batch; --batch --json with --out");
    });
}

const help = `
A C2SP tlog-proof that carries the event as it is stored; of a batch, all of them with one
checkpoint. docs/proofs.md tells every byte of it.
\`batchproof verify FILE --key KEY\` checks it, and so does a program of somebody else's.

  batchproof proof --event 3f0c1f6e-8a52-4d0e-9b7e-2c1d5e4f6a7b --out event.tlog-proof
  batchproof proof --batch 171 --out batch-171.proof-bundle`;

async function proof(run: CommandRun, event: string, out: string | undefined): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    const found = await placeOf(instance, event);
    // Somebody who may see a part of the plant is not shown an event as it is stored.
    const trails = [found.trail].filter(isTrailKind);
    await openRecords(run, instance, caller, { rights: rightsForTrail({ trails }), taken: true });
    const bytes = await instance.log.readBytes(found.stream, found.revision);
    await using checkpoints = await openCheckpoints(instance);
    if (!bytes || !checkpoints) throw unknown(event);
    await untilIn(instance, "integrity", found.position);
    const checkpoint = await checkpoints.sign();
    const { kysely } = instance.database;
    const path = await inclusionAt(kysely, found.position, checkpoint.size);
    const { position } = found;
    const proof = await proven(kysely, bytes, { index: position, path, checkpoint });
    const text = printProof(proof);
    const said = { event, position, log: checkpoint.origin, size: checkpoint.size, proof: text };
    await deliver(run.terminal, [run.json ? `${JSON.stringify(said)}\n` : text], out);
  });
}

async function proofOfBatch(run: CommandRun, given: string, out?: string): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    const { kysely } = instance.database;
    const { batchId } = await oneBatch(kysely, given);
    // As for one event: what is stored is not cut to what somebody may see.
    const rights = rightsForTrail({ batch: batchId });
    await openRecords(run, instance, caller, { rights, taken: true });
    await using checkpoints = await openCheckpoints(instance);
    if (!checkpoints) throw new CliFault("LOG_EMPTY", "Nothing has been recorded yet.");
    const checkpoint = await checkpoints.sign();
    const { origin: log, size } = checkpoint;
    await untilIn(instance, "audit_trail", size - 1);
    const positions = await positionsConcerning(kysely, batchId, size);
    const about = { kind: "batch", id: batchId };
    const events = positions.length;
    const pieces = bundleOf(instance, { about, events, checkpoint }, positions);
    await deliver(run.terminal, pieces, out);
    if (run.json) await run.terminal.write(`${JSON.stringify({ batchId, events, log, size })}\n`);
  });
}

/** Throws EVENT_UNKNOWN. */
async function placeOf({ database }: Instance, event: string) {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(event);
  const found =
    isId &&
    (await database.kysely
      .selectFrom("audit_trail.audit_entry")
      .select(["position", "stream", "revision", "trail"])
      .where("event_id", "=", event.toLowerCase())
      // A stranger may have written another of this id: "ours" comes before "foreign" then.
      .orderBy("origin", "desc")
      .executeTakeFirst());
  if (!found) throw unknown(event);
  return found;
}

const unknown = (event: string) =>
  new CliFault(
    "EVENT_UNKNOWN",
    `The log holds no event ${event}. \`batchproof audit --json\` lists them.`,
  );
