// `batchproof signing-key`: the key that signs the heads of the log, and how another takes its
// place.
import { join } from "node:path";
import { replaceLostSigningKey, rotateSigningKey } from "../../domain/log/commands.ts";
import { type LogState, log } from "../../domain/log/log.ts";
import { epochNow } from "../../integrity/epoch.ts";
import { parseKey, printKey, printNote, verifyNote } from "../../integrity/note.ts";
import { originOf } from "../../projections/integrity/epochs.ts";
import { treeSize } from "../../projections/integrity/tree.ts";
import { acting, callOf } from "../administration/acting.ts";
import type { CommandRun, Leaf } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import { withInstance } from "../run.ts";
import { CliFault } from "../terminal/fault.ts";
import { deliver } from "../terminal/terminal.ts";
import { type Checkpoints, openCheckpoints } from "./checkpoints.ts";
import { finishHandOver } from "./hand-over.ts";
import {
  keepFirstKey,
  nextPublicKey,
  refuseOtherFirstKey,
  signerFor,
  signerNow,
} from "./log-key.ts";
import { refuseCut } from "./refuse-other-log.ts";

const rotate = acting({
  usage: "rotate",
  summary: "Make a new key; the former one hands over to it and is destroyed",
  command: rotateSigningKey,
  example: 'batchproof signing-key rotate --reason "yearly:As the procedure asks"',
  async act(instance, by) {
    await using checkpoints = await opened(instance);
    await refuseCutLog(instance, checkpoints);
    await finishHandOver(instance, checkpoints);
    const epochs = await checkpoints.epochs();
    const former = await signerNow(instance.keys, epochs);
    const publicKey = await nextPublicKey(instance.keys, epochs);
    const data = {
      formerPublicKey: former.publicKey.toString("base64"),
      publicKey: publicKey.toString("base64"),
    };
    const call = { ...callOf(by, checkpoints.logId), data };
    const answer = await instance.handler.execute(rotateSigningKey, call, by.session);
    if (answer.outcome === "accepted") {
      await waitUntilVisible(instance, answer.events.at(-1)?.id);
      await finishHandOver(instance, checkpoints);
    }
    return { answer, id: checkpoints.logId, ...(await newKey(checkpoints)) };
  },
});

const replaceLost = acting<{ readonly former?: string }>({
  usage: "replace-lost",
  summary: "Go on with a new key and a new name of the log where nobody can hand over",
  command: replaceLostSigningKey,
  options: (line) =>
    line.option("--former <key>", "the lost key's public half, where checkpoints/key is gone too"),
  example: 'batchproof signing-key replace-lost --reason "lost:The disk with the keys failed"',
  async act(instance, by, _, { former }) {
    await using checkpoints = await opened(instance);
    if (former !== undefined) await keepFormer(instance, checkpoints, former);
    await refuseCutLog(instance, checkpoints);
    const epochs = await checkpoints.epochs();
    if (await signerFor(instance.keys, epochs, epochs.length - 1)) {
      const message =
        "The key that signs the log is there: `batchproof signing-key rotate` is for it.";
      throw new CliFault("SIGNING_KEY_PRESENT", message);
    }
    const { verifier } = epochNow(epochs);
    const data = {
      formerOrigin: verifier.name,
      formerPublicKey: verifier.publicKey.toString("base64"),
      publicKey: (await nextPublicKey(instance.keys, epochs)).toString("base64"),
    };
    const call = { ...callOf(by, checkpoints.logId), data };
    const answer = await instance.handler.execute(replaceLostSigningKey, call, by.session);
    if (answer.outcome === "accepted") await waitUntilVisible(instance, answer.events.at(-1)?.id);
    return { answer, id: checkpoints.logId, ...(await newKey(checkpoints)) };
  },
});

const handOvers: Leaf = {
  usage: "hand-overs",
  summary: "What each former key signed, for who holds only that one",
  access: { kind: "operates", right: "operateSystem" },
  load: async () => (line, run) => {
    line
      .option("--out <file>", "write to a file")
      .option("--json", "one line for machines")
      .addHelpText("after", "\n  batchproof signing-key hand-overs --out plant.hand-overs")
      .action((options: { readonly out?: string }) => showHandOvers(run, options));
  },
};

export const signingKeyCommands: readonly Leaf[] = [rotate, replaceLost, handOvers];

async function showHandOvers(run: CommandRun, { out }: { readonly out?: string }): Promise<void> {
  await withInstance(run, async (instance) => {
    await using checkpoints = await opened(instance);
    const epochs = await checkpoints.epochs();
    const notes = epochs.flatMap(({ handOver }) => (handOver ? [printNote(handOver.note)] : []));
    const text = run.json ? `${JSON.stringify({ handOvers: notes })}\n` : notes.join("\n");
    await deliver(run.terminal, [text], out);
  });
}

/** Throws LOG_EMPTY. */
async function opened(instance: Instance): Promise<Checkpoints> {
  const checkpoints = await openCheckpoints(instance);
  if (checkpoints) return checkpoints;
  throw new CliFault("LOG_EMPTY", "Nothing has been recorded yet.");
}

/** Where a change of key was cut off with the end, the key is not lost. Throws TAIL_CUT. */
async function refuseCutLog({ database }: Instance, checkpoints: Checkpoints): Promise<void> {
  const signers = { epochs: await checkpoints.epochs(), later: await checkpoints.laterKeys() };
  refuseCut(await treeSize(database.kysely), await checkpoints.recent(), signers);
}

async function newKey(checkpoints: Checkpoints) {
  const key = printKey(await checkpoints.verifier());
  return { said: `Heads of the log are signed with the key\n${key}`, more: { key } };
}

/** Of the first key, which no event tells. Throws CHECKPOINT_FORGED where it did not sign them. */
async function keepFormer(
  { stores, handler, keys }: Instance,
  { all, logId }: Checkpoints,
  text: string,
): Promise<void> {
  const { state }: { readonly state: LogState } = await handler.load(log, logId);
  if (state.publicKey !== undefined) return;
  const former = { ...parseKey(text), name: originOf(logId) };
  await refuseOtherFirstKey(keys, former);
  for await (const { size, note } of all()) {
    if (verifyNote(note, [former])?.length) continue;
    const message = `The checkpoint of ${size} events is not signed with the given key.`;
    throw new CliFault("CHECKPOINT_FORGED", message, { signed: size });
  }
  await keepFirstKey(join(stores.folder.path, "checkpoints"), former);
}
