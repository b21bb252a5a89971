// X.509 certificates of the self-issued EVALUATION authority (RFC 5280, profile as EN 319 412-3 for
// seals of organisations, as far as a self-issued one can follow it). EC P-256 throughout.
import { createHash, type KeyObject, randomBytes, sign } from "node:crypto";
import {
  bigInteger,
  bits,
  context,
  contextOctets,
  type Der,
  decoded,
  encoded,
  octets,
  oid,
  sequence,
  setOf,
  smallInteger,
  time,
  truth,
  utf8,
} from "./der.ts";

export interface Subject {
  readonly commonName: string;
  readonly organisation: string;
}

export interface CertificateRequest {
  readonly subject: Subject;
  readonly publicKey: KeyObject;
  readonly issuer: Subject;
  readonly issuerKey: KeyObject;
  readonly issuerPublicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly role: "authority" | "seal";
}

/** 1.2.840.10045.4.3.2 */
export const ecdsaWithSha256 = (): Der => sequence(oid("1.2.840.10045.4.3.2"));

/** Answers the certificate as DER. */
export function issueCertificate(request: CertificateRequest): Buffer {
  const { subject, publicKey, issuer, issuerKey, notBefore, notAfter } = request;
  const body = sequence(
    context(0, smallInteger(2)),
    bigInteger(serialNumber()),
    ecdsaWithSha256(),
    distinguishedName(issuer),
    sequence(time(notBefore), time(notAfter)),
    distinguishedName(subject),
    decoded(publicKeyBytes(publicKey)),
    context(3, sequence(...extensions(request))),
  );
  const signature = sign("sha256", encoded(body), issuerKey);
  return encoded(sequence(body, ecdsaWithSha256(), bits(signature)));
}

const publicKeyBytes = (key: KeyObject): Buffer =>
  Buffer.from(key.export({ type: "spki", format: "der" }));

/** 16 bytes, positive, without a leading zero. */
const serialNumber = (): Buffer => {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
};

/** Attributes of at most 64 characters (RFC 5280, appendix A). */
const distinguishedName = ({ commonName, organisation }: Subject): Der =>
  sequence(
    setOf(sequence(oid("2.5.4.10"), utf8([...organisation].slice(0, 64).join("")))),
    setOf(sequence(oid("2.5.4.11"), utf8(EVALUATION))),
    setOf(sequence(oid("2.5.4.3"), utf8(commonName))),
  );

/** Stands in every subject of the authority: nobody may take it for a trusted one. */
export const EVALUATION = "EVALUATION";

function extensions({ role, publicKey, issuerPublicKey }: CertificateRequest): Der[] {
  const isAuthority = role === "authority";
  return [
    critical("2.5.29.19", isAuthority ? sequence(truth(), smallInteger(0)) : sequence()),
    // keyCertSign and cRLSign, or digitalSignature and contentCommitment.
    critical(
      "2.5.29.15",
      isAuthority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0xc0]), 6),
    ),
    plain("2.5.29.14", octets(keyIdentifier(publicKey))),
    plain("2.5.29.35", sequence(contextOctets(0, keyIdentifier(issuerPublicKey)))),
  ];
}

const critical = (id: string, value: Der): Der =>
  sequence(oid(id), truth(), octets(encoded(value)));
const plain = (id: string, value: Der): Der => sequence(oid(id), octets(encoded(value)));

/** RFC 7093, method 1: the leftmost 160 bits of the digest of the key. */
const keyIdentifier = (key: KeyObject): Buffer =>
  createHash("sha256").update(publicKeyBytes(key)).digest().subarray(0, 20);
