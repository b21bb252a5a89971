// `batchproof user first`: the first two people, on a machine without a browser.
import { type Command, Option } from "commander";
import { type Founder, founders } from "../../../domain/access-control/events.ts";
import { isRefusal, refuse } from "../../../domain/kernel/refusal.ts";
import type { CommandRun, Leaf } from "../../entry.ts";
import { withInstance } from "../../run.ts";
import { refusalFault } from "../../terminal/fault.ts";
import { askPerson, readAnswers } from "../../terminal/question.ts";
import { fromPipe, newPassword } from "./password.ts";

interface Options {
  readonly as: Founder;
  readonly username: string;
  readonly printedName: string;
  readonly initials: string;
  readonly passwordStdin?: true;
}

export const firstCommand: Leaf = {
  usage: "first",
  summary: "Make the first administrator, from when on everybody logs in; then one of security",
  access: {
    kind: "anyone",
    why: "it works once for each, for whoever can write to the data folder",
  },
  load: async () => define,
};

function define(command: Command, run: CommandRun): void {
  command
    .requiredOption("--username <username>", "small letters, digits, and . _ - between them")
    .requiredOption("--printed-name <name>", "full name, as records print it")
    .requiredOption("--initials <initials>", "as records print them")
    .addOption(
      new Option("--as <role>", "which of the two").choices(founders).default("administrator"),
    )
    .option("--password-stdin", fromPipe)
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((options: Options) => first(run, options));
}

const help = `
The password is asked for, twice. \`serve\` prints links for the same in a browser. The two are two
people: what takes two, as verifying an identity or recovering an account, begins with them.

  batchproof user first --username ada --printed-name "Ada Novak" --initials AN
  batchproof user first --as security --username sam --printed-name "Sam Bell" --initials SB`;

async function first(run: CommandRun, { as, passwordStdin, ...options }: Options): Promise<void> {
  await withInstance(run, async ({ access }) => {
    const { offers, redeem } = access.founding;
    const offer = offers.find((one) => one.as === as);
    if (!offer) throw refusalFault(there);
    using questions = (passwordStdin ? readAnswers : askPerson)(run.terminal, run.stop);
    const password = await newPassword(questions, !passwordStdin);
    const { username, printedName, initials } = options;
    const answer = await redeem(offer.token, { username, printedName, initials, password });
    if (isRefusal(answer)) throw refusalFault(answer);
    const said = `${printedName} is the first ${called[as]}. ${next}`;
    const json = { id: answer.personId, username, as };
    await run.terminal.write(run.json ? `${JSON.stringify(json)}\n` : `${said}\n`);
  });
}

const there = refuse(
  "ALREADY_EXISTS",
  "There is one already; who it is makes the others: `batchproof user enrol`.",
);
const called = { administrator: "administrator", security: "of security" } as const;
const next = "From here on everybody logs in: `batchproof log-in`.";
