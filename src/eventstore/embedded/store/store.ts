// The log as the protocol's thread sees it: writes go to the writer's thread in packed groups and
// come back as outcomes, reads are done here.
import { MessageChannel, Worker } from "node:worker_threads";
import { EmbeddedNodeFault, type EmbeddedNodeFaultCode } from "../fault.ts";
import { LogReader } from "./log-reader.ts";
import type { Synchronous, WriteOperation, WriteOutcome } from "./operation.ts";
import { Tail } from "./tail.ts";
import { packOperations, sizeOf } from "./transfer.ts";
import type { FromWriteThread, ToWriteThread } from "./writer/write-thread.ts";

export interface StoreOptions {
  readonly directory: string;
  readonly synchronous: Synchronous;
  /**
   * The writer is gone and nothing more can be written: the process must end and start again from
   * the disk.
   */
  readonly onWriterLost: (error: Error) => void;
}

interface Waiting {
  readonly bytes: number;
  readonly settle: (outcome: WriteOutcome) => void;
}

export class Store {
  readonly reader: LogReader;
  readonly tail: Tail;
  private readonly link: WriterLink;
  private queue: WriteOperation[] = [];
  /** Answers come in the order of the questions. */
  private readonly waiting: Waiting[] = [];
  private isScheduled = false;
  private isClosed = false;
  private newest: Promise<unknown> = Promise.resolve();
  /** Bytes handed in and not answered; what back-pressure goes by. */
  pendingBytes = 0;

  static async open(options: StoreOptions): Promise<Store> {
    const link = new WriterLink(options);
    const tail = await link.ready();
    return new Store(options.directory, link, tail);
  }

  private constructor(directory: string, link: WriterLink, tail: number) {
    this.link = link;
    this.reader = new LogReader(directory);
    this.tail = new Tail(this.reader, tail);
    link.onOutcomes = (outcomes, position) => this.settle(outcomes, position);
  }

  /** Resolves once the operation is on disk, or refused. Never rejects. */
  write(operation: WriteOperation): Promise<WriteOutcome> {
    const outcome = new Promise<WriteOutcome>((settle) => {
      const bytes = sizeOf(operation);
      this.pendingBytes += bytes;
      this.waiting.push({ bytes, settle });
      this.queue.push(operation);
      if (this.isScheduled) return;
      this.isScheduled = true;
      // Whatever the sockets deliver in this turn goes over together.
      setImmediate(() => this.flush());
    });
    this.newest = outcome;
    return outcome;
  }

  /** Resolves when everything handed in so far is answered. */
  async settled(): Promise<void> {
    await this.newest;
  }

  /** Carries out what was handed in before, then closes the log. */
  async close(): Promise<void> {
    this.flush();
    await this.settled();
    this.isClosed = true;
    // The reader first: whoever closes the log last folds its write-ahead file into it, and only a
    // writer can.
    this.reader.close();
    await this.link.close();
  }

  private flush(): void {
    this.isScheduled = false;
    if (this.queue.length > 0) this.link.send(packOperations(this.queue));
    this.queue = [];
  }

  private settle(outcomes: readonly WriteOutcome[], position: number): void {
    const answered = this.waiting.splice(0, outcomes.length);
    for (const [index, outcome] of outcomes.entries()) {
      const waiting = answered[index];
      if (waiting === undefined) continue;
      this.pendingBytes -= waiting.bytes;
      waiting.settle(outcome);
    }
    if (!this.isClosed) this.tail.advance(position);
  }
}

/** The thread and the port to it. */
class WriterLink {
  private readonly port;
  private readonly started: Promise<number>;
  private readonly closed: Promise<void>;
  private isClosing = false;
  onOutcomes: (outcomes: readonly WriteOutcome[], tail: number) => void = () => {};

  constructor({ directory, synchronous, onWriterLost }: StoreOptions) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const started = Promise.withResolvers<number>();
    const closed = Promise.withResolvers<void>();
    this.started = started.promise;
    this.closed = closed.promise;
    const worker = new Worker(new URL("./writer/write-thread.ts", import.meta.url), {
      workerData: { directory, synchronous, port: port2 },
      transferList: [port2],
    });
    port1.on("message", (message: FromWriteThread) => {
      if (message.kind === "ready") started.resolve(message.tail);
      else if (message.kind === "outcomes") this.onOutcomes(message.outcomes, message.tail);
      else if (message.kind === "unusable") started.reject(faultOf(message.code, message.message));
      else closed.resolve();
    });
    worker.on("error", (error) => {
      const lost = error instanceof Error ? error : new Error(String(error));
      started.reject(lost);
      onWriterLost(lost);
    });
    worker.on("exit", (code) => {
      closed.resolve();
      if (!this.isClosing) onWriterLost(new Error(`The writer's thread ended with code ${code}.`));
    });
  }

  ready(): Promise<number> {
    return this.started;
  }

  send(packed: ArrayBuffer): void {
    const message: ToWriteThread = packed;
    this.port.postMessage(message, [packed]);
  }

  async close(): Promise<void> {
    this.isClosing = true;
    const message: ToWriteThread = null;
    this.port.postMessage(message);
    await this.closed;
    this.port.close();
  }
}

function faultOf(code: string, message: string): EmbeddedNodeFault {
  const known: readonly EmbeddedNodeFaultCode[] = ["LOG_VERSION_UNSUPPORTED", "LOG_UNREADABLE"];
  return new EmbeddedNodeFault(known.find((each) => each === code) ?? "NODE_START_FAILED", message);
}
