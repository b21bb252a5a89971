// What the program says of itself while it works: JSON lines on standard error; words, where a
// person looks on.
import { Writable } from "node:stream";
import { styleText } from "node:util";
import { type Logger, pino } from "pino";
import { redactedPaths, scrubbed } from "./redaction.ts";
import { visible } from "./visible.ts";

export type Log = Logger;

export interface LogOptions {
  /** Only what went wrong: for short commands, whose output is the answer. */
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** Standard error is looked at by a person. */
  readonly forPeople: boolean;
  /** Instead of standard error. */
  readonly to?: Writable;
}

export function openLog({ quiet = false, verbose = false, forPeople, to }: LogOptions): Log {
  const level = verbose ? "debug" : quiet ? "error" : "info";
  const redact = [...redactedPaths];
  // What is in no member of its own, such as the message of a fault, is looked through as text.
  const hooks = { streamWrite: scrubbed };
  const destination = to ?? (forPeople ? inWords() : pino.destination(2));
  return pino({ level, base: null, redact, hooks }, destination);
}

const looks: readonly (readonly [number, string, "dim" | "yellow" | "red"])[] = [
  [50, "error", "red"],
  [40, "warning", "yellow"],
  [0, "", "dim"],
];

function inWords(): Writable {
  return new Writable({
    write(line: Buffer, _encoding, done) {
      const { level, time, msg, err, error } = JSON.parse(line.toString());
      const [, word, style] = looks.find(([from]) => level >= from) ?? [0, "", "dim" as const];
      const why = err?.message ?? error?.message ?? "";
      const at = new Date(time).toLocaleTimeString("sv-SE");
      const said = visible([at, word, msg, why && `(${why})`].filter(Boolean).join(" "));
      process.stderr.write(`${styleText(style, said, { stream: process.stderr })}\n`);
      done();
    },
  });
}
