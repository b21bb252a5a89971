// What `serve` holds against what was signed before it serves: the newest events, read from the
// store and hashed again, and every checkpoint over them. What is older rests on the first of those
// checkpoints, whose root the tree must have; `whole-check.ts` reads it when the service answers.
import type { Checkpoint } from "../../../integrity/checkpoint.ts";
import type { Signers } from "../../../integrity/epoch.ts";
import { type LogFinding, ofTheRecord } from "../../../projections/integrity/finding.ts";
import { fromTheBeginning, type Resumed, resume } from "../../../projections/integrity/resume.ts";
import { treeSize } from "../../../projections/integrity/tree.ts";
import { verifyLog } from "../../../projections/integrity/verify-log.ts";
import type { Instance } from "../../instance/instance.ts";
import { CliFault } from "../../terminal/fault.ts";
import { largestOf, refuseCut, refuseForged } from "../refuse-other-log.ts";

/** Events: a few tenths of a second. */
const readAgain = 5_000;
const patience_ms = 600_000;

type Parts = Pick<Instance, "log" | "database" | "keys" | "projections">;

/**
 * The tree has what was signed. True: all of the log was read. Throws the first finding, or
 * TAIL_CUT, CHECKPOINT_FORGED.
 */
export async function checkNewest(
  instance: Parts,
  all: readonly Checkpoint[],
  signers: Signers,
): Promise<boolean> {
  const { epochs, later } = signers;
  const { log, keys, projections } = instance;
  const { kysely } = instance.database;
  const size = await treeSize(kysely);
  // Where nothing here was signed, all is still to be read: anchors may have more.
  if (all.length === 0) return size === 0;
  refuseCut(size, all, signers);
  const base = baseOf(all, size - readAgain);
  if (base) refuseForged(base, epochs);
  const resumed = base ? await resumedAt(instance, base) : fromTheBeginning();
  if ("code" in resumed) throw faultOf(resumed);
  const { from, findings } = await verifyLog({
    log,
    kysely,
    macKey: await keys.hmacKey(),
    checkpoints: all,
    epochs: async () => epochs,
    later,
    untilTreeHas: (leaves) =>
      projections.waitFor(leaves - 1, { name: "integrity", timeout_ms: patience_ms }),
    resumed,
  });
  const finding = findings.find(({ code }) => !ofTheRecord.has(code));
  if (finding) throw faultOf(finding);
  return from === 0;
}

/** The first that is over `from` events or more, else the largest; undefined: all is read. */
function baseOf(all: readonly Checkpoint[], from: number): Checkpoint | undefined {
  if (from <= 0) return undefined;
  const newest = all.filter(({ size }) => size >= from);
  return newest.length === 0
    ? largestOf(all)
    : newest.reduce((first, one) => (one.size < first.size ? one : first));
}

/** The audit trail may be behind, where it is made anew. Throws READ_MODEL_BEHIND. */
async function resumedAt(
  { log, database, projections }: Parts,
  base: Checkpoint,
): Promise<Resumed | LogFinding> {
  const { kysely } = database;
  await projections.waitFor(base.size - 1, { name: "audit_trail", timeout_ms: patience_ms });
  const resumed = await resume({ log, kysely }, base);
  if (resumed) return resumed;
  throw new CliFault("READ_MODEL_BEHIND", "The audit trail does not have what was signed for.");
}

const faultOf = ({ code, position, detail }: LogFinding): CliFault =>
  new CliFault(code, `Position ${position} of the log: ${detail}`, { position });
