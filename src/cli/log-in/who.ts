// `batchproof who`: who is logged in at this terminal, and what they may as of now.
import type { Command } from "commander";
import { whoIs } from "../../api/log-in/who.ts";
import type { CommandRun } from "../entry.ts";
import { unauthenticated } from "../instance/session.ts";
import { withInstance } from "../run.ts";
import { type Look, lookOf, textTable } from "../terminal/table.ts";
import { placeOf } from "../text/scope.ts";

export function defineWho(command: Command, run: CommandRun): void {
  command.option("--json", "one line for machines").action(() =>
    withInstance(run, async (instance, caller) => {
      const who = await whoIs(instance, caller);
      const look = lookOf(run.terminal.output);
      await run.terminal.write(run.json ? `${JSON.stringify(who)}\n` : text(who, look));
    }),
  );
}

function text(who: Awaited<ReturnType<typeof whoIs>>, look: Look): string {
  if (!who.peopleExist) return `Nobody is known yet: ${unauthenticated}\n`;
  const { actor, roles, rights } = who;
  const name = actor.kind === "person" ? `${actor.printedName} (${actor.username})` : actor.name;
  const rows = [
    ["Logged in", name],
    ["By", who.authentication.assurance ?? who.authentication.method],
    ["Until", who.endsAt ?? "the key expires"],
    ["State", who.locked ? "locked" : "open"],
    ["Roles", roles.map(({ role, scope }) => `${role}, ${placeOf(scope)}`).join("; ") || "none"],
    ["Rights", rights.join(", ") || "none"],
    ["To do", toDo(who).join("; ") || "nothing"],
  ];
  return textTable({ columns: [{ title: "" }, { title: "" }], rows, empty: "" }, look);
}

function toDo(who: Awaited<ReturnType<typeof whoIs>>): readonly string[] {
  if (who.actor.kind !== "person") return [];
  return [
    ...(who.mustChangePassword ? ["change the password"] : []),
    ...(who.identityVerified ? [] : ["somebody else verifies the identity"]),
    ...(who.statement && !who.statement.accepted ? ["accept the accountability statement"] : []),
  ];
}
