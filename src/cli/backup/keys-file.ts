// The keys of an instance in two files of their own, to be kept apart from the backup: who has both
// can read all and sign as the plant. Those of people are apart once more, as what is erased must
// be gone from every copy: the file is replaced whole, and holds none that was destroyed by then.
import { chmod, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Epochs } from "../../integrity/epoch.ts";
import {
  type Note,
  parseKey,
  parseNote,
  printKey,
  printNote,
  type Signer,
  signNote,
  type Verifier,
} from "../../integrity/note.ts";
import { isCode, sweepDrafts, writeDraft } from "../../vault/draft.ts";
import type { KeyProvider } from "../../vault/keys.ts";
import { CliFault } from "../terminal/fault.ts";
import { malformed } from "./manifest.ts";

export interface KeptKeys {
  /** By name, as the key provider has them. */
  readonly keys: ReadonlyMap<string, Buffer>;
  readonly notes: readonly Note[];
  /**
   * Every key that the log was signed with until then, the last one first: a backup that was not
   * replaced after a change of key is signed with one before it.
   */
  readonly signers: readonly Verifier[];
}

const files = ["instance", "people"] as const;
const label = "batchproof-keys/v1";
const ofPeople = /^(people|credentials)\//;

/** `from` is the folder of the provider. */
export async function keepKeys(
  keys: KeyProvider,
  from: string,
  into: string,
  signer: Signer,
  epochs: Epochs,
): Promise<number> {
  // What stood there before keeps the rights that it has.
  if (await mkdir(into, { recursive: true, mode: 0o700 })) await chmod(into, 0o700);
  await sweepDrafts(into);
  const signers = JSON.stringify(epochs.map(({ verifier }) => printKey(verifier)).reverse());
  const all = new Map<string, string>();
  for (const name of await namesIn(from)) {
    const key = await keys.get(name); // Gone meanwhile: it was destroyed.
    if (key) all.set(name, key.toString("base64"));
  }
  for (const file of files) {
    const own = [...all].filter(([name]) => ofPeople.test(name) === (file === "people"));
    const text = `${label}\n${file}\n${JSON.stringify(Object.fromEntries(own))}\n${signers}\n`;
    const note = printNote({ text, signatures: [signNote(text, signer)] });
    const draft = await writeDraft(into, [Buffer.from(note)], 0o600);
    await draft.publish(join(into, file));
  }
  return all.size;
}

/** Verifies no signature. Throws BACKUP_KEYS_MISSING, BACKUP_MALFORMED. */
export async function readKeptKeys(folder: string): Promise<KeptKeys> {
  const keys = new Map<string, Buffer>();
  const notes: Note[] = [];
  let signers: readonly Verifier[] = [];
  for (const file of files) {
    const text = await readFile(join(folder, file), "utf8").catch((cause: unknown) => {
      const message = `There are no keys of a backup in ${folder}: ${file} cannot be read.`;
      throw new CliFault("BACKUP_KEYS_MISSING", message, { cause });
    });
    const { note, own, former } = parsed(text, file);
    notes.push(note);
    signers = former;
    for (const [name, key] of Object.entries(own)) keys.set(name, Buffer.from(key, "base64"));
  }
  return { keys, notes, signers };
}

const Own = z.record(z.string().regex(/^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)+$/), z.base64());

function parsed(text: string, file: string) {
  try {
    const note = parseNote(text);
    const [first, name, json = "", signers = "", ...rest] = note.text.split("\n");
    if (first !== label || name !== file || rest.join() !== "") throw new SyntaxError("lines");
    const former = z.array(z.string()).parse(JSON.parse(signers)).map(parseKey);
    return { note, own: Own.parse(JSON.parse(json)), former };
  } catch (cause) {
    throw malformed("keys", cause);
  }
}

/** Of keys in a folder; drafts and the list of erasures are none. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if (isCode(error, "ENOENT")) return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile() && entry.parentPath !== folder && !entry.name.startsWith("."))
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
}
