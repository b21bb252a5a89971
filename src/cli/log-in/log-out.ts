// `batchproof log-out`: ends the session that is kept at this terminal.
import type { Command } from "commander";
import type { CommandRun } from "../entry.ts";
import { withInstance } from "../run.ts";
import { keptSession } from "./kept-session.ts";
import { endKept } from "./prove.ts";

export function defineLogOut(command: Command, run: CommandRun): void {
  command.option("--json", "one line for machines").action(() =>
    withInstance(run, async ({ access, stores }) => {
      const ended = await endKept(access, keptSession(run.environment, stores.folder.path));
      const said = ended ? "Logged out." : "No session was open here.";
      await run.terminal.write(run.json ? `${JSON.stringify({ ended })}\n` : `${said}\n`);
    }),
  );
}
