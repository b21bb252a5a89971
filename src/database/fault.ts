// Every fault of this folder: a stable code, and a message that says what, where and what to do.

export type DatabaseFaultCode =
  | "MIGRATION_CHANGED"
  | "MIGRATION_FAILED"
  | "MIGRATION_MISNAMED"
  | "MIGRATION_OUT_OF_ORDER"
  | "POSTGRES_BINARIES_MISSING"
  | "POSTGRES_ENCODING_UNSUPPORTED"
  | "POSTGRES_FOLDER_GONE"
  | "POSTGRES_NOT_STARTED"
  | "POSTGRES_PLACE_UNUSABLE"
  | "POSTGRES_TOO_OLD"
  | "POSTGRES_VALUE_UNREPRESENTABLE";

export class DatabaseFault extends Error {
  override readonly name = "DatabaseFault";
  readonly code: DatabaseFaultCode;

  constructor(code: DatabaseFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
