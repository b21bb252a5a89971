// Reads every event back as it is stored, and says whether it is what was recorded: against its
// mac, against the tree, and against the checkpoints that were signed.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { EventLog } from "../../eventstore/port.ts";
import type { LoggedBytes } from "../../eventstore/stored-event.ts";
import { checkEntry } from "../../integrity/entry.ts";
import type { Epochs, LaterKeys } from "../../integrity/epoch.ts";
import { leafHash, type MerkleTree } from "../../integrity/tree/merkle.ts";
import { FirstDifference } from "./against-tree/first-difference.ts";
import { type Heads, SignedHeads } from "./against-tree/signed-heads.ts";
import { UpperTiles } from "./against-tree/upper-tiles.ts";
import { type EpochFound, EpochsRead } from "./epochs-read.ts";
import { first, type LogFinding, placeOf } from "./finding.ts";
import { explainGaps } from "./gaps.ts";
import { fromTheBeginning, type Resumed } from "./resume.ts";
import { retentionFindings } from "./retention.ts";
import { StoreClock } from "./store-clock.ts";
import { StreamsRead, stillHidden } from "./streams-read.ts";
import { beyondTree, leavesFrom, rootAt, treeSize } from "./tree.ts";

export interface LogReport {
  /** Log index of the first event that was read. */
  readonly from: number;
  /** Events that the log holds. */
  readonly size: number;
  /** Of all of them; hex. */
  readonly root: string;
  /** Streams that the store was asked for: those of the events that were read. */
  readonly streams: number;
  /** Checkpoints that were found right. */
  readonly checkpoints: number;
  /** Who signed from where on, and whether the former key stands for that. */
  readonly epochs: readonly EpochFound[];
  /** The lowest position first; of one position, those about the order of the log. */
  readonly findings: readonly LogFinding[];
}

export interface VerifyLogParts {
  readonly log: Pick<
    EventLog,
    "readAllBytes" | "readStream" | "readBytes" | "findRetentionSettings"
  >;
  readonly kysely: Kysely<DB>;
  readonly macKey: Uint8Array;
  readonly checkpoints: Heads;
  readonly epochs: () => Promise<Epochs>;
  readonly later: LaterKeys;
  /** Waits a while for so many leaves. */
  readonly untilTreeHas: (size: number) => Promise<unknown>;
  readonly onProgress?: (done: number) => void;
  /** The log is read: the store is asked for each of its streams, and so many are done. */
  readonly onAsked?: (done: number, streams: number) => void;
  /** Told of each event that is ours, with its log index. */
  readonly onEvent?: (position: number, bytes: LoggedBytes) => void;
  /** Where to begin, when not at the beginning: what came before is not read. */
  readonly resumed?: Resumed;
}

export async function verifyLog(parts: VerifyLogParts): Promise<LogReport> {
  const { kysely, log, resumed = fromTheBeginning() } = parts;
  const { after } = resumed;
  // What is recorded while the log is read is in the tree, and was not in what is read.
  const recorded = await treeSize(kysely);
  // The store looks for them while the log is read.
  const settings = Array.fromAsync(log.findRetentionSettings());
  settings.catch(() => {});
  const begun = resumed.tree.size;
  const signers = { epochs: await parts.epochs(), later: parts.later };
  const signed = await SignedHeads.of(parts.checkpoints, signers, begun);
  const reading = new Reading(parts, signed, signers.epochs, resumed.tree);
  const leaves = leavesFrom(kysely, reading.size);
  const read = () => log.readAllBytes(after === undefined ? {} : { after });
  for await (const bytes of read()) {
    const { value } = await leaves.next();
    reading.take(bytes, value ?? undefined);
    if (reading.size % progressEvery === 0) parts.onProgress?.(reading.size);
  }
  for await (const leaf of leaves) if (!reading.recordedBeyond(leaf)) break;
  await parts.untilTreeHas(reading.size);
  const leafCount = await treeSize(kysely);
  // Where tiles are missing there is no root.
  const root = await rootAt(kysely, Math.min(reading.size, leafCount)).catch(beyondTree);
  const { macKey } = parts;
  const { gap, passedOver } = await explainGaps(
    { log, macKey, events: read(), from: begun },
    reading.streams.gap,
  );
  const upper = await reading.upperTiles.drifted(kysely);
  const beside = { recorded, leafCount, root, upper };
  const report = reading.report(beside, gap);
  const forgetting = await retentionFindings(await settings, read(), report.from);
  const hidden = await stillHidden(() => reading.streams.hidden(log, parts.onAsked));
  const findings = [...report.findings, ...passedOver, ...forgetting];
  findings.sort((one, other) => one.position - other.position);
  // What the store hides of a stream has no place in the order of the log.
  return { ...report, findings: [...findings, ...first(hidden)] };
}

