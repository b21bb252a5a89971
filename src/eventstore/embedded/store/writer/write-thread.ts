// The thread that owns the log's write connection. While it waits for the disk, requests collect at
// its port; the next transaction takes all of them, so that one fsync serves many writers.
import { type MessagePort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { EmbeddedNodeFault } from "../../fault.ts";
import type { StoreFault, Synchronous, WriteOperation, WriteOutcome } from "../operation.ts";
import { openForWriting } from "../schema.ts";
import { unpackOperations } from "../transfer.ts";
import { LogWriter } from "./log-writer.ts";
import { seedOperations } from "./seed.ts";

export interface WriteThreadData {
  readonly directory: string;
  readonly synchronous: Synchronous;
  readonly port: MessagePort;
}

export type FromWriteThread =
  | { readonly kind: "ready"; readonly tail: number }
  | { readonly kind: "unusable"; readonly code: string; readonly message: string }
  /** In the order in which the operations were sent. */
  | { readonly kind: "outcomes"; readonly outcomes: readonly WriteOutcome[]; readonly tail: number }
  | { readonly kind: "closed" };

/** To the thread: packed operations, or null to close the log after what was sent before. */
export type ToWriteThread = ArrayBuffer | null;

// A transaction ends here even if more waits, so that the first of it do not wait for ever.
const groupBytes = 8 * 1024 * 1024;
// SQLITE_IOERR_FSYNC, _DIR_FSYNC: what the disk holds is unknown, and the kernel may have dropped
// what it could not write. Only starting again from the disk tells.
const lostSync = new Set([1034, 1290]);

const { directory, synchronous, port }: WriteThreadData = workerData;

function start(): void {
  try {
    const { database, isNew } = openForWriting(directory, synchronous);
    const writer = new LogWriter(database);
    if (isNew) writer.commit(seedOperations());
    port.on("message", (first: ToWriteThread) => serve(writer, first));
    send({ kind: "ready", tail: writer.tail });
  } catch (error) {
    const code = error instanceof EmbeddedNodeFault ? error.code : "LOG_UNREADABLE";
    send({ kind: "unusable", code, message: `${directory}: ${messageOf(error)}` });
    port.close();
  }
}

function serve(writer: LogWriter, first: ToWriteThread): void {
  let message: ToWriteThread | undefined = first;
  while (message !== undefined && message !== null) {
    const operations: WriteOperation[] = [];
    for (let bytes = 0; message !== undefined && message !== null && bytes < groupBytes; ) {
      bytes += message.byteLength;
      operations.push(...unpackOperations(message));
      message = receiveMessageOnPort(port)?.message;
    }
    send({ kind: "outcomes", outcomes: carryOut(writer, operations), tail: writer.tail });
  }
  if (message !== null) return;
  writer.close();
  send({ kind: "closed" });
  port.close();
}

/**
 * What cannot be done together is tried one by one, so that one operation's fault is not the
 * others'.
 */
function carryOut(writer: LogWriter, operations: readonly WriteOperation[]): WriteOutcome[] {
  try {
    return writer.commit(operations);
  } catch (error) {
    const [only, ...others] = operations;
    if (lostSync.has(sqliteCode(error))) throw error;
    if (only === undefined || others.length === 0)
      return [{ kind: "failed", fault: faultOf(error) }];
    return operations.flatMap((operation) => carryOut(writer, [operation]));
  }
}

function faultOf(error: unknown): StoreFault {
  const message = messageOf(error);
  switch (sqliteCode(error) % 256) {
    case 10:
      return { code: "STORE_IO_ERROR", message };
    case 13:
      return { code: "STORE_FULL", message };
    default:
      return { code: "STORE_FAILED", message };
  }
}

function sqliteCode(error: unknown): number {
  const code = error instanceof Error && "errcode" in error ? error.errcode : 0;
  return typeof code === "number" ? code : 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function send(message: FromWriteThread): void {
  port.postMessage(message);
}

start();
