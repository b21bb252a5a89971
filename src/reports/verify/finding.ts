// What a verifier can find wrong with a PDF. Codes are stable; the detail is for people.

export type FindingCode =
  | "STRUCTURE_UNREADABLE"
  | "SEAL_MISSING"
  | "SEAL_FORM_UNKNOWN"
  | "BYTE_RANGE_WRONG"
  | "BYTES_NOT_COVERED"
  | "DIGEST_MISMATCH"
  | "SIGNATURE_INVALID"
  | "CHAIN_INVALID"
  | "CERTIFICATE_NOT_VALID_THEN"
  | "ROOT_UNEXPECTED"
  | "ATTACHMENT_UNREADABLE";

export interface Finding {
  readonly code: FindingCode;
  readonly where: string;
  readonly detail: string;
}
