// Commands that show people, roles, keys and sessions: kept in the access trail, then printed.
import type { Command as Line } from "commander";
import type { Answer, Form } from "../../reports/answer/form.ts";
import type { Leaf, reading } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { openRecords, type Shown } from "../log-in/opening.ts";
import { type FormOptions, giveAnswer, isTaken, withForms } from "../question/form.ts";
import { withInstance } from "../run.ts";
import { type Look, lookOf, type TextTable, textTable } from "../terminal/table.ts";

export interface Answered<Json extends object = object>
  extends Pick<Shown, "about" | "names" | "purpose"> {
  readonly json: Json;
  readonly text: (look: Look) => string;
}

export interface Showing<Options, Json extends object = object> {
  readonly usage: string;
  readonly summary: string;
  readonly access: ReturnType<typeof reading>;
  readonly example: string;
  readonly options?: (line: Line) => unknown;
  show(instance: Instance, args: readonly string[], options: Options): Promise<Answered<Json>>;
}

export const showing = <Options = object>(shows: Showing<Options>): Leaf => ({
  usage: shows.usage,
  summary: shows.summary,
  access: shows.access,
  load: async () => (line, run) => {
    shows.options?.(line);
    line
      .option("--json", "one line for machines")
      .addHelpText("after", `\n  ${shows.example}`)
      .action((...given: unknown[]) =>
        withInstance(run, async (instance, caller) => {
          // Commander hands over the arguments, then the options, then the command.
          const options = given.at(-2) as Options;
          const args = given.slice(0, -2) as string[];
          const { json, text, ...about } = await shows.show(instance, args, options);
          await openRecords(run, instance, caller, { ...about, taken: false });
          const words = () => text(lookOf(run.terminal.output));
          await run.terminal.write(run.json ? `${JSON.stringify(json)}\n` : words());
        }),
      );
  },
});

/** Two columns: what it is, and what it says. */
export const facts = (rows: readonly (readonly [string, string])[], look: Look): string =>
  textTable({ columns: [{ title: "" }, { title: "" }], rows, empty: "" }, look);

/** `titles` of the columns. */
export const table = (
  titles: readonly string[],
  rows: TextTable["rows"],
  empty: string,
  look: Look,
): string => textTable({ columns: titles.map((title) => ({ title })), rows, empty }, look);

/** What is shown is an answer too: it leaves in every form that answers have. */
export const answering = <Of extends Answer>(
  shows: Omit<Showing<object, Of>, "options"> & { readonly form: Form<Of> },
): Leaf => ({
  usage: shows.usage,
  summary: shows.summary,
  access: shows.access,
  load: async () => (line, run) => {
    withForms(line)
      .addHelpText("after", `\n  ${shows.example}`)
      .action((...given: unknown[]) =>
        withInstance(run, async (instance, caller) => {
          const options = given.at(-2) as FormOptions;
          const args = given.slice(0, -2) as string[];
          const { json, text, ...about } = await shows.show(instance, args, options);
          await openRecords(run, instance, caller, { ...about, taken: isTaken(options) });
          await giveAnswer(run, instance, shows.form, json, options, text);
        }),
      );
  },
});
