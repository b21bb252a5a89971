// A file that cannot be taken in. Found before anything is
// appended, so that nothing is left half done.

export type ImportFaultCode =
  | "FILE_MISSING"
  | "FILE_EMPTY"
  | "FILE_BINARY"
  | "FILE_ENCODING"
  | "FILE_TRUNCATED"
  | "SEPARATOR_WRONG"
  | "COLUMN_UNKNOWN"
  | "COLUMN_MISSING"
  | "COLUMN_REPEATED"
  | "ROW_MALFORMED"
  | "VALUE_MISSING"
  | "VALUE_NOT_NUMERIC"
  | "VALUE_NEGATIVE"
  | "VALUE_MALFORMED"
  | "BATCH_DUPLICATE"
  | "FILE_TOO_LARGE"
  | "FORMAT_UNKNOWN"
  | "XML_MALFORMED"
  | "XML_DOCTYPE"
  | "XML_TOO_DEEP"
  | "ID_DUPLICATE"
  | "COUNT_DIFFERS"
  | "REFERENCE_UNKNOWN"
  | "CHARACTERISTIC_UNKNOWN"
  | "UNIT_UNKNOWN"
  | "PART_NOT_ONE"
  | "SERIAL_MISSING"
  | "SERIAL_DUPLICATE"
  | "REASON_REQUIRED";

export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: string;
}

export class ImportFault extends Error {
  readonly code: ImportFaultCode;
  readonly place: Place;

  constructor(code: ImportFaultCode, place: Place, message: string, cause?: unknown) {
    const { file, line, column } = place;
    const where = [file, line, column].filter((part) => part !== undefined).join(":");
    super(`${where}: ${message}`, { cause });
    this.name = "ImportFault";
    this.code = code;
    this.place = place;
  }
}