const progressEvery = 1_000;

/** The tree in PostgreSQL, beside what was read of the log. */
interface TreeBeside {
  /** Leaves before the log was read. */
  readonly recorded: number;
  /** Leaves after the log was read. */
  readonly leafCount: number;
  /** Of as many leaves as both have; undefined where it has none. */
  readonly root: Buffer | undefined;
  /** The first of its hashes above the leaves that is another. */
  readonly upper: LogFinding | undefined;
}

/** One pass over the log to its end. */
class Reading {
  readonly streams: StreamsRead;
  readonly upperTiles = new UpperTiles();
  readonly #macKey: Uint8Array;
  readonly #tree: MerkleTree;
  readonly #from: number;
  readonly #clock = new StoreClock();
  readonly #foreign: LogFinding[] = [];
  /** The first of them. */
  #contradicted: { readonly size: number; readonly finding: LogFinding } | undefined;
  readonly #onEvent: VerifyLogParts["onEvent"];
  readonly #signed: SignedHeads;
  readonly #epochs: EpochsRead;
  #other: FirstDifference | undefined;
  #lastLeaf: Buffer | undefined;
  /** Where the log ends, by what was recorded: more than its size where some is missing before. */
  #end = 0;
  #beyond = 0;
  #drifted: LogFinding | undefined;
  /** Sizes of the checkpoints that the log as it is agrees with, in their order. */
  readonly #agreed: number[] = [];

  constructor(
    { macKey, onEvent }: VerifyLogParts,
    signed: SignedHeads,
    epochs: Epochs,
    tree: MerkleTree,
  ) {
    this.#macKey = macKey;
    this.#onEvent = onEvent;
    this.#signed = signed;
    this.#tree = tree;
    this.#from = tree.size;
    this.streams = new StreamsRead(tree.size === 0);
    this.#epochs = new EpochsRead(epochs, tree.size);
    this.#check();
  }

  get size(): number {
    return this.#tree.size;
  }

