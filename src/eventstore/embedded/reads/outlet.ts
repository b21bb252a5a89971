// The sending side of a read or subscription: writes with back-pressure and knows when nobody
// listens any more.
import type { ServerWritableStream, ServiceError } from "@grpc/grpc-js";
import type { LiveCalls } from "../streams/live-calls.ts";

// Sent and not yet taken by the connection: so much is let pile up before waiting.
const pendingMessages = 64;
const pendingBytes = 256 * 1024;

export class Outlet<Request> {
  private readonly call: ServerWritableStream<Request, Buffer>;
  private readonly closers = new Set<() => void>();
  private bytes = 0;
  private isOpen = true;

  constructor(call: ServerWritableStream<Request, Buffer>, calls: LiveCalls) {
    this.call = call;
    this.onClose(calls.stream((error) => this.fail(error)));
    for (const event of ["cancelled", "close", "finish"]) call.on(event, () => this.closed());
  }

  /** A getter: it changes while its readers wait. */
  get open(): boolean {
    return this.isOpen;
  }

  /** Sends; await the promise if there is one. */
  write(message: Buffer): Promise<void> | undefined {
    if (!this.isOpen) return undefined;
    this.bytes += message.length;
    const isRoomy = this.call.write(message);
    if (isRoomy) return undefined;
    if (this.call.writableLength < pendingMessages && this.bytes < pendingBytes) return undefined;
    return this.drained();
  }

  end(): void {
    if (this.isOpen) this.call.end();
    this.closed();
  }

  fail(error: ServiceError): void {
    if (this.isOpen) this.call.emit("error", error);
    this.closed();
  }

  onClose(closer: () => void): void {
    if (this.isOpen) this.closers.add(closer);
    else closer();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.call.off("drain", done);
        this.closers.delete(done);
        this.bytes = 0;
        resolve();
      };
      this.call.on("drain", done);
      this.closers.add(done);
    });
  }

  private closed(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const closer of [...this.closers]) closer();
    this.closers.clear();
  }
}
