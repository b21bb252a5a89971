// `batchproof user first`: the first administrator, on a machine without a browser.
import type { Command } from "commander";
import { isRefusal, refuse } from "../../../domain/kernel/refusal.ts";
import type { CommandRun, Leaf } from "../../entry.ts";
import { withInstance } from "../../run.ts";
import { refusalFault } from "../../terminal/fault.ts";
import { askPerson, readAnswers } from "../../terminal/question.ts";
import { fromPipe, newPassword } from "./password.ts";

interface Options {
  readonly username: string;
  readonly printedName: string;
  readonly initials: string;
  readonly passwordStdin?: true;
}

export const firstCommand: Leaf = {
  usage: "first",
  summary: "Make the first administrator; from then on everybody logs in",
  access: {
    kind: "anyone",
    why: "it works while nobody exists, for whoever can write to the data folder",
  },
  load: async () => define,
};

function define(command: Command, run: CommandRun): void {
  command
    .requiredOption("--username <username>", "small letters, digits, and . _ - between them")
    .requiredOption("--printed-name <name>", "full name, as records print it")
    .requiredOption("--initials <initials>", "as records print them")
    .option("--password-stdin", fromPipe)
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((options: Options) => first(run, options));
}

const help = `
The password is asked for, twice. \`serve\` prints a link for the same in a browser.

  batchproof user first --username ada --printed-name "Ada Novak" --initials AN`;

async function first(run: CommandRun, { passwordStdin, ...options }: Options): Promise<void> {
  await withInstance(run, async ({ access }) => {
    const { token, redeem } = access.firstAdministrator;
    if (token === undefined) throw refusalFault(there);
    using questions = (passwordStdin ? readAnswers : askPerson)(run.terminal, run.stop);
    const password = await newPassword(questions, !passwordStdin);
    const { username, printedName, initials } = options;
    const answer = await redeem(token, { username, printedName, initials, password });
    if (isRefusal(answer)) throw refusalFault(answer);
    const said = `${printedName} is the first administrator. ${next}`;
    const json = { id: answer.personId, username };
    await run.terminal.write(run.json ? `${JSON.stringify(json)}\n` : `${said}\n`);
  });
}

const there = refuse("ALREADY_EXISTS", "The first administrator is there already.");
const next = "From here on everybody logs in: `batchproof log-in`.";
