// Every fault of this folder: a stable code, and a message that says what, where and what to do.

export type VaultFaultCode =
  | "BLOB_DAMAGED"
  | "BLOB_NAME_MALFORMED"
  | "DATA_DIR_IN_USE"
  | "DATA_DIR_UNUSABLE"
  | "KEY_KIND_MISMATCH"
  | "KEY_NAME_MALFORMED"
  | "KEY_READABLE_BY_OTHERS"
  | "RUNTIME_DIR_UNUSABLE";

export class VaultFault extends Error {
  override readonly name = "VaultFault";
  readonly code: VaultFaultCode;

  constructor(code: VaultFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
