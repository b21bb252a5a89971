// Where the projector says what it does: pino, or anything that takes fields and a sentence.

export interface Logger {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
}

/** What a thread says goes to the logger of whoever started it. */
export interface Said {
  readonly kind: "log";
  readonly how: keyof Logger;
  readonly fields: object;
  readonly sentence: string;
}

/** In a thread: `tell` posts a message. */
export function loggerThrough(tell: (said: Said) => void): Logger {
  const saying = (how: keyof Logger) => (fields: object, sentence: string) =>
    // What a library hangs on its errors may be nothing that a message can carry.
    tell({ kind: "log", how, fields: JSON.parse(JSON.stringify(fields, plain)), sentence });
  return { info: saying("info"), warn: saying("warn"), error: saying("error") };
}

function plain(_name: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name: type, message, stack, cause } = value;
  return { type, message, stack, ...("code" in value && { code: value.code }), cause };
}
