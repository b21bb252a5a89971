// `batchproof log-in`: a session of a person at this terminal, for the commands that follow.
import type { Command } from "commander";
import { refuseNobodyYet } from "../../access/nobody-yet.ts";
import { accessControlNow, personNow } from "../../access/standing.ts";
import type { CommandRun } from "../entry.ts";
import { withInstance } from "../run.ts";
import { CliFault, refusalFault } from "../terminal/fault.ts";
import { askPerson, readAnswers } from "../terminal/question.ts";
import { keptSession } from "./kept-session.ts";
import { logInHere } from "./prove.ts";

interface Options {
  readonly username?: string;
  readonly passwordStdin?: true;
}

export function defineLogIn(command: Command, run: CommandRun): void {
  command
    .option("--username <username>", "asked for when it is not given")
    .option("--password-stdin", "take the password, and a one-time code, from standard input")
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((options: Options) => logIn(run, options));
}

const help = `
The session is kept in a file of yours ($XDG_STATE_HOME/batchproof, else ~/.local/state/batchproof)
for this data folder, until \`batchproof log-out\`. A program asks with API_KEY instead.

  batchproof log-in --username mira`;

async function logIn(run: CommandRun, { username, passwordStdin }: Options): Promise<void> {
  await withInstance(run, async (instance) => {
    const { access, stores } = instance;
    if (!(await access.peopleExist())) {
      const refusal = await refuseNobodyYet(access.parts);
      if (refusal.refused !== "LOG_IN_REQUIRED") throw refusalFault(refusal);
      throw new CliFault("NOBODY_ENROLLED", refusal.message);
    }
    const kept = keptSession(run.environment, stores.folder.path);
    const ask = passwordStdin ? readAnswers : askPerson;
    using questions = ask(run.terminal, run.stop);
    const answer = await logInHere(instance, kept, questions, username);
    const { token: _, ...said } = answer;
    const { statement } = await accessControlNow(instance.handler);
    const one = await personNow(instance.handler, answer.personId);
    const isAccepted = one?.acceptedDigest === statement?.digest;
    const also =
      (answer.warnings.length > 0 ? ` ${elsewhere}` : "") + (isAccepted ? "" : ` ${unread}`);
    await run.terminal.write(
      run.json ? `${JSON.stringify(said)}\n` : `Logged in until ${answer.endsAt}.${also}\n`,
    );
  });
}

const unread =
  "Read and accept the accountability statement first: `batchproof account statement`.";
const elsewhere = "Another session of yours is open elsewhere.";