  take(bytes: LoggedBytes, expected: Buffer | undefined): void {
    const position = this.#tree.size;
    const { entry, isOurs } = checkEntry(bytes, this.#macKey);
    this.streams.take(position, bytes);
    if (isOurs) {
      this.#clock.take(position, bytes);
      this.#epochs.take(position, bytes, this.#tree);
      this.#onEvent?.(position, bytes);
    }
    const found = leafHash(entry);
    this.#lastLeaf = found;
    this.#tree.appendLeaf(found, (subtree, end) => this.upperTiles.take(subtree, end));
    if (this.#other) {
      if (expected) this.#other.recorded(expected);
      this.#other.read(found);
    } else if (expected && !expected.equals(found)) {
      this.#other = new FirstDifference({ position, bytes, found, expected, isOurs });
    }
    if (!isOurs) {
      const detail = "It has no mac of this instance: somebody else wrote it.";
      this.#foreign.push({ code: "EVENT_FOREIGN", position, ...placeOf(bytes), detail });
    }
    this.#check();
  }

  /** What was recorded behind the end of the log, leaf by leaf. False: no more is needed. */
  recordedBeyond(leaf: Buffer): boolean {
    this.#beyond += 1;
    if (this.#lastLeaf && leaf.equals(this.#lastLeaf)) this.#end = this.size + this.#beyond;
    this.#other?.recorded(leaf);
    return this.#other !== undefined;
  }

  /** `gap`: the first in a stream. */
  report(beside: TreeBeside, gap: LogFinding | undefined): LogReport {
    const { size } = this.#tree;
    const other = this.#other;
    const changed = other?.finding();
    const epochs = this.#epochs.report(beside.recorded, size);
    const last = Math.max(beside.recorded, this.#signed.beyond(size));
    const drifted =
      this.#drifted ??
      (changed ? undefined : (epochs.drifted ?? beside.upper ?? this.#drift(beside)));
    // A log that is cut or changed contradicts every later checkpoint; the first cause is told.
    const isFirst = this.#contradicted && (!changed || this.#contradicted.size <= changed.position);
    const contradicted = isFirst ? this.#contradicted?.finding : undefined;
    // The tree names the place of a change; a gap shows further on, where its stream goes on.
    const gaps = gap && (!changed || gap.position < changed.position) ? [gap] : [];
    const inOrder = [drifted, changed, ...gaps, contradicted, this.#cut(last)].filter(
      (finding) => finding !== undefined,
    );
    // That it is another than was recorded says already that its mac is wrong.
    const told = other?.isAdded ? other.at.position : undefined;
    const foreign = this.#foreign.filter(({ position }) => position !== told);
    return {
      from: this.#from,
      size,
      root: this.#tree.root().toString("hex"),
      streams: this.streams.count,
      checkpoints: this.#agreed.length,
      epochs: epochs.all,
      findings: [
        ...inOrder,
        ...epochs.forged,
        ...first(this.#signed.forged(size)),
        ...first(foreign),
        ...this.#clock.findings,
      ],
    };
  }

  /** The checkpoints of the size that has just been read. */
  #check(): void {
    const { size } = this.#tree;
    const signed = this.#signed.due.at(size);
    if (signed.length === 0) return;
    const root = this.#tree.root();
    for (const one of signed) {
      if (one.equals(root)) this.#agree();
      else if (!this.#contradicted) {
        const position = this.#agreed.findLast((agreed) => agreed < size) ?? this.#from;
        const detail = `The checkpoint of ${size} events has another root.`;
        const finding = { code: "CHECKPOINT_CONTRADICTED", position, detail } as const;
        this.#contradicted = { size, finding };
      }
    }
  }

  /** So far the log is what was signed, and a leaf that differs is the tree's fault. */
  #agree(): void {
    this.#agreed.push(this.#tree.size);
    if (!this.#other) return;
    const { at: other } = this.#other;
    const detail = "The tree in PostgreSQL has another leaf than the log that was signed.";
    const at = { position: other.position, ...placeOf(other.bytes) };
    this.#drifted ??= { code: "TREE_DRIFTED", ...at, detail };
    // What is changed further on must not be taken for drift too.
    this.#other = undefined;
  }

  #drift({ leafCount, root }: TreeBeside): LogFinding | undefined {
    const { size } = this.#tree;
    if (leafCount < size) {
      const detail = `The tree in PostgreSQL ends at ${leafCount} events, the log at ${size}.`;
      return { code: "TREE_DRIFTED", position: leafCount, detail };
    }
    if (root?.equals(this.#tree.root())) return undefined;
    const detail = "The tree in PostgreSQL has another root than the log.";
    return { code: "TREE_DRIFTED", position: this.#agreed.at(-1) ?? this.#from, detail };
  }

  /** `last`: events that were recorded, or signed for. */
  #cut(last: number): LogFinding | undefined {
    const { size } = this.#tree;
    // As many events that are missing further up are not missing at the end as well.
    if (last <= Math.max(size, this.#end)) return undefined;
    const detail = `The log ends at ${size} events; ${last} were recorded.`;
    return { code: "TAIL_CUT", position: size, detail };
  }
}
