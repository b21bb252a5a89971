// Asking a person at the terminal. What is secret is not echoed, and not kept for the arrow keys.
import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";
import { CliFault, Interrupted } from "./fault.ts";
import type { Terminal } from "./terminal.ts";

export interface Questions extends Disposable {
  ask(question: string): Promise<string>;
  askSecretly(question: string): Promise<string>;
}

/** Whether somebody is there to be asked. */
export const isAnswered = ({ input, errors }: Terminal): boolean =>
  Boolean(input.isTTY && errors.isTTY);

/** Throws TERMINAL_NEEDED where nobody is there. */
export function askPerson(terminal: Terminal, stop: AbortSignal): Questions {
  if (!isAnswered(terminal)) {
    const message = "Nobody can be asked here. Run it at a terminal, or with --password-stdin.";
    throw new CliFault("TERMINAL_NEEDED", message);
  }
  const { input, errors } = terminal;
  let isMuted = false;
  const output = new Writable({
    write(text: Buffer, _encoding, done) {
      if (!isMuted) errors.write(text);
      done();
    },
  });
  const reading = createInterface({ input, output, terminal: true, historySize: 0 });
  const { next, end } = linesOf(reading, stop);
  return {
    async ask(question) {
      reading.setPrompt(question);
      reading.prompt();
      return next();
    },
    async askSecretly(question) {
      errors.write(question);
      isMuted = true;
      try {
        reading.setPrompt("");
        reading.prompt();
        return await next();
      } finally {
        isMuted = false;
        errors.write("\n");
      }
    },
    [Symbol.dispose]: end,
  };
}

/** The answers come line by line from a pipe, and nothing is asked. */
export function readAnswers({ input }: Terminal, stop: AbortSignal): Questions {
  const { next, end } = linesOf(createInterface({ input, terminal: false }), stop);
  return { ask: next, askSecretly: next, [Symbol.dispose]: end };
}

function linesOf(reading: Interface, stop: AbortSignal) {
  const lines: string[] = [];
  const waiting: PromiseWithResolvers<string>[] = [];
  let ended: Error | undefined;
  const close = (why: Error) => {
    ended ??= why;
    for (const { reject } of waiting.splice(0)) reject(why);
  };
  const interrupted = () => close(new Interrupted("Ended before it was done."));
  reading.on("line", (line) => {
    const [first] = waiting.splice(0, 1);
    if (first) first.resolve(line);
    else lines.push(line);
  });
  reading.on("SIGINT", interrupted);
  reading.on("close", () => close(new CliFault("INPUT_ENDED", "The input ended too early.")));
  stop.addEventListener("abort", interrupted, { once: true });
  const next = (): Promise<string> => {
    const line = lines.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (ended) return Promise.reject(ended);
    const one = Promise.withResolvers<string>();
    waiting.push(one);
    return one.promise;
  };
  const end = () => {
    stop.removeEventListener("abort", interrupted);
    reading.close();
  };
  return { next, end };
}
