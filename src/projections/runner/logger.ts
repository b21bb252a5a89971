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

/** In a thread: `tell` posts a message. Never throws, whatever a library hangs on its errors. */
export function loggerThrough(tell: (said: Said) => void): Logger {
  const saying = (how: keyof Logger) => (fields: object, sentence: string) =>
    tell({ kind: "log", how, fields: plain(fields), sentence });
  return { info: saying("info"), warn: saying("warn"), error: saying("error") };
}

const plain = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, sayable(value)]));

/** A fault by what is told of any, with its cause; another value as JSON has it, or in words. */
function sayable(value: unknown, depth = 0): unknown {
  if (value instanceof Error) {
    const { name: type, message, stack, cause } = value;
    const code = "code" in value && { code: String(value.code) };
    const why = cause !== undefined && depth < causesMax && { cause: sayable(cause, depth + 1) };
    return { type, message, stack, ...code, ...why };
  }
  try {
    return JSON.parse(JSON.stringify(value) ?? "null");
  } catch {
    return String(value);
  }
}

const causesMax = 5;
