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
import { inOneMoment, type Moment, momentOf } from "./moment.ts";
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
}

export class KeptGraph {
  readonly #parts: KeptGraphParts;
  #held: Writable | undefined;
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
    if (this.#isAt(await momentOf(client))) return;
    const isDone = await inOneMoment(client, async (moment) => {
      await this.#to(client, moment);
      return true;
    });
    if (!isDone) this.#held = undefined;
  }

  /** Writes the file where it is behind. A full disk takes nothing away from the graph. */
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

  #isAt(moment: Moment | undefined): boolean {
    if (!moment) return false;
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
    const { asOf, model } = moment;
    if (!this.#held) return;
    const { nodes, edges, asOf: known } = viewOf(this.#held.graph);
    const more = await countRows(client, known);
    if (!this.#held.writer.fits(more)) {
      const counts = { nodes, edges, voids: more.voids, hasIntervals: true, asOf };
      if (!this.#isRoomFor(counts, model)) return;
      this.#held = this.#hold(seal(this.#held.graph, this.#capacity(counts)), model, false);
    }
    if (this.#held.writer.fits(more)) {
      const held = this.#held;
      // What is broken off half way cannot be gone on with.
      this.#held = undefined;
      await follow(client, held.graph, held.writer, asOf);
      this.#held = held;
    } else {
      this.#held = undefined;
      this.#held = await this.#fromTable(client, moment);
    }
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
