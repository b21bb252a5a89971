// Why a code cannot be read as GS1: a value, since whatever a scanner sends is somebody's input.

export type Gs1FaultCode =
  /** More characters than any carrier of GS1 data holds. */
  | "GS1_TOO_LONG"
  /** No Application Identifier begins here. */
  | "GS1_AI_UNKNOWN"
  | "GS1_LENGTH_WRONG"
  | "GS1_CHARACTER_WRONG"
  | "GS1_CHECK_DIGIT_WRONG"
  /** A day, a country, a currency or the like that there is not. */
  | "GS1_CONTENT_WRONG"
  /** The same element twice, with different values. */
  | "GS1_AI_REPEATED"
  /** Two elements that must not stand together. */
  | "GS1_PAIR_EXCLUDED"
  /** An element without company that it needs; asked of what is written only. */
  | "GS1_COMPANION_MISSING"
  | "GS1_BRACKETS_WRONG"
  /** No key, or its qualifiers are not in their order. */
  | "GS1_LINK_MALFORMED"
  | "GS1_EMPTY";

export interface Gs1Fault {
  readonly fault: Gs1FaultCode;
  /** The element that it is about, where it is about one. */
  readonly ai?: string;
}

export const gs1Fault = (fault: Gs1FaultCode, ai?: string): Gs1Fault =>
  ai === undefined ? { fault } : { fault, ai };

export const isGs1Fault = (answer: object): answer is Gs1Fault => "fault" in answer;
