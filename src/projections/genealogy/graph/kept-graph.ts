// The graph that is kept beside the edge table: made from the snapshot file or from the table,
// brought up to each commit, sealed when its delta is full, made anew for another read model.
import type pg from "pg";
import type { BaseCounts } from "../../../genealogy/buffer/base.ts";
import { type Graph, withDelta } from "../../../genealogy/graph.ts";
import { seal } from "../../../genealogy/seal.ts";
import { viewOf } from "../../../genealogy/view.ts";
import { GraphWriter } from "../../../genealogy/writer.ts";
import type { Logger } from "../../runner/logger.ts";
import { follow } from "./follow.ts";
import { graphBytes, loadBase, type Room } from "./load.ts";
import { inOneMoment, type Moment } from "./moment.ts";
import { countRows } from "./rows.ts";
import { readSnapshot, writeSnapshot } from "./snapshot-file.ts";

export interface Held {
  readonly model: string;
  readonly graph: Graph;
}

interface Writable extends Held {
  readonly writer: GraphWriter;
  /** Its base is in the file. */
  isOnDisk: boolean;
}

export interface KeptGraphParts {
  readonly snapshotFile: string;
  readonly room: Room;
  readonly logger: Logger;
  /** Seals beside whoever keeps it. Absent: it is sealed in between, when it is full. */
  readonly sealApart?: (graph: Graph, capacity: number) => Promise<Graph>;
}

/** What is sealed apart, and once it is done the sealed one. */
interface Sealing {
  readonly of: Held;
  readonly done: Promise<void>;
  sealed?: Graph;
}

export class KeptGraph {
  readonly #parts: KeptGraphParts;
  #held: Writable | undefined;
  #sealing: Sealing | undefined;
  /** Of this read model it is known that its graph would be too large. */
  #tooLarge: string | undefined;

  constructor(parts: KeptGraphParts) {
    this.#parts = parts;
  }

  /** Undefined where there is none: no read model yet, or it would be too large. */
  get held(): Held | undefined {
    return this.#held;
  }

