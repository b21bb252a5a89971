// A witness (C2SP tlog-witness): it cosigns the heads of logs that only grow, and keeps what it has
// seen on disk before it answers.
import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { IntegrityFault } from "../../integrity/fault.ts";
import { printSignature, type Signer, signNote, type Verifier } from "../../integrity/note.ts";
import { type CheckpointFile, openCheckpointFile } from "../checkpoint-file.ts";
import { type AddCheckpoint, parseAddCheckpoint } from "./add-checkpoint.ts";
import { type Decision, decide, nothingSeen, type Refused, type Seen } from "./decide.ts";

export type Said = { readonly status: 200; readonly cosignature: string } | Refused;

export interface Witness extends AsyncDisposable {
  /** Requests about one log are decided one after the other. */
  addCheckpoint(body: string): Promise<Said>;
}

export interface WitnessParts {
  /** There already, and this process's alone. */
  readonly folder: string;
  readonly signer: Signer;
  /** Keys of the logs that it witnesses. A log may have several; the name is the log's. */
  readonly logs: readonly Verifier[];
  readonly now: () => Date;
}

/** Throws IntegrityFault CHECKPOINT_MALFORMED where what it had seen is damaged. */
export async function openWitness({ folder, signer, logs, now }: WitnessParts): Promise<Witness> {
  await mkdir(join(folder, "logs"), { recursive: true, mode: 0o700 });
  const witnessed = new Map<string, Witnessed>();
  const close = async () => {
    for (const log of witnessed.values()) await log.close();
  };
  try {
    for (const [origin, keys] of Map.groupBy(logs, ({ name }) => name)) {
      const file = await openCheckpointFile(join(folder, "logs", fileNameOf(origin)));
      witnessed.set(origin, new Witnessed(file, keys));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async addCheckpoint(body) {
      const request = parsed(body);
      if ("status" in request) return request;
      const { checkpoint } = request;
      const log = witnessed.get(checkpoint.origin);
      const decision = log ? await log.add(request) : decide(request, [], nothingSeen());
      if ("why" in decision) return decision;
      const at_s = Math.floor(now().getTime() / 1_000);
      const cosignature = printSignature(signNote(checkpoint.note.text, signer, at_s));
      return { status: 200, cosignature };
    },
    [Symbol.asyncDispose]: close,
  };
}

/** A log, and the heads of it that were cosigned. */
class Witnessed {
  readonly #file: CheckpointFile;
  readonly #keys: readonly Verifier[];
  #seen: Seen = nothingSeen();
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: CheckpointFile, keys: readonly Verifier[]) {
    this.#file = file;
    this.#keys = keys;
    for (const head of file.all) if (head.size > this.#seen.size) this.#seen = head;
  }

  /** Looking at what was seen and changing it are one step: two at once would roll it back. */
  add(request: AddCheckpoint): Promise<Decision> {
    const added = this.#last.then(() => this.#add(request));
    this.#last = added.catch(() => {});
    return added;
  }

  async #add(request: AddCheckpoint): Promise<Decision> {
    const { checkpoint } = request;
    const decision = decide(request, this.#keys, this.#seen);
    if (decision.status !== 200 || checkpoint.size === this.#seen.size) return decision;
    await this.#file.append(checkpoint);
    this.#seen = checkpoint;
    return decision;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#file.close();
  }
}

function parsed(body: string): AddCheckpoint | Refused {
  try {
    return parseAddCheckpoint(body);
  } catch (error) {
    if (!(error instanceof IntegrityFault)) throw error;
    return { status: 400, why: error.message };
  }
}

/** The name of a log may have any character. */
const fileNameOf = (origin: string): string => createHash("sha256").update(origin).digest("hex");
