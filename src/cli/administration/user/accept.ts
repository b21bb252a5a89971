// `batchproof user accept`: a password of one's own by the link of an invitation, or by link and
// code of a recovery.
import type { Command } from "commander";
import { redeemInvitation } from "../../../access/person/invitation.ts";
import { recover } from "../../../access/person/recovery.ts";
import type { CommandRun, Leaf } from "../../entry.ts";
import type { Instance } from "../../instance/instance.ts";
import { withInstance } from "../../run.ts";
import { askPerson, type Questions, readAnswers } from "../../terminal/question.ts";
import { accepted } from "../acting.ts";
import { fromPipe, newPassword } from "./password.ts";

export const acceptCommand: Leaf = {
  usage: "accept",
  summary: "Set a password of your own by the link that you were given",
  access: { kind: "anyone", why: "the link proves whom it was given to" },
  load: async () => define,
};

function define(command: Command, run: CommandRun): void {
  command
    .option("--password-stdin", fromPipe)
    .option("--json", "one line for machines")
    .addHelpText("after", "\nIt asks for the link, for the code of a recovery, and the password.")
    .action((options: { readonly passwordStdin?: true }) => accept(run, options));
}

async function accept(
  run: CommandRun,
  { passwordStdin }: { readonly passwordStdin?: true },
): Promise<void> {
  await withInstance(run, async (instance) => {
    using questions = (passwordStdin ? readAnswers : askPerson)(run.terminal, run.stop);
    const answer = await answered(instance, questions, !passwordStdin);
    const events = accepted(answer).events.map(({ type }) => type);
    const said = "The password is set; `batchproof log-in` asks for it.";
    await run.terminal.write(run.json ? `${JSON.stringify({ events })}\n` : `${said}\n`);
  });
}

async function answered({ access }: Instance, questions: Questions, isTyped: boolean) {
  const link = (await questions.askSecretly("Link: ")).trim();
  if (!link.startsWith("recovery.")) {
    const password = await newPassword(questions, isTyped);
    return redeemInvitation(access.parts, { link, password });
  }
  const code = await questions.askSecretly("Code: ");
  const password = await newPassword(questions, isTyped);
  return recover(access.parts, { link, code, password }, { network: "inside" });
}