  /** Brings it to where the tables are. A new graph is another object than the one before. */
  async refresh(client: pg.Client): Promise<void> {
    if (this.#held) this.#takeSealed(this.#held);
    const isDone = await inOneMoment(client, async (moment) => {
      if (!this.#isAt(moment)) await this.#to(client, moment);
      return true;
    });
    if (!isDone) this.#held = undefined;
  }

  /**
   * Writes the file where it is behind; may go on beside `refresh`, but not beside itself. A full
   * disk takes nothing away from the graph.
   */
  async save(): Promise<void> {
    const held = this.#held;
    if (!held || held.isOnDisk) return;
    held.isOnDisk = true;
    try {
      await writeSnapshot(this.#parts.snapshotFile, held.graph.base, held.model);
    } catch (err) {
      this.#parts.logger.warn({ err }, "The graph's snapshot could not be written.");
    }
  }

  #isAt(moment: Moment): boolean {
    if (this.#tooLarge === moment.model) return true;
    const held = this.#held;
    return held?.model === moment.model && viewOf(held.graph).asOf === moment.asOf;
  }

  async #to(client: pg.Client, moment: Moment): Promise<void> {
    const { model, asOf } = moment;
    const known = this.#held && viewOf(this.#held.graph).asOf;
    if (this.#held?.model !== model || (known ?? 0) > asOf) {
      // Two of them would take twice the room.
      this.#held = undefined;
      this.#held = (await this.#fromFile(moment)) ?? (await this.#fromTable(client, moment));
    }
    if (this.#held && viewOf(this.#held.graph).asOf < asOf) await this.#follow(client, moment);
  }

  async #fromFile(moment: Moment): Promise<Writable | undefined> {
    const { snapshotFile, logger, room } = this.#parts;
    const found = await readSnapshot(snapshotFile, moment, room.bytesMax);
    if ("base" in found) {
      if (!this.#isRoomFor(found.base, moment.model)) return;
      return this.#hold(withDelta(found.base, this.#capacity(found.base)), moment.model, true);
    }
    const { unusable } = found;
    if (unusable !== "absent") logger.info({ unusable }, "The graph's snapshot is left aside.");
    return;
  }

  async #fromTable(client: pg.Client, { model, asOf }: Moment): Promise<Writable | undefined> {
    const loaded = await loadBase(client, asOf, this.#parts.room);
    if ("base" in loaded) {
      return this.#hold(withDelta(loaded.base, this.#capacity(loaded.base)), model, false);
    }
    this.#giveUp(loaded.tooLarge, model);
    return;
  }

  async #follow(client: pg.Client, moment: Moment): Promise<void> {
    if (!this.#held) return;
    let more = await countRows(client, sinceOf(this.#held.graph));
    if (!this.#held.writer.fits(more) && this.#sealing?.of === this.#held) {
      await this.#sealing.done;
      this.#takeSealed(this.#held);
      more = await countRows(client, sinceOf(this.#held.graph));
    }
    if (!this.#held.writer.fits(more)) {
      const { graph, model } = this.#held;
      if (!this.#isRoomFor(countsOf(graph), model)) return;
      this.#held = this.#hold(seal(graph, this.#capacity(viewOf(graph))), model, false);
    }
    if (this.#held.writer.fits(more)) {
      const held = this.#held;
      // What is broken off half way cannot be gone on with.
      this.#held = undefined;
      await follow(client, held.graph, held.writer, moment.asOf, more);
      this.#held = held;
      this.#sealInTime(held);
    } else {
      this.#held = undefined;
      this.#held = await this.#fromTable(client, moment);
    }
  }

  /** What came while it was sealed is then followed once more. */
  #takeSealed(held: Writable): void {
    const { of, sealed } = this.#sealing ?? {};
    if (of !== held) return;
    if (sealed) this.#held = this.#hold(sealed, held.model, false);
    if (sealed) this.#sealing = undefined;
  }

  #sealInTime(held: Writable): void {
    const { sealApart, logger, room } = this.#parts;
    if (!sealApart || this.#sealing?.of === held || !held.writer.isHalfFull) return;
    const { graph } = held;
    if (graphBytes(countsOf(graph), room) > room.bytesMax) return;
    const sealing: Sealing = {
      of: held,
      done: sealApart(graph, this.#capacity(viewOf(graph))).then(
        (sealed) => {
          sealing.sealed = sealed;
        },
        (err: unknown) => logger.warn({ err }, "The graph is sealed when it is full."),
      ),
    };
    this.#sealing = sealing;
  }

  #hold(graph: Graph, model: string, isOnDisk: boolean): Writable {
    return { model, graph, writer: new GraphWriter(graph), isOnDisk };
  }

  #capacity({ edges }: { readonly edges: number }): number {
    return this.#parts.room.capacityOf(edges);
  }

  #isRoomFor(counts: BaseCounts, model: string): boolean {
    const bytes = graphBytes(counts, this.#parts.room);
    if (bytes <= this.#parts.room.bytesMax) return true;
    this.#giveUp(bytes, model);
    return false;
  }

  /** Until the service starts again, or the read model is made anew. */
  #giveUp(bytes: number, model: string): void {
    this.#held = undefined;
    this.#tooLarge = model;
    const { bytesMax } = this.#parts.room;
    this.#parts.logger.warn({ bytes, bytesMax }, "The graph is too large; SQL traces by itself.");
  }
}

/** Of what is to be sealed: as many voids as there can be. */
function countsOf(graph: Graph): BaseCounts {
  const { nodes, edges, asOf } = viewOf(graph);
  const { base, delta } = graph;
  const voids = base.voids + delta.voidCapacity;
  return { nodes, edges, voids, hasIntervals: base.hasIntervals, asOf };
}

/** What of it is known, so that the rest can be counted. */
function sinceOf(graph: Graph): { readonly nodes: number; readonly from: number } {
  const { nodes, asOf } = viewOf(graph);
  return { nodes, from: asOf };
}
