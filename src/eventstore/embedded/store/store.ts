// The log as the protocol's thread sees it: writes go to the writer's thread in packed groups and
// come back as outcomes, reads are done here.
import { LogReader } from "./log-reader.ts";
import type { WriteOperation, WriteOutcome } from "./operation.ts";
import { Tail } from "./tail.ts";
import { packOperations, sizeOf } from "./transfer.ts";
import { WriterLink, type WriterOptions } from "./writer-link.ts";

interface Waiting {
  readonly operation: WriteOperation;
  readonly bytes: number;
  readonly settle: (outcome: WriteOutcome) => void;
}

// Groups on their way: one that the writer commits and one that it finds when it is done. More
// would only be smaller.
const groupsMax = 2;
// A group ends here even if more waits, so that the first of it do not wait for ever.
const groupBytesMax = 8 * 1024 * 1024;

export interface StoreOptions extends WriterOptions {
  /** Nothing is taken: the log moves to another store. */
  readonly isReadOnly?: boolean;
}

const fenced: WriteOutcome = {
  kind: "failed",
  fault: { code: "STORE_FENCED", message: "the log moves to another store" },
};

export class Store {
  readonly reader: LogReader;
  readonly tail: Tail;
  private readonly link: WriterLink;
  private readonly isReadOnly: boolean;
  private queue: Waiting[] = [];
  /** Groups at the writer; they come back in the order in which they went. */
  private readonly groups: Waiting[][] = [];
  private isScheduled = false;
  private isClosed = false;
  private newest: Promise<unknown> = Promise.resolve();
  /** Bytes handed in and not answered; what back-pressure goes by. */
  pendingBytes = 0;

  static async open(options: StoreOptions): Promise<Store> {
    const link = new WriterLink(options);
    const tail = await link.started;
    return new Store(options, link, tail);
  }

  private constructor(options: StoreOptions, link: WriterLink, tail: number) {
    const { directory, isReadOnly = false } = options;
    this.isReadOnly = isReadOnly;
    this.link = link;
    this.reader = new LogReader(directory);
    this.tail = new Tail(this.reader, tail);
    link.onOutcomes = (outcomes, position) => this.settle(outcomes, position);
  }

  /** Resolves once the operation is on disk, or refused. Never rejects. */
  write(operation: WriteOperation): Promise<WriteOutcome> {
    if (this.isReadOnly) return Promise.resolve(fenced);
    const { promise, resolve } = Promise.withResolvers<WriteOutcome>();
    const bytes = sizeOf(operation);
    this.pendingBytes += bytes;
    this.queue.push({ operation, bytes, settle: resolve });
    this.newest = promise;
    if (!this.isScheduled) {
      this.isScheduled = true;
      // Whatever the sockets deliver in this turn goes over together.
      setImmediate(() => this.send());
    }
    return promise;
  }

  /** Resolves when everything handed in so far is answered. */
  async settled(): Promise<void> {
    await this.newest;
  }

  /** Carries out what was handed in before, then closes the log. */
  async close(): Promise<void> {
    await this.settled();
    this.isClosed = true;
    // The reader first: whoever closes the log last folds its write-ahead file into it, and only a
    // writer can.
    this.reader.close();
    await this.link.close();
  }

  private send(): void {
    this.isScheduled = false;
    while (this.queue.length > 0 && this.groups.length < groupsMax) {
      const group = this.nextGroup();
      this.groups.push(group);
      this.link.send(packOperations(group.map(({ operation }) => operation)));
    }
  }

  private nextGroup(): Waiting[] {
    let bytes = 0;
    const end = this.queue.findIndex((waiting) => {
      bytes += waiting.bytes;
      return bytes > groupBytesMax;
    });
    return this.queue.splice(0, end === -1 ? this.queue.length : Math.max(1, end));
  }

  private settle(outcomes: readonly WriteOutcome[], position: number): void {
    for (const [index, waiting] of (this.groups.shift() ?? []).entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) continue;
      this.pendingBytes -= waiting.bytes;
      waiting.settle(outcome);
    }
    this.send();
    if (!this.isClosed) this.tail.advance(position);
  }
}
