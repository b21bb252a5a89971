// FIPS 180-4, over bytes that lie together: one call of OpenSSL. The digest comes as a text of
// bytes and is written out here; asked for as bytes, the call takes twice as long.
import { hash } from "node:crypto";

const encoding = "binary";

/** 32 bytes. */
export const sha256 = (bytes: Uint8Array): Buffer =>
  Buffer.from(hash("sha256", bytes, encoding), encoding);

/** The same, written into `target` at a place. */
export function putSha256(bytes: Uint8Array, target: Buffer, at: number): void {
  target.write(hash("sha256", bytes, encoding), at, encoding);
}

/**
 * HMAC-SHA-256 (RFC 2104) with two hashes of one call each, in a third of the time that node:crypto
 * takes to set up an Hmac. `room` is what lies before the bytes: 64 bytes that may be overwritten.
 */
export class Hmac {
  static readonly room = 64;
  readonly #inner: Buffer;
  readonly #outer: Buffer;

  constructor(key: Uint8Array) {
    const block = Buffer.alloc(Hmac.room);
    block.set(key.length > Hmac.room ? sha256(key) : key);
    this.#inner = block.map((byte) => byte ^ 0x36) as Buffer;
    this.#outer = Buffer.concat([block.map((byte) => byte ^ 0x5c), Buffer.alloc(32)]);
  }

  /** Of the bytes behind the room; 32 bytes. */
  over(withRoom: Buffer): Buffer {
    withRoom.set(this.#inner);
    putSha256(withRoom, this.#outer, Hmac.room);
    return sha256(this.#outer);
  }
}
