// Where the projector says what it does: pino, or anything that takes fields and a sentence.

export interface Logger {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
}
