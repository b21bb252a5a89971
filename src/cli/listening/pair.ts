// A certificate and its key, as TLS needs them.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { Pair } from "../../api/wire/wire.ts";

/** Files of PEM. */
export interface PairFiles {
  readonly certificate: string;
  readonly key: string;
}

/** `of`: which of the two is at fault. The message holds nothing of what the files hold. */
export class PairFault extends Error {
  readonly of: keyof PairFiles;

  constructor(of: keyof PairFiles, message: string) {
    super(message);
    this.of = of;
  }
}

/** Throws PairFault: unreadable, no PEM, or not of each other. */
export function readPair(files: PairFiles): Pair {
  const pair = textsOf(files);
  checkPair(pair);
  return pair;
}

/** As they stand there. Throws PairFault: unreadable. */
export const textsOf = (files: PairFiles): Pair => ({
  cert: textOf(files, "certificate"),
  key: textOf(files, "key"),
});

function textOf(files: PairFiles, of: keyof PairFiles): string {
  try {
    return readFileSync(files[of], "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new PairFault(of, `the file cannot be read${code}`);
  }
}

/** Throws PairFault: no PEM, or not of each other. */
export function checkPair({ cert, key }: Pair): void {
  const certificate = attempt("certificate", "no certificate in PEM", () => {
    return new X509Certificate(cert);
  });
  const privateKey = attempt("key", "no private key in PEM, or one with a passphrase", () => {
    return createPrivateKey(key);
  });
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new PairFault("key", "it is not the key of the first certificate");
  }
  attempt("certificate", "TLS does not take it", () => createSecureContext({ cert, key }));
}

function attempt<Result>(of: keyof PairFiles, message: string, work: () => Result): Result {
  try {
    return work();
  } catch {
    // The cause may quote what the file holds.
    throw new PairFault(of, message);
  }
}
