// The writer's thread and the port to it.
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { EmbeddedNodeFault, type EmbeddedNodeFaultCode } from "../fault.ts";
import type { Synchronous, WriteOutcome } from "./operation.ts";
import type { FromWriteThread, ToWriteThread } from "./writer/write-thread.ts";

export interface WriterOptions {
  readonly directory: string;
  readonly synchronous: Synchronous;
  /** See `Keeping`. */
  readonly keptCategories: readonly string[];
  /**
   * The writer is gone and nothing more can be written: the process must end and start again from
   * the disk.
   */
  readonly onWriterLost: (error: Error) => void;
}

export class WriterLink {
  private readonly port: MessagePort;
  private readonly closed = Promise.withResolvers<void>();
  /** Position of the log's last event; rejects when the log cannot be opened. */
  readonly started: Promise<number>;
  onOutcomes: (outcomes: readonly WriteOutcome[], tail: number) => void = () => {};

  constructor({ onWriterLost, ...log }: WriterOptions) {
    const { port1, port2 } = new MessageChannel();
    const started = Promise.withResolvers<number>();
    this.port = port1;
    this.started = started.promise;
    let whenLost = (error: Error): void => started.reject(error);
    port1.on("message", (message: FromWriteThread) => {
      switch (message.kind) {
        case "ready":
          whenLost = onWriterLost;
          return started.resolve(message.tail);
        case "unusable":
          whenLost = () => {};
          port1.close();
          return started.reject(faultOf(message.code, message.message));
        case "outcomes":
          return this.onOutcomes(message.outcomes, message.tail);
        case "closed":
          whenLost = () => {};
          port1.close();
          return this.closed.resolve();
        default:
          return message satisfies never;
      }
    });
    const worker = new Worker(new URL("./writer/write-thread.ts", import.meta.url), {
      workerData: { ...log, port: port2 },
      transferList: [port2],
    });
    worker.on("error", (error) => {
      whenLost(error instanceof Error ? error : new Error(String(error)));
    });
    // It ends by itself only when the port is closed from here.
    worker.on("exit", (code) => {
      whenLost(new Error(`The writer's thread ended with code ${code}.`));
    });
  }

  /** `packed` is handed over and must not be used any more. */
  send(packed: ArrayBuffer): void {
    const message: ToWriteThread = packed;
    this.port.postMessage(message, [packed]);
  }

  /** Closes the log after what was sent before. */
  async close(): Promise<void> {
    const message: ToWriteThread = null;
    this.port.postMessage(message);
    await this.closed.promise;
  }
}

function faultOf(code: string, message: string): EmbeddedNodeFault {
  const known: readonly EmbeddedNodeFaultCode[] = ["LOG_VERSION_UNSUPPORTED", "LOG_UNREADABLE"];
  return new EmbeddedNodeFault(known.find((each) => each === code) ?? "NODE_START_FAILED", message);
}
