// The seal's signature and its certificates. The signature is written again from its parts and
// compared byte by byte, so that nothing in it can differ from what a sealer writes.
import { createHash, verify as verifySignature, X509Certificate } from "node:crypto";
import { type CadesParts, cades, readCades, signedAttributes } from "../seal/cades.ts";
import { EVALUATION } from "../seal/certificate.ts";
import type { Covered } from "./byte-range.ts";
import type { Finding, FindingCode } from "./finding.ts";

export interface SealCertificates {
  readonly organisation: string;
  /** SHA-256 of the certificates, hex. Compare the root's with what the organisation published. */
  readonly certificateDigest: string;
  readonly rootDigest: string;
  /** "self-issued": the root vouches for itself. EVALUATION stands in the certificate's subject. */
  readonly trust: "self-issued" | "self-issued EVALUATION";
}

export interface SignatureAnswer {
  readonly findings: readonly Finding[];
  readonly certificates?: SealCertificates;
}

export function checkSignature(
  { ranges, contents }: Covered,
  at: Date | undefined,
): SignatureAnswer {
  const parts = readCades(contents);
  if (!parts) return { findings: [finding("SEAL_FORM_UNKNOWN", "the signature has other parts")] };
  const findings: Finding[] = [];
  const written = cades(parts);
  const padding = contents.subarray(written.length);
  const isSame = written.equals(contents.subarray(0, written.length));
  if (!isSame || padding.some((byte) => byte !== 0)) {
    findings.push(finding("SEAL_FORM_UNKNOWN", "the signature is not as a sealer writes it"));
  }
  const digest = createHash("sha256").update(ranges[0]).update(ranges[1]).digest();
  if (!digest.equals(parts.digest)) {
    findings.push(finding("DIGEST_MISMATCH", "a byte of the file is not as it was sealed"));
  }
  return checkChain(parts, at, findings);
}

function checkChain(parts: CadesParts, at: Date | undefined, findings: Finding[]): SignatureAnswer {
  const chain = parts.chain.map((bytes) => new X509Certificate(bytes));
  const [leaf] = chain;
  const root = chain.at(-1);
  if (!leaf || !root)
    return { findings: [...findings, finding("CHAIN_INVALID", "no certificate")] };
  if (!verifySignature("sha256", signedAttributes(parts), leaf.publicKey, parts.signature)) {
    findings.push(
      finding("SIGNATURE_INVALID", "the certificate's key did not make this signature"),
    );
  }
  chain.forEach((certificate, index) => {
    const issuer = chain[index + 1] ?? certificate;
    const isIssued = certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
    const where = `certificate ${index + 1} of ${chain.length}`;
    if (!isIssued || !issuer.ca) {
      findings.push({ code: "CHAIN_INVALID", where, detail: "its issuer did not sign it" });
    }
    const inTime = at && at >= certificate.validFromDate && at <= certificate.validToDate;
    if (!inTime) {
      const detail = `valid from ${certificate.validFrom} to ${certificate.validTo}`;
      findings.push({ code: "CERTIFICATE_NOT_VALID_THEN", where, detail });
    }
  });
  return { findings, certificates: describe(leaf, root) };
}

const describe = (leaf: X509Certificate, root: X509Certificate): SealCertificates => ({
  organisation: subjectPart(leaf, "O"),
  certificateDigest: digestOf(leaf),
  rootDigest: digestOf(root),
  trust: subjectPart(leaf, "OU") === EVALUATION ? "self-issued EVALUATION" : "self-issued",
});

const digestOf = (certificate: X509Certificate): string =>
  createHash("sha256").update(certificate.raw).digest("hex");

/** Lines of the subject are `O=...`; commas in values are escaped. */
const subjectPart = (certificate: X509Certificate, key: string): string =>
  certificate.subject
    .split("\n")
    .find((line) => line.startsWith(`${key}=`))
    ?.slice(key.length + 1)
    .replace(/\\(.)/g, "$1") ?? "";

const finding = (code: FindingCode, detail: string): Finding => ({
  code,
  where: "the seal",
  detail,
});
