// The thread that owns the log's write connection. While it waits for the disk, requests collect in
// the protocol's thread; the next group is all of them, so that one fsync serves many writers.
import { type MessagePort, workerData } from "node:worker_threads";
import { EmbeddedNodeFault } from "../../fault.ts";
import type { StoreFault, Synchronous, WriteOperation, WriteOutcome } from "../operation.ts";
import { openForWriting } from "../schema.ts";
import { unpackOperations } from "../transfer.ts";
import { Keeping } from "./keeping.ts";
import { LogWriter } from "./log-writer.ts";
import { seedOperations } from "./seed.ts";

export interface WriteThreadData {
  readonly directory: string;
  readonly synchronous: Synchronous;
  readonly keptCategories: readonly string[];
  readonly port: MessagePort;
}

export type FromWriteThread =
  | { readonly kind: "ready"; readonly tail: number }
  /** The log cannot be opened; nothing comes after it. */
  | { readonly kind: "unusable"; readonly code: string; readonly message: string }
  /** Of one group, in its order; groups are answered in the order in which they were sent. */
  | { readonly kind: "outcomes"; readonly outcomes: readonly WriteOutcome[]; readonly tail: number }
  | { readonly kind: "closed" };

/** A group of packed operations, or null to close the log. */
export type ToWriteThread = ArrayBuffer | null;

// SQLITE_IOERR_FSYNC, _DIR_FSYNC: what the disk holds is unknown, and the kernel may have dropped
// what it could not write. Only starting again from the disk tells.
const lostSync = new Set([1034, 1290]);

const { directory, synchronous, keptCategories, port }: WriteThreadData = workerData;

function start(): void {
  try {
    const { database, isNew } = openForWriting(directory, synchronous);
    const writer = new LogWriter(database, new Keeping(keptCategories));
    if (isNew) writer.commit(seedOperations());
    port.on("message", (message: ToWriteThread) => serve(writer, message));
    send({ kind: "ready", tail: writer.tail });
  } catch (error) {
    const code = error instanceof EmbeddedNodeFault ? error.code : "LOG_UNREADABLE";
    // Listening keeps the thread up until the other side has the message and closes the port.
    port.on("message", () => {});
    send({ kind: "unusable", code, message: `${directory}: ${messageOf(error)}` });
  }
}

function serve(writer: LogWriter, message: ToWriteThread): void {
  if (message !== null) {
    const outcomes = carryOut(writer, unpackOperations(message));
    send({ kind: "outcomes", outcomes, tail: writer.tail });
    return;
  }
  writer.close();
  send({ kind: "closed" });
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
