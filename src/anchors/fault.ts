// Why a head could not be anchored, or what was answered does not count.
export type AnchorFaultCode =
  /** No answer, or none that can be written to: tried again. */
  | "ANCHOR_UNREACHABLE"
  /** It answered something that this protocol does not have, or too much. */
  | "ANCHOR_ANSWER_MALFORMED"
  /** It answered no. */
  | "ANCHOR_REFUSED"
  /** It has seen a head that this log contradicts. */
  | "ANCHOR_CONTRADICTS"
  /** Its file has lost heads that were written there. */
  | "ANCHOR_LOST"
  | "TIMESTAMP_INVALID"
  | "COSIGNATURE_INVALID"
  | "RECEIPT_DAMAGED";

export class AnchorFault extends Error {
  readonly code: AnchorFaultCode;

  constructor(code: AnchorFaultCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "AnchorFault";
    this.code = code;
  }
}
