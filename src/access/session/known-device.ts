// A browser in which somebody has logged in before shows that with its next attempt: a mac of the
// instance's, so that nothing is kept. Whoever guesses from the same address has none, and uses up
// nothing of those who have (OWASP: device cookies).
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export interface KnownDevices {
  /** For the browser of whoever has just logged in: base64url in three parts. */
  tokenFor(personId: string, at: Date): string;
  /** Who logged in there last, as a digest; undefined where nobody did, or too long ago. */
  ownerBy(token: string, at: Date): string | undefined;
}

export const deviceKnownFor_s = 90 * 24 * 60 * 60;

/** `key`: 32 bytes that all processes of the instance have. */
export function createKnownDevices(key: Uint8Array): KnownDevices {
  const macOf = (owner: string, until: string): Buffer =>
    createHmac("sha256", key).update(`known device ${owner} ${until}`).digest();
  return {
    tokenFor(personId, at) {
      const owner = createHash("sha256").update(personId).digest("base64url");
      const until = String(Math.floor(at.getTime() / 1_000) + deviceKnownFor_s);
      return `${owner}.${until}.${macOf(owner, until).toString("base64url")}`;
    },
    ownerBy(token, at) {
      const [owner = "", until = "", mac = "", ...more] = token.split(".");
      const [wanted, given] = [macOf(owner, until), Buffer.from(mac, "base64url")];
      if (more.length > 0 || given.length !== wanted.length) return undefined;
      if (!timingSafeEqual(given, wanted)) return undefined;
      return Number(until) * 1_000 > at.getTime() ? owner : undefined;
    },
  };
}
