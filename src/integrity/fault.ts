// What is wrong with a text that should be a proof, a checkpoint, or a key.
export type IntegrityFaultCode =
  | "NOTE_MALFORMED"
  | "CHECKPOINT_MALFORMED"
  | "PROOF_MALFORMED"
  | "VERIFICATION_MALFORMED"
  | "ANSWER_MALFORMED"
  | "KEY_MALFORMED"
  | "HAND_OVER_MALFORMED";

export class IntegrityFault extends Error {
  readonly code: IntegrityFaultCode;

  constructor(code: IntegrityFaultCode, message: string) {
    super(message);
    this.name = "IntegrityFault";
    this.code = code;
  }
}
