// What is kept of a password: argon2id (RFC 9106), computed on the thread pool.
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { type Argon2Work, isWorkBearable, parsePhc, printPhc } from "./password/phc.ts";
import { normalisedPassword } from "./password/text.ts";
import { createTurnstile, type TurnstileSize } from "./password/turnstile.ts";

export type PasswordHashingOptions = Partial<Argon2Work & TurnstileSize>;

export interface PasswordHashing {
  /** A PHC string with a new salt. Throws TOO_BUSY, and a RangeError for what is no password. */
  hash(password: string): Promise<string>;
  /** Throws TOO_BUSY and CREDENTIAL_UNREADABLE. */
  verify(password: string, phc: string): Promise<boolean>;
  /** Is false after the same work, so that time does not tell which names exist. TOO_BUSY. */
  verifyNothing(password: string): Promise<false>;
  /** Whether it was made with other work than this; hash anew when the password is at hand. */
  isOutdated(phc: string): boolean;
}

/** The second recommendation of RFC 9106, 4, in one lane: the pool of threads serves files too. */
const usual = { memory_KiB: 64 * 1024, passes: 3, parallelism: 1 };

export function createPasswordHashing(options: PasswordHashingOptions = {}): PasswordHashing {
  const { concurrentMax = 2, waitingMax = 100, ...asked } = options;
  const work: Argon2Work = { ...usual, ...asked };
  if (!isWorkBearable(work)) throw new RangeError("The work for a password is out of bounds.");
  const inTurn = createTurnstile({ concurrentMax, waitingMax });

  return {
    async hash(password) {
      const text = normalisedPassword(password);
      if (text === undefined) throw new RangeError("It has 1 to 256 characters.");
      const salt = randomBytes(saltBytes);
      const hash = await inTurn(() => derive(text, { ...work, salt, bytes: hashBytes }));
      return printPhc({ ...work, salt, hash });
    },
    async verify(password, phc) {
      const kept = parsePhc(phc);
      const text = normalisedPassword(password);
      if (text === undefined) return false;
      const hash = await inTurn(() => derive(text, { ...kept, bytes: kept.hash.length }));
      return timingSafeEqual(hash, kept.hash);
    },
    async verifyNothing(password) {
      const text = normalisedPassword(password);
      if (text === undefined) return false;
      await inTurn(() => derive(text, { ...work, salt: noSalt, bytes: hashBytes }));
      return false;
    },
    isOutdated(phc) {
      const kept = parsePhc(phc);
      return (
        kept.memory_KiB !== work.memory_KiB ||
        kept.passes !== work.passes ||
        kept.parallelism !== work.parallelism ||
        kept.salt.length !== saltBytes ||
        kept.hash.length !== hashBytes
      );
    },
  };
}

const saltBytes = 16;
const hashBytes = 32;
const noSalt = new Uint8Array(saltBytes);

interface Derivation extends Argon2Work {
  readonly salt: Uint8Array;
  readonly bytes: number;
}

function derive(text: string, of: Derivation): Promise<Uint8Array> {
  const parameters = {
    message: text,
    nonce: of.salt,
    memory: of.memory_KiB,
    passes: of.passes,
    parallelism: of.parallelism,
    tagLength: of.bytes,
  };
  return new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
