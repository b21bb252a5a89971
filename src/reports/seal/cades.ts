// The seal's signature: CAdES as PAdES B-B wants it (ETSI EN 319 122-1, EN 319 142-1). Written from
// its parts alone, so that a verifier can write it again and compare every byte.
import { createHash } from "node:crypto";
import { ecdsaWithSha256 } from "./certificate.ts";
import {
  children,
  context,
  type Der,
  decoded,
  encoded,
  octets,
  octetsOf,
  oid,
  original,
  sequence,
  setOf,
  smallInteger,
} from "./der.ts";

export interface CadesParts {
  /** DER of the sealer's certificate, then of its issuers up to the root. */
  readonly chain: readonly Uint8Array[];
  /** SHA-256 of what is sealed. */
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
}

const sha256 = (): Der => sequence(oid("2.16.840.1.101.3.4.2.1"));
const DATA = "1.2.840.113549.1.7.1";
const SIGNED_DATA = "1.2.840.113549.1.7.2";

/** What is signed: content type, digest, which certificates; no time (EN 319 142-1, 5.3). */
export const signedAttributes = ({ chain, digest }: Omit<CadesParts, "signature">): Buffer =>
  encoded(attributeSet(chain, digest));

const attributeSet = (chain: readonly Uint8Array[], digest: Uint8Array): Der =>
  setOf(
    attribute("1.2.840.113549.1.9.3", oid(DATA)),
    attribute("1.2.840.113549.1.9.4", octets(digest)),
    attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(...chain.map(certificateId)))),
  );

const attribute = (id: string, value: Der): Der => sequence(oid(id), setOf(value));

/** ESSCertIDv2 (RFC 5035); SHA-256 is its default and therefore left out. */
function certificateId(certificate: Uint8Array): Der {
  const { issuer, serial } = issuerAndSerial(certificate);
  const hash = octets(createHash("sha256").update(certificate).digest());
  return sequence(hash, sequence(sequence(context(4, issuer)), serial));
}

/** The whole ContentInfo. */
export function cades({ chain, digest, signature }: CadesParts): Buffer {
  const [certificate = new Uint8Array()] = chain;
  const { issuer, serial } = issuerAndSerial(certificate);
  const signer = sequence(
    smallInteger(1),
    sequence(issuer, serial),
    sha256(),
    context(0, ...children(attributeSet(chain, digest))),
    ecdsaWithSha256(),
    octets(signature),
  );
  const signed = sequence(
    smallInteger(1),
    setOf(sha256()),
    sequence(oid(DATA)),
    context(0, ...chain.map(decoded)),
    setOf(signer),
  );
  return encoded(sequence(oid(SIGNED_DATA), context(0, signed)));
}

/** Takes apart what `cades` wrote; undefined where it is anything else. */
export function readCades(bytes: Uint8Array): CadesParts | undefined {
  const [, content] = children(decoded(bytes));
  const [signed] = children(content);
  const [, , , certificates, signers] = children(signed);
  const [signer] = children(signers);
  const [, , , attributes, , signatureValue] = children(signer);
  const digestAttribute = children(attributes).find(
    (item) => children(item)[0]?.toString() === oid("1.2.840.113549.1.9.4").toString(),
  );
  const digest = octetsOf(children(children(digestAttribute)[1])[0]);
  const signature = octetsOf(signatureValue);
  const chain = children(certificates).map(original);
  return digest && signature && chain.length > 0 ? { chain, digest, signature } : undefined;
}

/** Version [0], serial, signature, issuer: the first fields of every version 3 certificate. */
function issuerAndSerial(certificate: Uint8Array): { issuer: Der; serial: Der } {
  const [body] = children(decoded(certificate));
  const [, serial, , issuer] = children(body);
  return { issuer: issuer ?? sequence(), serial: serial ?? smallInteger(0) };
}
