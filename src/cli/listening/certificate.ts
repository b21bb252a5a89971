// The certificate of the service, looked at again and again: a new pair takes the place of the
// former one without a restart. What counts is what the files hold, so it does not matter how they
// are replaced: in place, by renaming, or by a link as in Kubernetes.
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { Pair, Tls } from "../../api/wire/wire.ts";
import type { Log } from "../terminal/log.ts";
import { checkPair, PairFault, type PairFiles, readPair, textsOf } from "./pair.ts";

export interface Certificate extends Tls {
  close(): void;
}

/** Throws PairFault when the pair cannot be used at the start. */
export function openCertificate(files: PairFiles, log: Log, every_ms = 5_000): Certificate {
  let pair = readPair(files);
  let names = new X509Certificate(pair.cert);
  const users: ((pair: Pair) => void)[] = [];
  const complain = complaints(log);
  const look = () => {
    try {
      const found = textsOf(files);
      if (found.cert === pair.cert && found.key === pair.key) return;
      checkPair(found);
      for (const use of users) use(found);
      pair = found;
      names = new X509Certificate(pair.cert);
      log.info({ validTo: names.validTo }, `A new certificate is used, until ${names.validTo}.`);
    } catch (error) {
      if (!(error instanceof PairFault)) throw error;
      complain(error);
    }
  };
  warnOfEnd(names, log);
  const timer = setInterval(look, every_ms).unref();
  return {
    get pair() {
      return pair;
    },
    answersTo: (host) => (isIP(host) === 0 ? names.checkHost(host) : names.checkIP(host)) != null,
    onRenewed: (use) => void users.push(use),
    close: () => clearInterval(timer),
  };
}

/** Once for each state that stays: one of the two files may be replaced before the other. */
function complaints(log: Log): (fault: PairFault) => void {
  let last = "";
  let told = "";
  return ({ of, message }) => {
    const what = `${of}: ${message}`;
    if (what === last && what !== told) {
      log.error({ of }, `The new certificate is not used, the former one is kept (${what}).`);
      told = what;
    }
    last = what;
  };
}

const notice_ms = 14 * 24 * 60 * 60 * 1_000;

function warnOfEnd({ validTo, validToDate }: X509Certificate, log: Log): void {
  if (validToDate.getTime() > Date.now() + notice_ms) return;
  log.warn({ validTo }, `The certificate is valid until ${validTo}.`);
}
