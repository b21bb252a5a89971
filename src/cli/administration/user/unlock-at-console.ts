// `batchproof user unlock-at-console`: where nobody of security can log in any more to unlock.
import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { instanceSession } from "../../../access/parts.ts";
import type { Reason } from "../../../domain/kernel/metadata.ts";
import { unlockAtConsole } from "../../../domain/person/log-in/commands.ts";
import type { CommandRun, Leaf } from "../../entry.ts";
import { withInstance } from "../../run.ts";
import { reason } from "../../terminal/argument.ts";
import { callOf, tell } from "../acting.ts";
import { namedUser } from "../directory.ts";

export const unlockAtConsoleCommand: Leaf = {
  usage: "unlock-at-console <user>",
  summary: "Open a locked account, where nobody of security gets in any more",
  access: {
    kind: "anyone",
    why: "it needs the data folder, gives nobody a way in, and alerts security",
  },
  load: async () => define,
};

function define(command: Command, run: CommandRun): void {
  command
    .option("--reason <code:text>", "why: a code and a sentence", reason)
    .option("--json", "one line for machines")
    .addHelpText("after", `\n  ${example}`)
    .action((named: string, options: { readonly reason?: Reason }) => unlock(run, named, options));
}

const example =
  'batchproof user unlock-at-console sam --reason "LOCKED_OUT:Nobody else is of security"';

async function unlock(
  run: CommandRun,
  named: string,
  { reason: why }: { readonly reason?: Reason },
): Promise<void> {
  await withInstance(run, async (instance) => {
    const { id, name } = await namedUser(instance, named);
    const session = instanceSession(instance.access.parts.place);
    const call = { ...callOf({ commandId: randomUUID(), session, reason: why }, id), data: {} };
    const answer = await instance.handler.execute(unlockAtConsole, call, session);
    await tell(run, instance, { answer, id, said: `The account of ${name} is unlocked.` });
  });
}
