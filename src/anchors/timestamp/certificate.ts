// Whether a certificate may stamp times (RFC 3161, 2.3), and leads to one that is trusted. What is
// asked is whether it did at the time of the stamp: certificates end, and stamps stay.
import { X509Certificate } from "node:crypto";
import { bytesOf, invalid, octetsOf, oidOf, partsOf, tagged, valueIn } from "./der.ts";

/** Throws TIMESTAMP_INVALID where it is none. */
export function certificateIn(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    throw invalid("A certificate in it is malformed.");
  }
}

/** `others`: what came with it, believed only as far as it is signed. Throws TIMESTAMP_INVALID. */
export function refuseUntrusted(
  der: Uint8Array,
  others: readonly Uint8Array[],
  roots: readonly X509Certificate[],
  at: Date,
): X509Certificate {
  const certificate = certificateIn(der);
  if (!isForStamps(certificate)) throw invalid("Its certificate is not one for time stamps.");
  const between = others.map(certificateIn).filter(({ ca }) => ca);
  let top = certificate;
  for (let depth = 0; depth < depthMax; depth += 1) {
    refuseNotValid(top, at);
    const root = roots.find((one) => issued(one, top));
    if (root) {
      refuseNotValid(root, at);
      return certificate;
    }
    const next = between.find((one) => issued(one, top) && !one.raw.equals(top.raw));
    if (!next) break;
    top = next;
  }
  throw invalid("Its certificate does not lead to one that is trusted.");
}

const depthMax = 8;

const issued = (by: X509Certificate, one: X509Certificate): boolean =>
  by.ca && one.checkIssued(by) && one.verify(by.publicKey);

function refuseNotValid(
  { validFromDate, validToDate, validFrom, validTo }: X509Certificate,
  at: Date,
) {
  if (at >= validFromDate && at <= validToDate) return;
  throw invalid(`A certificate was not valid then: ${validFrom} to ${validTo}.`);
}

/** Extended key usage: time stamping and nothing else, and critical. */
function isForStamps(certificate: X509Certificate): boolean {
  const [body] = partsOf(valueIn(certificate.raw));
  const [extensions] = partsOf(tagged(partsOf(body), 3));
  const usage = partsOf(extensions)
    .map(partsOf)
    .find(([id]) => oidOf(id) === EXTENDED_KEY_USAGE);
  const [, critical, value] = usage ?? [];
  const octets = octetsOf(value);
  const isCritical = critical !== undefined && bytesOf(critical).equals(Buffer.of(1, 1, 0xff));
  if (!isCritical || !octets) return false;
  const purposes = partsOf(valueIn(octets)).map(oidOf);
  return purposes.length === 1 && purposes[0] === TIME_STAMPING;
}

const EXTENDED_KEY_USAGE = "2.5.29.37";
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
