// BatchAppend: many appends share one stream of messages, each known by its correlation id and
// answered exactly once. The official client throws inside an event handler at a second answer, so
// what follows an early refusal is dropped.
import { type ServerDuplexStream, type ServiceError, status } from "@grpc/grpc-js";
import type { Store } from "../store/store.ts";
import type { BatchChunk } from "../wire/append-messages.ts";
import { type BatchError, encodeBatchError, encodeBatchSuccess } from "../wire/append-response.ts";
import { batchErrorOf, batchFault, timeout } from "./batch-error.ts";
import { Proposal } from "./limits.ts";
import type { LiveCalls } from "./live-calls.ts";
import { invalidArgument, refusal } from "./refusal.ts";

// Handed to the writer and not answered: above this the client's messages stay in the connection.
const pendingBytesMax = 32 * 1024 * 1024;
const deadlineSweepMs = 50;
// Of appends that have not arrived whole, on one call.
const heldBytesMax = 64 * 1024 * 1024;
const tooMuchHeld = refusal(
  status.RESOURCE_EXHAUSTED,
  "Too many appends were begun and not ended.",
);

export type BatchAppendHandler = (call: ServerDuplexStream<BatchChunk, Buffer>) => void;

export function batchAppendHandler(store: Store, calls: LiveCalls): BatchAppendHandler {
  return (call) => {
    const batches = new BatchStream(call, store);
    const forget = calls.stream((error) => batches.fail(error));
    call.on("data", (chunk: BatchChunk) => batches.take(chunk));
    call.on("end", () => batches.finish());
    call.on("error", () => {});
    call.on("close", () => {
      forget();
      batches.stop();
    });
  };
}

/** One append that is not answered yet. */
interface Batch {
  readonly correlation: Buffer;
  readonly proposal: Proposal;
  /** All of it has arrived. */
  isComplete: boolean;
}

class BatchStream {
  private readonly call: ServerDuplexStream<BatchChunk, Buffer>;
  private readonly store: Store;
  private readonly batches = new Map<string, Batch>();
  /** Answered before all of it had arrived. */
  private readonly dropped = new Set<string>();
  private sweeper: NodeJS.Timeout | undefined;
  private isOpen = true;
  private isFinished = false;

  constructor(call: ServerDuplexStream<BatchChunk, Buffer>, store: Store) {
    this.call = call;
    this.store = store;
  }

  take(chunk: BatchChunk): void {
    const { correlation, isFinal } = chunk;
    if (!this.isOpen) return;
    if (correlation === undefined) {
      this.fail(invalidArgument("A batch append needs a correlation id."));
      return;
    }
    const key = correlation.toString("latin1");
    if (this.dropped.has(key)) {
      if (isFinal) this.dropped.delete(key);
      return;
    }
    const batch = this.batchOf(key, correlation, chunk);
    const fault = faultOf(batch, chunk);
    batch.isComplete = isFinal;
    if (fault !== undefined) this.refuse(key, batch, fault);
    else if (isFinal) void this.carryOut(key, batch);
    else if (this.heldBytes() > heldBytesMax) this.fail(tooMuchHeld);
  }

  /** The client sends no more; what is under way is still answered. */
  finish(): void {
    this.isFinished = true;
    this.endWhenAnswered();
  }

  fail(error: ServiceError): void {
    if (this.isOpen) this.call.emit("error", error);
    this.stop();
  }

  stop(): void {
    this.isOpen = false;
    this.rest();
    this.batches.clear();
    this.dropped.clear();
  }

  /** Nothing waits, so no deadline has to be watched. */
  private rest(): void {
    clearInterval(this.sweeper);
    this.sweeper = undefined;
  }

  private batchOf(key: string, correlation: Buffer, { options }: BatchChunk): Batch {
    const known = this.batches.get(key);
    if (known !== undefined) return known;
    const nothing = { stream: undefined, expected: -2, deadlineMs: Number.POSITIVE_INFINITY };
    const proposal = new Proposal(options ?? nothing);
    // The id outlives the message that it is a view of.
    const batch = { correlation: Buffer.from(correlation), proposal, isComplete: false };
    this.batches.set(key, batch);
    this.sweeper ??= setInterval(() => this.sweep(), deadlineSweepMs);
    return batch;
  }

  /** What has arrived of appends that are not complete. */
  private heldBytes(): number {
    let bytes = 0;
    for (const { isComplete, proposal } of this.batches.values()) {
      if (!isComplete) bytes += proposal.bytes;
    }
    return bytes;
  }

  private async carryOut(key: string, batch: Batch): Promise<void> {
    const { stream, expected, deadlineMs, events } = batch.proposal;
    const pending = this.store.write({ kind: "append", stream, expected, deadlineMs, events });
    const isFlooded = this.store.pendingBytes > pendingBytesMax;
    if (isFlooded) this.call.pause();
    const outcome = await pending;
    if (isFlooded) this.call.resume();
    if (this.batches.get(key) !== batch) return;
    if (outcome.kind === "written") this.answer(key, encodeBatchSuccess(addressee(batch), outcome));
    else this.refuse(key, batch, batchErrorOf(outcome, stream, expected));
  }

  private refuse(key: string, batch: Batch, error: BatchError): void {
    if (!batch.isComplete) this.dropped.add(key);
    this.answer(key, encodeBatchError(addressee(batch), error));
  }

  private answer(key: string, message: Buffer): void {
    this.batches.delete(key);
    if (this.batches.size === 0) this.rest();
    if (!this.isOpen) return;
    this.call.write(message);
    this.endWhenAnswered();
  }

  private endWhenAnswered(): void {
    if (!this.isFinished || !this.isOpen) return;
    const isAnswered = [...this.batches.values()].every((batch) => !batch.isComplete);
    if (!isAnswered) return;
    this.call.end();
    this.stop();
  }

  /** The client leaves deadlines to the server: whatever waits past its own is answered so. */
  private sweep(): void {
    const now = Date.now();
    for (const [key, batch] of this.batches) {
      if (batch.proposal.deadlineMs <= now) this.refuse(key, batch, timeout);
    }
  }
}

function addressee({ correlation, proposal }: Batch) {
  return { correlation, stream: proposal.stream, expected: proposal.expected };
}

function faultOf({ proposal }: Batch, { events }: BatchChunk): BatchError | undefined {
  if (proposal.deadlineMs <= Date.now()) return timeout;
  let fault = proposal.fault();
  for (const event of events) fault ??= proposal.add(event);
  return fault === undefined ? undefined : batchFault(fault, status.INVALID_ARGUMENT);
}
