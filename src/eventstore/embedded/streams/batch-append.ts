// BatchAppend: many appends share one stream of messages, each known by its correlation id and
// answered exactly once. The official client throws inside an event handler at a second answer, so
// what follows an early refusal is dropped.
import type { ServerDuplexStream, ServiceError } from "@grpc/grpc-js";
import { MalformedMessage } from "../../protobuf/wire-reader.ts";
import type { Store } from "../store/store.ts";
import type { BatchChunk } from "../wire/append-messages.ts";
import { type BatchError, encodeBatchError, encodeBatchSuccess } from "../wire/append-response.ts";
import type { Decoded } from "../wire/tolerant.ts";
import { batchErrorOf, batchFault, timeout } from "./batch-error.ts";
import type { HeldBytes } from "./held-bytes.ts";
import { arrivalMsMax, Proposal } from "./limits.ts";
import type { LiveCalls } from "./live-calls.ts";
import { invalidArgument, malformed, tooMuchHeld } from "./refusal.ts";

// Handed to the writer and not answered: above this the client's messages stay in the connection.
const pendingBytesMax = 32 * 1024 * 1024;
const deadlineSweepMs = 50;
// Answers that the client has not taken: above this no more of its messages are read.
const unreadAnswersMax = 1_000;
// Appends that were refused early and whose rest has not come.
const droppedMax = 10_000;

type Call = ServerDuplexStream<Decoded<BatchChunk>, Buffer>;
export type BatchAppendHandler = (call: Call) => void;

export function batchAppendHandler(
  store: Store,
  calls: LiveCalls,
  held: HeldBytes,
): BatchAppendHandler {
  return (call) => {
    const batches = new BatchStream(call, store, held);
    const forget = calls.stream((error) => batches.fail(error));
    call.on("data", (chunk: Decoded<BatchChunk>) => batches.take(chunk));
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
  readonly begunMs: number;
  /** All of it has arrived. */
  isComplete: boolean;
}

class BatchStream {
  private readonly call: Call;
  private readonly store: Store;
  private readonly held: HeldBytes;
  private readonly batches = new Map<string, Batch>();
  /** Answered before all of it had arrived. */
  private readonly dropped = new Set<string>();
  private sweeper: NodeJS.Timeout | undefined;
  private isOpen = true;
  private isFinished = false;
  /** The client does not take its answers. */
  private isUnread = false;
  private reasonsToWait = 0;

  constructor(call: Call, store: Store, held: HeldBytes) {
    this.call = call;
    this.store = store;
    this.held = held;
  }

  take(chunk: Decoded<BatchChunk>): void {
    if (!this.isOpen) return;
    if (chunk instanceof MalformedMessage) {
      this.fail(malformed(chunk));
      return;
    }
    const { correlation, isFinal } = chunk;
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
    if (batch.isComplete) {
      this.fail(invalidArgument("An append of this correlation id is under way."));
      return;
    }
    const fault = faultOf(batch, chunk);
    batch.isComplete = isFinal;
    if (isFinal) batch.proposal.release();
    if (fault !== undefined) this.refuse(key, batch, fault);
    else if (isFinal) void this.carryOut(key, batch);
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
    for (const { proposal } of this.batches.values()) proposal.release();
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
    const proposal = new Proposal(options ?? nothing, this.held);
    // The id outlives the message that it is a view of.
    const batch: Batch = {
      correlation: Buffer.from(correlation),
      proposal,
      begunMs: Date.now(),
      isComplete: false,
    };
    this.batches.set(key, batch);
    this.sweeper ??= setInterval(() => this.sweep(), deadlineSweepMs);
    return batch;
  }

  private async carryOut(key: string, batch: Batch): Promise<void> {
    const { stream, expected, deadlineMs, events } = batch.proposal;
    const pending = this.store.write({ kind: "append", stream, expected, deadlineMs, events });
    const isFlooded = this.store.pendingBytes > pendingBytesMax;
    if (isFlooded) this.wait(1);
    const outcome = await pending;
    if (isFlooded) this.wait(-1);
    if (this.batches.get(key) !== batch) return;
    if (outcome.kind === "written") this.answer(key, encodeBatchSuccess(addressee(batch), outcome));
    else this.refuse(key, batch, batchErrorOf(outcome, stream, expected));
  }

  private refuse(key: string, batch: Batch, error: BatchError): void {
    batch.proposal.release();
    if (!batch.isComplete) this.dropped.add(key);
    if (this.dropped.size > droppedMax) this.fail(tooMuchHeld());
    this.answer(key, encodeBatchError(addressee(batch), error));
  }

  private answer(key: string, message: Buffer): void {
    this.batches.delete(key);
    if (this.batches.size === 0) this.rest();
    if (!this.isOpen) return;
    const isTaken = this.call.write(message);
    if (!isTaken && this.call.writableLength > unreadAnswersMax && !this.isUnread) {
      this.isUnread = true;
      this.wait(1);
      this.call.once("drain", () => {
        this.isUnread = false;
        this.wait(-1);
      });
    }
    this.endWhenAnswered();
  }

  /** Reads no more of the client's messages while there is one reason for it. */
  private wait(reasons: 1 | -1): void {
    this.reasonsToWait += reasons;
    if (this.reasonsToWait > 0) this.call.pause();
    else this.call.resume();
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
      const isLate = !batch.isComplete && batch.begunMs + arrivalMsMax <= now;
      if (isLate || batch.proposal.deadlineMs <= now) this.refuse(key, batch, timeout);
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
  return fault === undefined ? undefined : batchFault(fault);
}
