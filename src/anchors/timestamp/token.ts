// RFC 3161, 2.4.2: a time-stamp token, and whether it counts. It is CMS signed data (RFC 5652, 5)
// over a TSTInfo, with one signer, whose certificate a signed attribute names (RFC 5816).
import { createHash, verify, type X509Certificate } from "node:crypto";
import { certificateIn, refuseUntrusted } from "./certificate.ts";
import {
  bytesOf,
  integerOf,
  invalid,
  octetsOf,
  oidOf,
  partsOf,
  tagged,
  timeOf,
  type Value,
  valueIn,
} from "./der.ts";

export interface Stamp {
  /** By the clock of the authority. */
  readonly at: Date;
  readonly nonce: Buffer | undefined;
  /** Who stamped: the subject of the certificate, on one line. */
  readonly by: string;
}

/**
 * `imprint`: SHA-256 of what was to be stamped. `roots`: certificates that are trusted. Throws
 * AnchorFault TIMESTAMP_INVALID.
 */
export function verifyToken(
  token: Uint8Array,
  imprint: Uint8Array,
  roots: readonly X509Certificate[],
): Stamp {
  const [type, content] = partsOf(valueIn(token));
  if (oidOf(type) !== SIGNED_DATA) throw invalid("It is no CMS signed data.");
  const signedData = partsOf(partsOf(content)[0]);
  const [, , encapsulated, ...more] = signedData;
  const [contentType, content0] = partsOf(encapsulated);
  const info = octetsOf(partsOf(content0)[0]);
  if (oidOf(contentType) !== TST_INFO || !info) throw invalid("It holds no TSTInfo.");
  const certificates = partsOf(tagged(more, 0)).map(bytesOf);
  const signers = partsOf(signedData.at(-1));
  const [signer] = signers;
  if (!signer || signers.length !== 1) throw invalid("It has not one signer.");
  const certificate = verifySigner(signer, info, certificates);
  const stamp = readInfo(info, imprint);
  const chain = refuseUntrusted(certificate, certificates, roots, stamp.at);
  return { ...stamp, by: chain.subject.replaceAll("\n", ", ") };
}

const SIGNED_DATA = "1.2.840.113549.1.7.2";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const SHA_256 = "2.16.840.1.101.3.4.2.1";

function readInfo(bytes: Buffer, imprint: Uint8Array): Pick<Stamp, "at" | "nonce"> {
  const [version, , messageImprint, , time, ...more] = partsOf(valueIn(bytes));
  const [algorithm, hashed] = partsOf(messageImprint);
  const isV1 = integerOf(version)?.equals(Buffer.of(1));
  const at = timeOf(time);
  if (!isV1 || !at || Number.isNaN(at.getTime())) throw invalid("Its TSTInfo is malformed.");
  const isSame = octetsOf(hashed)?.equals(imprint) && oidOf(partsOf(algorithm)[0]) === SHA_256;
  if (!isSame) throw invalid("It is of something else.");
  const nonce = more.map(integerOf).find((one) => one !== undefined);
  return { at, nonce };
}

/** Answers the certificate whose key signed. */
function verifySigner(signer: Value, info: Buffer, certificates: readonly Buffer[]): Buffer {
  const [, , digestAlgorithm, attributes, algorithm, signature] = partsOf(signer);
  const digest = digests.get(oidOf(partsOf(digestAlgorithm)[0]) ?? "");
  const signed = octetsOf(signature);
  const isSigned = attributes && tagged([attributes], 0) && signed;
  if (!digest || !isSigned) throw invalid("Its signature is malformed, or its digest is unknown.");
  const values = attributesIn(attributes);
  if (oidOf(values.get(CONTENT_TYPE)) !== TST_INFO)
    throw invalid("The signature is of other data.");
  const hash = createHash(digest).update(info).digest();
  if (!octetsOf(values.get(MESSAGE_DIGEST))?.equals(hash))
    throw invalid("Its TSTInfo was changed.");
  const certificate = certificates.find((one) => isNamed(one, values));
  if (!certificate) throw invalid("It does not hold the certificate that it names.");
  // Signed is the SET OF, and sent is [0] in its place (RFC 5652, 5.4).
  const bytes = bytesOf(attributes);
  bytes[0] = 0x31;
  const named = schemes.get(oidOf(partsOf(algorithm)[0]) ?? "");
  if (named === undefined) throw invalid("Its way of signing is unknown.");
  const { publicKey } = certificateIn(certificate);
  const kind = named === "of the digest" ? digest : named;
  if (!verify(kind, bytes, publicKey, signed)) throw invalid("Its signature is wrong.");
  return certificate;
}

/** Each stands once, and has one value (RFC 5652, 11). */
function attributesIn(attributes: Value): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const attribute of partsOf(attributes)) {
    const [id, set] = partsOf(attribute);
    const [name, [value, ...others]] = [oidOf(id), partsOf(set)];
    if (name === undefined || !value || others.length > 0 || values.has(name)) {
      throw invalid("Its signed attributes are malformed.");
    }
    values.set(name, value);
  }
  return values;
}

const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
const SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";

/** ESSCertID (SHA-1) or ESSCertIDv2 (SHA-256 where it says nothing), the first of each. */
function isNamed(certificate: Buffer, values: ReadonlyMap<string, Value>): boolean {
  const first = (id: string) => partsOf(partsOf(partsOf(values.get(id))[0])[0]);
  const v2 = first(SIGNING_CERTIFICATE_V2);
  const [v1] = first(SIGNING_CERTIFICATE);
  const [head, next] = v2;
  const algorithm = octetsOf(head) ? "sha256" : digests.get(oidOf(partsOf(head)[0]) ?? "");
  const wanted = octetsOf(head) ?? octetsOf(next);
  const is = (name: string, hash: Buffer | undefined) =>
    hash !== undefined && createHash(name).update(certificate).digest().equals(hash);
  if (v2.length > 0) return algorithm !== undefined && is(algorithm, wanted);
  return is("sha1", octetsOf(v1));
}

/** SHA-1 is not among them. */
const digests = new Map([
  [SHA_256, "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"],
]);

/** RSA (PKCS #1 v1.5), ECDSA, Ed25519; null where the scheme has its own digest. */
const schemes = new Map<string, string | null>([
  ["1.2.840.113549.1.1.1", "of the digest"],
  ["1.2.840.113549.1.1.11", "sha256"],
  ["1.2.840.113549.1.1.12", "sha384"],
  ["1.2.840.113549.1.1.13", "sha512"],
  ["1.2.840.10045.4.3.2", "sha256"],
  ["1.2.840.10045.4.3.3", "sha384"],
  ["1.2.840.10045.4.3.4", "sha512"],
  ["1.3.101.112", null],
]);
