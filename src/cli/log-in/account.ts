// `batchproof account`: what a person changes of their own account at this terminal.
import type { Command } from "commander";
import { changePassword } from "../../access/own/credential.ts";
import { ownOf, type ProvenOwn, provenOwn } from "../../access/own/own.ts";
import { isRefusal, type Refusal } from "../../domain/kernel/refusal.ts";
import { accepted } from "../administration/acting.ts";
import { fromPipe, newPassword } from "../administration/user/password.ts";
import type { CommandRun, Leaf } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { withInstance } from "../run.ts";
import { refusalFault } from "../terminal/fault.ts";
import { askPerson, type Questions, readAnswers } from "../terminal/question.ts";
import type { Caller } from "./caller.ts";
import { keptSession } from "./kept-session.ts";
import { here, proveHere } from "./prove.ts";
import { defineStatement } from "./statement.ts";

export const accountCommands: readonly Leaf[] = [
  {
    usage: "password",
    summary: "Change your password; the present one is asked for",
    access: { kind: "own" },
    load: async () => definePassword,
  },
  {
    usage: "statement",
    summary: "The accountability statement: read it and accept it",
    access: { kind: "own" },
    load: async () => defineStatement,
  },
];

function definePassword(command: Command, run: CommandRun): void {
  command
    .option("--password-stdin", fromPipe)
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((options: { readonly passwordStdin?: true }) => password(run, options));
}

const help = `
It asks for the present password, and for the new one; with a code generator, for a one-time code
too, unless you proved within the last five minutes that it is you. Your other sessions end.`;

async function password(
  run: CommandRun,
  { passwordStdin }: { readonly passwordStdin?: true },
): Promise<void> {
  await withInstance(run, async (instance, { known }) => {
    expected(ownOf(known));
    const { parts } = instance.access;
    using questions = (passwordStdin ? readAnswers : askPerson)(run.terminal, run.stop);
    const former = await questions.askSecretly("Present password: ");
    const own = await proven(run, instance, known, { former, questions });
    const given = { former, password: await newPassword(questions, !passwordStdin) };
    const answer = await changePassword(parts, own, given, here());
    const events = accepted(answer).events.map(({ type }) => type);
    const said = "The password is changed; your other sessions have ended.";
    await run.terminal.write(run.json ? `${JSON.stringify({ events })}\n` : `${said}\n`);
  });
}

/** Throws what refuses it. */
async function proven(
  run: CommandRun,
  instance: Instance,
  known: Caller["known"],
  { former, questions }: { readonly former: string; readonly questions: Questions },
): Promise<ProvenOwn> {
  const { parts, authenticator } = instance.access;
  const own = provenOwn(parts, known);
  if (!known || (!isRefusal(own) && !known.live?.locked_at)) return expected(own);
  await proveHere(instance, known, former, questions);
  const token = keptSession(run.environment, instance.stores.folder.path).token() ?? "";
  return expected(provenOwn(parts, expected(await authenticator.byToken(token))));
}

function expected<Value extends object>(value: Value | Refusal): Value {
  if (isRefusal(value)) throw refusalFault(value);
  return value;
}
