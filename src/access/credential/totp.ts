// One-time codes of an authenticator: TOTP, RFC 6238 over RFC 4226; SHA-1, 6 digits, 30 s, which is
// what every authenticator understands. Secrets are written in base32, RFC 4648, 6.
import { Buffer } from "node:buffer";
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/**
 * The secret that goes with the token of an offer: worked out, so that until the first code was
 * right it is kept nowhere, for of the token there is a digest only. RFC 5869.
 */
export const totpSecretOf = (token: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", token, "", "batchproof one-time codes", secretBytes));

export interface TotpAccount {
  readonly issuer: string;
  readonly account: string;
  readonly secret: Uint8Array;
}

/** For the QR code: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function totpUri({ issuer, account, secret }: TotpAccount): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const query = [
    `secret=${base32(secret)}`,
    `issuer=${encodeURIComponent(issuer)}`,
    `algorithm=SHA1&digits=${digits}&period=${period_s}`,
  ];
  return `otpauth://totp/${label}?${query.join("&")}`;
}

/** As a person types it where no camera is. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

/**
 * The step whose code this is, among those up to `window` steps before and after `at`; undefined
 * when it is none. The caller keeps the step and refuses one that is not greater than the last
 * (RFC 6238, 5.2). A code that fits two steps counts as the later one, so that it is used up.
 */
export function matchingStep(
  secret: Uint8Array,
  code: string,
  at: Date,
  window = 1,
): number | undefined {
  const given = code.length <= 2 * digits ? code.replace(/\s/gu, "") : "";
  if (!/^[0-9]{6}$/.test(given)) return undefined;
  const now = Math.floor(at.getTime() / 1000 / period_s);
  if (!Number.isSafeInteger(now)) throw new RangeError("The time is none.");
  let matching: number | undefined;
  // All of them are compared, whichever fits.
  for (let step = Math.max(0, now - window); step <= now + window; step += 1) {
    if (timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(given))) matching = step;
  }
  return matching;
}

const secretBytes = 20;
const digits = 6;
const period_s = 30;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4226, 5.3. */
function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const truncated = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(truncated % 10 ** digits).padStart(digits, "0");
}
