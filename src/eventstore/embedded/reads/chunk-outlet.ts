// The sending side of ReadChunks: what is written in one turn of the event loop goes out in one
// message, and in several where it is much.
import type { ServerWritableStream } from "@grpc/grpc-js";
import { encodeChunk } from "../../protobuf/read-chunk.ts";
import type { LiveCalls } from "../streams/live-calls.ts";
import { Outlet } from "./outlet.ts";

/** A chunk ends with the message that reaches it. */
const chunkBytes = 32 * 1024;
/** Sent, and not yet taken by the connection: one is made while another goes out. */
const pendingChunks = 4;

export class ChunkOutlet<Request> extends Outlet<Request> {
  readonly #call: ServerWritableStream<Request, Buffer>;
  #gathered: Buffer[] = [];
  #bytes = 0;
  #pending = 0;
  #wake = () => {};

  constructor(call: ServerWritableStream<Request, Buffer>, calls: LiveCalls) {
    super(call, calls);
    this.#call = call;
    this.onClose(() => this.#wake());
  }

  override write(message: Buffer): Promise<void> | undefined {
    if (!this.open) return undefined;
    if (this.#gathered.length === 0) setImmediate(() => this.#flush());
    this.#gathered.push(message);
    this.#bytes += message.length;
    if (this.#bytes >= chunkBytes) this.#flush();
    if (this.#pending < pendingChunks) return undefined;
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  override end(): void {
    this.#flush();
    super.end();
  }

  #flush(): void {
    if (!this.open || this.#gathered.length === 0) return;
    this.#pending += 1;
    this.#call.write(encodeChunk(this.#gathered), () => {
      this.#pending -= 1;
      this.#wake();
    });
    this.#gathered = [];
    this.#bytes = 0;
  }
}
