// The forms in which an answer leaves the terminal: the same as over HTTP, and words for people.
import { type Command, Option } from "commander";
import { type AnswerFormat, answerFormats, answerIn } from "../../api/answer.ts";
import { type Answer, type Form, sizeText } from "../../reports/answer/form.ts";
import type { Instance } from "../instance/instance.ts";
import { createPaper } from "../instance/paper.ts";
import type { Run } from "../run.ts";
import { type Look, lookOf } from "../terminal/table.ts";
import { deliver } from "../terminal/terminal.ts";

export interface FormOptions {
  readonly json?: true;
  readonly format?: AnswerFormat;
  readonly out?: string;
}

export const withForms = (command: Command): Command =>
  command
    .option("--json", "the answer for machines")
    .addOption(
      new Option("--format <format>", "as a document; proof: verifies offline").choices([
        ...answerFormats,
      ]),
    )
    .option("--out <file>", "write to a file");

/** What is made to be taken away. */
export const isTaken = ({ format = "json", out }: FormOptions): boolean =>
  out !== undefined || !["json", "html"].includes(format);

export async function giveAnswer<Of extends Answer>(
  { terminal }: Run,
  instance: Instance,
  form: Form<Of>,
  given: Of,
  { json, format, out }: FormOptions,
  text: (look: Look) => string,
): Promise<void> {
  const paper = createPaper(instance);
  const logSize = await paper.logSize();
  const answer = logSize === undefined ? given : { ...given, logSize };
  if (format === "json" || (json && !format))
    return deliver(terminal, [`${JSON.stringify(answer)}\n`], out);
  if (format) {
    const { pieces } = await answerIn(paper, form, answer, format);
    return deliver(terminal, pieces, out);
  }
  const look = lookOf(terminal.output);
  const words = text(out === undefined ? look : { ...look, colour: false });
  const size = `As of ${sizeText(given.asOf, logSize)}.\n`;
  return deliver(terminal, [words, size], out);
}
