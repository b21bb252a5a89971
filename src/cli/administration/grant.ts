// `batchproof role grant` and `role revoke`.
import type { Command } from "commander";
import { revokeRole } from "../../domain/person/right/commands.ts";
import { giveRole } from "../../processes/give-role.ts";
import { beginning, end } from "../terminal/time.ts";
import { acting, callOf } from "./acting.ts";
import { namedUser } from "./directory.ts";
import { type ScopeOptions, scopeFrom, scopeOptions } from "./scope.ts";

interface Grant extends ScopeOptions {
  readonly from?: string;
  readonly until?: string;
  readonly requestedBy?: string;
}

const grantOptions = (line: Command) =>
  scopeOptions(line)
    .option("--from <time>", "from then on: a day of the site, or an instant")
    .option("--until <time>", "up to then; a day is taken whole")
    .option("--requested-by <name>", "who asked for it");

const grant = acting<Grant>({
  usage: "grant <user> <role>",
  summary: "Give somebody a role, for all or a part of the plant",
  example: "batchproof role grant mira operator --site ljubljana --until 2027-03-31",
  command: giveRole,
  options: grantOptions,
  async act(instance, by, [user = "", role = ""], { from, until, requestedBy, ...scope }) {
    const { zone } = instance.settings;
    const { id, name } = await namedUser(instance, user);
    const data = {
      role,
      scope: scopeFrom(scope),
      ...(from !== undefined && { from: beginning(from, zone) }),
      ...(until !== undefined && { until: end(until, zone) }),
      ...(requestedBy !== undefined && { requestedBy }),
    };
    const answer = await instance.handler.execute(
      giveRole,
      { ...callOf(by, id), data },
      by.session,
    );
    return { answer, id, said: `${name} holds the role ${role}.` };
  },
});

const revoke = acting({
  usage: "revoke <user> <role>",
  summary: "Take a role from somebody",
  example: 'batchproof role revoke mira operator --reason "MOVED:Works in the laboratory now"',
  command: revokeRole,
  async act(instance, by, [user = "", role = ""]) {
    const { id, name } = await namedUser(instance, user);
    const call = { ...callOf(by, id), data: { role } };
    const answer = await instance.handler.execute(revokeRole, call, by.session);
    return { answer, id, said: `${name} does not hold the role ${role} any more.` };
  },
});

export const grantCommands = [grant, revoke] as const;
