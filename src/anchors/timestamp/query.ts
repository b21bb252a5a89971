// RFC 3161, 2.4.1: what a time-stamping authority is asked.
//
//   30 43                                     TimeStampReq
//      02 01 01                               version 1
//      30 31                                  messageImprint
//         30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00   SHA-256
//         04 20 <32 bytes>
//      02 08 <8 bytes>                        nonce
//      01 01 ff                               certReq: the certificate comes with the answer

/** 32 and 8 bytes. The nonce is positive and has no leading zero: see `nonceFrom`. */
export const printQuery = (imprint: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array([
    ...[0x30, 0x43, 0x02, 0x01, 0x01, 0x30, 0x31],
    ...[0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00],
    ...[0x04, 0x20, ...imprint],
    ...[0x02, 0x08, ...nonce],
    ...[0x01, 0x01, 0xff],
  ]);

/** DER has one form of an integer: so that it comes back in the same eight bytes. */
export function nonceFrom(random: Uint8Array): Buffer {
  const nonce = Buffer.from(random.subarray(0, 8));
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  return nonce;
}
