// `batchproof account statement`: the accountability statement, read and accepted at the terminal.
// It comes before the first entry (21 CFR 11.10(j)).
import type { Command } from "commander";
import { acceptStatement } from "../../access/own/credential.ts";
import { provenOwn } from "../../access/own/own.ts";
import { whoIs } from "../../api/log-in/who.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import { accepted } from "../administration/acting.ts";
import type { CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { withInstance } from "../run.ts";
import { CliFault, refusalFault } from "../terminal/fault.ts";
import { askPerson, isAnswered } from "../terminal/question.ts";
import type { Caller } from "./caller.ts";

interface Options {
  readonly accept?: string;
}

export function defineStatement(command: Command, run: CommandRun): void {
  command
    .option("--accept <digest>", "accept the statement with this SHA-256, unasked")
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((options: Options) => statement(run, options));
}

const help = `
At a terminal it asks whether you accept it. Until you do you can read, and enter nothing.`;

async function statement(run: CommandRun, { accept }: Options): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    const stated = await statedFor(instance, caller);
    if (!stated) throw new CliFault("NOTHING_TO_ACCEPT", nothing);
    const isAccepted = stated.accepted || (await agreed(run, instance, caller, stated, accept));
    const { version, digest, text } = stated;
    if (run.json) {
      const said = { version, digest, text, accepted: isAccepted };
      return run.terminal.write(`${JSON.stringify(said)}\n`);
    }
    const state = isAccepted ? "You have accepted it." : `Accept it with --accept ${digest}`;
    const asked = accept === undefined && !stated.accepted && isAnswered(run.terminal);
    await run.terminal.write(`${asked ? "" : shown(stated)}${state}\n`);
  });
}

type Stated = NonNullable<Awaited<ReturnType<typeof whoIs>>["statement"]>;

/** Undefined where there is none, or nobody who could accept it. */
async function statedFor(instance: Instance, caller: Caller): Promise<Stated | undefined> {
  if (caller.session.actor.kind !== "person") return undefined;
  const { statement } = await whoIs(instance, caller);
  return statement ?? undefined;
}

const nothing = "A statement is accepted by a person who is logged in.";

const shown = ({ version, text }: Stated): string =>
  `Accountability statement, version ${version}\n\n${text}\n\n`;

/** By the digest that was given, or by what the person at the terminal answers. */
async function agreed(
  run: CommandRun,
  { access }: Instance,
  { known }: Caller,
  stated: Stated,
  digest: string | undefined,
): Promise<boolean> {
  if (digest === undefined) {
    if (run.json || !isAnswered(run.terminal)) return false;
    await run.terminal.write(shown(stated));
    using questions = askPerson(run.terminal, run.stop);
    const answer = await questions.ask("Do you accept it? Type yes: ");
    if (answer.trim().toLowerCase() !== "yes") return false;
  }
  const own = provenOwn(access.parts, known);
  if (isRefusal(own)) throw refusalFault(own);
  const answer = await acceptStatement(access.parts, own, digest ?? stated.digest);
  if (isRefusal(answer)) throw refusalFault(answer);
  accepted(answer);
  return true;
}
