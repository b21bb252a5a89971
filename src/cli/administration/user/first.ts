// `batchproof user first`: the first two people, on a machine without a browser.
import { type Command, Option } from "commander";
import { demonstration } from "../../../access/nobody-yet.ts";
import type { FounderEnrolment, Founding } from "../../../access/person/founding.ts";
import { type Founder, founders } from "../../../domain/access-control/events.ts";
import type { Reason } from "../../../domain/kernel/metadata.ts";
import { isRefusal, refuse } from "../../../domain/kernel/refusal.ts";
import type { CommandRun, Leaf } from "../../entry.ts";
import { withInstance } from "../../run.ts";
import { reason } from "../../terminal/argument.ts";
import { refusalFault } from "../../terminal/fault.ts";
import { askPerson, readAnswers } from "../../terminal/question.ts";
import { fromPipe, newPassword } from "./password.ts";

interface Options {
  readonly as: Founder;
  readonly username: string;
  readonly printedName: string;
  readonly initials: string;
  readonly passwordStdin?: true;
  readonly again?: true;
  readonly reason?: Reason;
}

export const firstCommand: Leaf = {
  usage: "first",
  summary: "Make the first administrator, from when on everybody logs in; then one of security",
  access: {
    kind: "anyone",
    why: "it needs the data folder; it works once for each, and again with an alert to security",
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
    .option("--again", "another, where nobody gets in any more who could make one")
    .option("--reason <code:text>", "why again: a code and a sentence", reason)
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((options: Options) => first(run, options));
}

const help = `
The password is asked for, twice. \`serve\` prints links for the same in a browser. The two are two
people: what takes two, as verifying an identity or recovering an account, begins with them.
With --again and --reason it makes another, beside those who are there; the trail says that it was
the console, and security has an alert.

  batchproof user first --username ada --printed-name "Ada Novak" --initials AN
  batchproof user first --as security --username sam --printed-name "Sam Bell" --initials SB
  batchproof user first --again --reason "ALL_DISABLED:Both accounts are disabled" \\
    --username eva --printed-name "Eva Moor" --initials EM`;

async function first(run: CommandRun, options: Options): Promise<void> {
  const { as, passwordStdin } = options;
  await withInstance(run, async ({ access: { founding, parts } }) => {
    if (await parts.isDemonstration()) throw refusalFault(demonstration);
    const make = making(founding, options);
    using questions = (passwordStdin ? readAnswers : askPerson)(run.terminal, run.stop);
    const password = await newPassword(questions, !passwordStdin);
    const { username, printedName, initials } = options;
    const enrolment = { username, printedName, initials, password };
    const answer = await make(enrolment);
    if (isRefusal(answer)) throw refusalFault(answer);
    const said = `${printedName} is ${options.again ? "now" : "the first"} ${called[as]}. ${next}`;
    const json = { id: answer.personId, username, as };
    await run.terminal.write(run.json ? `${JSON.stringify(json)}\n` : `${said}\n`);
  });
}

function making({ offers, redeem, again }: Founding, { as, reason: why, ...options }: Options) {
  if (options.again) {
    if (why) return (enrolment: FounderEnrolment) => again(as, enrolment, why);
    throw refusalFault(withoutReason);
  }
  const offer = offers.find((one) => one.as === as);
  if (offer) return (enrolment: FounderEnrolment) => redeem(offer.token, enrolment);
  throw refusalFault(there);
}

const withoutReason = refuse("REASON_REQUIRED", "Say why with --reason.");
const there = refuse(
  "ALREADY_EXISTS",
  "There is one already, who makes the others: `batchproof user enrol`. See also --again.",
);
const called = { administrator: "administrator", security: "of security" } as const;
const next = "From here on everybody logs in: `batchproof log-in`.";
