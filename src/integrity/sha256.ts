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
