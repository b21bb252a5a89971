// Verifies a sealed PDF offline: nothing is asked of anyone, and nothing of the renderer is used.
import { ReportFault } from "../fault.ts";
import { bytesSource } from "../pdf-syntax/byte-source.ts";
import { PdfReader } from "../pdf-syntax/reader.ts";
import { isDictionary, PdfString, type PdfValue } from "../pdf-syntax/value.ts";
import { findSealField } from "../seal/seal-field.ts";
import { type ExtractedFile, extractFiles } from "./attachments.ts";
import { coveredBytes } from "./byte-range.ts";
import type { Finding, FindingCode } from "./finding.ts";
import { checkSignature, type SealCertificates } from "./signature.ts";

export interface SealReport extends Partial<SealCertificates> {
  /** As the seal claims, by the clock of the issuing system; ISO 8601, UTC. */
  readonly at: string | undefined;
}

export interface PdfReport {
  /** True where nothing was found. Whose the root is, is a fact to compare, not a finding. */
  readonly valid: boolean;
  readonly findings: readonly Finding[];
  readonly seal?: SealReport;
  readonly attachments: readonly ExtractedFile[];
}

export interface VerifyOptions {
  /** SHA-256 of the root certificate that the organisation published, hex. */
  readonly rootDigest?: string;
}

export function verifyPdf(bytes: Uint8Array, options: VerifyOptions = {}): PdfReport {
  const findings: Finding[] = [];
  const reader = tried(findings, "STRUCTURE_UNREADABLE", () => new PdfReader(bytesSource(bytes)));
  if (!reader) return { valid: false, findings, attachments: [] };
  const seal = tried(findings, "STRUCTURE_UNREADABLE", () => checkSeal(reader, options, findings));
  const attachments = tried(findings, "ATTACHMENT_UNREADABLE", () => extractFiles(reader)) ?? [];
  const report = { valid: findings.length === 0, findings, attachments };
  return seal ? { ...report, seal } : report;
}

function checkSeal(
  reader: PdfReader,
  { rootDigest }: VerifyOptions,
  findings: Finding[],
): SealReport | undefined {
  const dictionary = reader.resolve(findSealField(reader).dictionary.get("V"));
  if (!isDictionary(dictionary)) {
    findings.push({ code: "SEAL_MISSING", where: "field seal", detail: "it has not been sealed" });
    return undefined;
  }
  const at = timeOf(dictionary.get("M"));
  const covered = coveredBytes(reader, dictionary);
  if ("code" in covered) {
    findings.push(covered);
    return { at: at?.toISOString() };
  }
  const answer = tried(findings, "SEAL_FORM_UNKNOWN", () => checkSignature(covered, at));
  findings.push(...(answer?.findings ?? []));
  const { certificates } = answer ?? {};
  if (certificates && rootDigest !== undefined && certificates.rootDigest !== rootDigest) {
    const detail = `the root is ${certificates.rootDigest}, not ${rootDigest}`;
    findings.push({ code: "ROOT_UNEXPECTED", where: "the seal", detail });
  }
  return { at: at?.toISOString(), ...certificates };
}

/** (D:20261120080411Z) */
function timeOf(value: PdfValue | undefined): Date | undefined {
  const text = value instanceof PdfString ? value.text : "";
  const match = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** Whatever a damaged file makes fail is a finding, never a crash. */
function tried<Result>(
  findings: Finding[],
  code: FindingCode,
  act: () => Result,
): Result | undefined {
  try {
    return act();
  } catch (fault) {
    const where = fault instanceof ReportFault ? fault.where : "the file";
    const hasNoField = fault instanceof ReportFault && fault.code === "SEAL_FIELD_MISSING";
    const detail = fault instanceof Error ? fault.message : String(fault);
    findings.push({ code: hasNoField ? "SEAL_MISSING" : code, where, detail });
    return undefined;
  }
}
