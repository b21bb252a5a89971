// The log that was brought back goes on under a new name: two heads of one name over other events
// would be equivocation. Then all of it is verified, as `batchproof verify` does.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { instanceSession } from "../../access/parts.ts";
import { recordLogRestored } from "../../domain/log/commands.ts";
import { derivedId } from "../../eventstore/handler/event-id.ts";
import { type Epoch, epochNow } from "../../integrity/epoch.ts";
import { type LogFinding, ofKeepers, ofTheRecord } from "../../projections/integrity/finding.ts";
import { rootAt, treeSize } from "../../projections/integrity/tree.ts";
import type { CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import { type Checkpoints, openCheckpoints } from "../integrity/checkpoints.ts";
import { finishHandOver } from "../integrity/hand-over.ts";
import { laterKeyFiles, nextPublicKey } from "../integrity/log-key.ts";
import { reportOn } from "../integrity/verify/log.ts";
import { withInstance } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { keepBeyond } from "./seen-beyond.ts";

export interface Restored {
  /** Events that were brought back. */
  readonly size: number;
  readonly root: string;
  readonly origin: string;
  readonly formerOrigin: string;
  readonly epochs: readonly Epoch[];
  /** What was wrong before too, and does not say that the bytes are others than were backed up. */
  readonly findings: readonly LogFinding[];
}

interface Outside {
  /** Files of heads kept elsewhere. */
  readonly heads: readonly string[];
  /** Names that the log had after what was restored, and that go with what is left behind. */
  readonly left: readonly string[];
}

/** Throws RESTORE_FAILED with what does not verify, RESTORE_LEFT_OWN. */
export async function beginAnew(
  run: CommandRun,
  folder: string,
  size: number,
  { heads, left }: Outside,
): Promise<Restored> {
  const environment = { ...run.environment, ...alone, DATA_DIR: folder };
  return withInstance({ ...run, environment }, async (instance) => {
    const { database, stores, keys } = instance;
    const found = await treeSize(database.kysely);
    if (found !== size) throw failed(`It has ${found} events where ${size} were restored.`);
    await keepBeyond(join(stores.folder.path, "checkpoints"), size);
    await using checkpoints = await openCheckpoints(instance);
    if (!checkpoints) throw failed("It has no events.");
    const epochs = await checkpoints.epochs();
    // Of epochs that this log never had: the live one's, where it was brought back to before.
    for (const file of await laterKeyFiles(stores.folder.keys, epochs)) await rm(file);
    const root = (await rootAt(database.kysely, size)).toString("hex");
    const former = epochNow(epochs).verifier;
    const own = epochs.find(({ verifier }) => left.includes(verifier.name));
    if (own) throw leftOwn(own.verifier.name);
    const data = {
      formerOrigin: former.name,
      size,
      root,
      ...(left.length > 0 && { left: [...left] }),
      formerPublicKey: former.publicKey.toString("base64"),
      publicKey: (await nextPublicKey(keys, epochs)).toString("base64"),
    };
    await record(instance, checkpoints, data);
    await finishHandOver(instance, checkpoints);
    const head = await checkpoints.sign();
    const { findings, readModels } = await reportOn(run, instance, checkpoints, {
      isLogOnly: false,
      heads,
    });
    const first = findings.find(({ code }) => !ofKeepers.has(code) && !ofTheRecord.has(code));
    const drifted = readModels.filter(({ equal }) => !equal).map(({ name }) => name);
    if (first || drifted.length > 0) {
      const what = first ? `${first.code} at position ${first.position}` : `read models ${drifted}`;
      throw failed(`It does not verify: ${what}.`, { findings, drifted });
    }
    return { size, root, origin: head.origin, formerOrigin: former.name, epochs, findings };
  });
}

/** Whatever else the settings name is the live one's. */
const alone = {
  ...{ KEYS_DIR: "", EVENTSTORE_URL: "", EVENTSTORE_URL_FILE: "" },
  ...{ DATABASE_URL: "", DATABASE_URL_FILE: "" },
};

async function record(
  instance: Instance,
  { logId }: Checkpoints,
  data: Parameters<typeof recordLogRestored.decide>[0],
): Promise<void> {
  const { handler, access } = instance;
  const commandId = derivedId("recordLogRestored", logId, data.publicKey);
  const call = { commandId, id: logId, data };
  const session = instanceSession(access.parts.place);
  const answer = await handler.execute(recordLogRestored, call, session);
  if (answer.outcome === "refused") throw failed(answer.message);
  await waitUntilVisible(instance, answer.events.at(-1)?.id);
}

const leftOwn = (name: string): CliFault => {
  const message = `${name} is a name of the log that is restored: its heads are held against it.`;
  return new CliFault("RESTORE_LEFT_OWN", message);
};

const failed = (message: string, details: object = {}): CliFault =>
  new CliFault("RESTORE_FAILED", `The backup could not be restored. ${message}`, { ...details });
