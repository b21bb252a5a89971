// What can go wrong while paper is made or read, with stable codes.

export type ReportFaultCode =
  | "ROW_SHAPE_WRONG"
  | "POINT_OUTSIDE_AXIS"
  | "DOCUMENT_ID_REPEATED"
  | "EVENT_BYTES_MISSING"
  | "LABEL_NOT_DRAWN"
  | "GLYPH_MISSING"
  | "PDF_OBJECT_UNFINISHED"
  | "PDF_LIBRARY_CHANGED"
  | "PDF_MALFORMED"
  | "SEAL_FIELD_MISSING"
  | "SEAL_FIELD_REPEATED"
  | "ALREADY_SEALED"
  | "SEAL_TOO_LARGE"
  | "SEAL_KEYS_UNREADABLE";

export interface FaultText {
  readonly what: string;
  readonly where: string;
  readonly remedy: string;
  readonly cause?: unknown;
}

export class ReportFault extends Error {
  override readonly name = "ReportFault";
  readonly code: ReportFaultCode;
  readonly where: string;

  constructor(code: ReportFaultCode, { what, where, remedy, cause }: FaultText) {
    super(`${what} At: ${where}. ${remedy}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.where = where;
  }
}
