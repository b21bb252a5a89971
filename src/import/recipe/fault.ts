// A recipe file that cannot be read at all.

export type RecipeFileFaultCode =
  | "FILE_TOO_LARGE"
  | "FILE_ENCODING"
  | "YAML_UNREADABLE"
  | "YAML_TOO_DEEP"
  | "YAML_NOT_PLAIN"
  | "TEXT_MALFORMED";

export class RecipeFileFault extends Error {
  readonly code: RecipeFileFaultCode;
  /** 1-based. */
  readonly position: { readonly line: number; readonly column: number };

  constructor(
    code: RecipeFileFaultCode,
    position: RecipeFileFault["position"],
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = "RecipeFileFault";
    this.code = code;
    this.position = position;
  }
}
