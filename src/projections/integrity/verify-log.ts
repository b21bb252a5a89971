// Reads every event back as it is stored, and says whether it is what was recorded: against its
// mac, against the tree, and against the checkpoints that were signed.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { EventLog } from "../../eventstore/port.ts";
import type { LoggedBytes } from "../../eventstore/stored-event.ts";
import type { Checkpoint } from "../../integrity/checkpoint.ts";
import { entryHash, isMacOf, splitMac } from "../../integrity/entry.ts";
import { leafHash, MerkleTree } from "../../integrity/merkle.ts";
import { type Verifier, verifyNote } from "../../integrity/note.ts";
import { leavesFrom } from "./tree.ts";

export type LogFindingCode =
  | "EVENT_CHANGED"
  | "EVENT_REMOVED"
  | "EVENT_INSERTED"
  | "EVENTS_REORDERED"
  | "TAIL_CUT"
  | "EVENT_FOREIGN"
  | "CHECKPOINT_FORGED"
  | "CHECKPOINT_CONTRADICTED"
  | "TREE_DRIFTED";

export interface LogFinding {
  readonly code: LogFindingCode;
  /** Log index of the first event that it concerns. */
  readonly position: number;
  readonly stream?: string;
  readonly revision?: number;
  readonly detail: string;
}

export interface LogReport {
  /** Events that the log holds. */
  readonly size: number;
  /** Of all of them; hex. */
  readonly root: string;
  /** Checkpoints that were found right. */
  readonly checkpoints: number;
  /** Those about the order of the log come first, the lowest position first. */
  readonly findings: readonly LogFinding[];
}

export interface VerifyLogParts {
  readonly log: Pick<EventLog, "readAllBytes">;
  readonly kysely: Kysely<DB>;
  readonly macKey: Uint8Array;
  readonly checkpoints: readonly Checkpoint[];
  readonly verifier: Verifier;
  readonly onProgress?: (done: number) => void;
}

export async function verifyLog(parts: VerifyLogParts): Promise<LogReport> {
  const reading = new Reading(parts);
  const leaves = leavesFrom(parts.kysely, 0);
  for await (const bytes of parts.log.readAllBytes()) {
    const { value } = await leaves.next();
    reading.take(bytes, value ?? undefined);
    if (reading.size % progressEvery === 0) parts.onProgress?.(reading.size);
  }
  const { value: beyond } = await leaves.next();
  return reading.report(beyond ?? undefined);
}

const progressEvery = 1_000;
const foreignMax = 100;

interface Compared {
  readonly position: number;
  readonly bytes: LoggedBytes;
  readonly found: Buffer;
  readonly expected: Buffer;
  readonly isOurs: boolean;
}

/** One pass over the log, from its beginning to its end. */
class Reading {
  readonly #macKey: Uint8Array;
  readonly #tree = new MerkleTree();
  readonly #foreign: LogFinding[] = [];
  readonly #contradicted: LogFinding[] = [];
  readonly #forged: LogFinding[] = [];
  readonly #due = new Map<number, Checkpoint[]>();
  /** The first event whose leaf is another than the tree's, and the one behind it. */
  readonly #other: Compared[] = [];
  /** Sizes of the checkpoints that the log as it is agrees with. */
  #agreed: number[] = [];

  constructor({ macKey, checkpoints, verifier }: VerifyLogParts) {
    this.#macKey = macKey;
    for (const checkpoint of checkpoints) {
      const { note, size } = checkpoint;
      if (verifyNote(note, [verifier])?.length) {
        this.#due.set(size, [...(this.#due.get(size) ?? []), checkpoint]);
      } else {
        const detail = `The checkpoint of ${size} events is not signed by ${verifier.name}.`;
        this.#forged.push({ code: "CHECKPOINT_FORGED", position: size, detail });
      }
    }
    this.#check(0);
  }

  get size(): number {
    return this.#tree.size;
  }

  take(bytes: LoggedBytes, expected: Buffer | undefined): void {
    const position = this.#tree.size;
    const entry = entryHash(bytes);
    const isOurs = hasMac(bytes, this.#macKey);
    this.#tree.append(entry);
    const found = leafHash(entry);
    const isSame = expected === undefined || expected.equals(found);
    if (expected && (!isSame || this.#other.length === 1) && this.#other.length < 2) {
      this.#other.push({ position, bytes, found, expected, isOurs });
    } else if (!isOurs && this.#foreign.length < foreignMax) {
      const detail = "It has no mac of this instance: somebody else wrote it.";
      this.#foreign.push({ code: "EVENT_FOREIGN", position, ...placeOf(bytes), detail });
    }
    this.#check(this.#tree.size);
  }

  report(beyond: Buffer | undefined): LogReport {
    const { size } = this.#tree;
    const last = Math.max(beyond ? size + 1 : 0, ...this.#due.keys());
    const detail = `The log ends at ${size} events; ${last} were recorded.`;
    const cut: LogFinding[] = last > size ? [{ code: "TAIL_CUT", position: size, detail }] : [];
    const changed = this.#firstChange();
    // A log that is cut or changed contradicts every later checkpoint; the first cause is told.
    const contradicted = changed ? [] : this.#contradicted.slice(0, 1);
    const inOrder = [...(changed ? [changed] : []), ...contradicted, ...cut];
    return {
      size,
      root: this.#tree.root().toString("hex"),
      checkpoints: this.#agreed.length,
      findings: [...inOrder, ...this.#forged, ...this.#foreign],
    };
  }

  #check(size: number): void {
    const due = this.#due.get(size);
    if (!due) return;
    const root = this.#tree.root();
    for (const checkpoint of due) {
      if (checkpoint.root.equals(root)) this.#agreed.push(size);
      else {
        const detail = `The checkpoint of ${size} events has another root.`;
        this.#contradicted.push({ code: "CHECKPOINT_CONTRADICTED", position: size - 1, detail });
      }
    }
    this.#due.delete(size);
  }

  #firstChange(): LogFinding | undefined {
    const [first, second] = this.#other;
    if (!first) return undefined;
    const at = { position: first.position, ...placeOf(first.bytes) };
    if (this.#agreed.some((size) => size > first.position)) {
      const detail = "The tree in PostgreSQL has another leaf than the log that was signed.";
      return { code: "TREE_DRIFTED", ...at, detail };
    }
    const isNext = second?.expected.equals(first.found) ?? false;
    const wasNext = second?.found.equals(first.expected) ?? false;
    if (isNext && wasNext) {
      return {
        code: "EVENTS_REORDERED",
        ...at,
        detail: "It has changed places with the next one.",
      };
    }
    if (isNext) return { code: "EVENT_REMOVED", ...at, detail: "The event before it is missing." };
    if (wasNext) return { code: "EVENT_INSERTED", ...at, detail: "It was not recorded there." };
    const mac = first.isOurs ? "" : " Its mac is wrong.";
    return { code: "EVENT_CHANGED", ...at, detail: `It is another than was recorded.${mac}` };
  }
}

const placeOf = ({ stream, revision }: LoggedBytes) => ({ stream, revision });

/** Over the bytes as they are stored, which reading them as JSON may hide. */
function hasMac(bytes: LoggedBytes, key: Uint8Array): boolean {
  const text = Buffer.from(bytes.metadata).toString("utf8");
  const split = splitMac(text);
  if (!split || !Buffer.from(text).equals(bytes.metadata)) return false;
  return isMacOf(split.mac, { ...bytes, metadata: Buffer.from(split.unsigned) }, key);
}
