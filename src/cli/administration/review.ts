// `batchproof access review`: who may do what, looked at again and again, and that somebody did
// (21 CFR 11.300(b); draft Annex 11, 11.11).
import { createHash, randomUUID } from "node:crypto";
import { accessControlId } from "../../domain/access-control/access-control.ts";
import { reviewAccess } from "../../domain/access-control/commands.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import { asOf } from "../../projections/as-of.ts";
import { type CommandRun, type Leaf, reading } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { refusalFault } from "../terminal/fault.ts";
import { lookOf } from "../terminal/table.ts";
import { placeOf } from "../text/scope.ts";
import { accepted } from "./acting.ts";
import { everybody, everyService } from "./directory.ts";
import { table } from "./showing.ts";

interface Options {
  readonly sign?: string;
  readonly digest?: string;
}

export const reviewCommand: Leaf = {
  usage: "review",
  summary: "Everybody with roles and last log-in, and every key; --sign records that you looked",
  access: reading("reviewAccess", "reviewAccess"),
  load: async () => (line, run) => {
    line
      .option("--sign <findings>", "record the review, with what was found")
      .option("--digest <sha256>", "only if the list is still the one that was shown under it")
      .option("--json", "one line for machines")
      .addHelpText("after", '\n  batchproof access review --sign "Nothing to change"')
      .action((options: Options) => review(run, options));
  },
};

async function review(run: CommandRun, { sign, digest: shown }: Options): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    const list = await listed(instance);
    const digest = createHash("sha256").update(JSON.stringify(list)).digest("hex");
    const size = await asOf(instance.database.kysely, "audit_trail");
    await openRecords(run, instance, caller, { taken: false });
    if (shown !== undefined && shown !== digest) throw refusalFault(changed);
    const answer = { asOf: size, digest, ...list, signed: sign !== undefined };
    if (sign !== undefined) {
      const data = { asOf: size, digest, findings: sign };
      const call = { commandId: randomUUID(), id: accessControlId, data };
      const given = await instance.handler.execute(reviewAccess, call, caller.session);
      await waitUntilVisible(instance, accepted(given).events.at(-1)?.id);
    }
    await run.terminal.write(run.json ? `${JSON.stringify(answer)}\n` : text(run, answer));
  });
}

const changed = refuse("RECORD_CHANGED_SINCE_VIEW", "The list is not the one that was shown.");

type List = Awaited<ReturnType<typeof listed>>;

async function listed(instance: Instance) {
  const people = (await everybody(instance)).map(({ id, person }) => ({
    id,
    username: person.enrolled.username,
    printedName: person.printedName,
    account: person.account,
    verified: person.verified,
    lastLogInAt: person.lastLogInAt ?? null,
    roles: [...person.grants.values()].map(({ role, scope, from = null, until = null }) => ({
      role,
      scope,
      from,
      until,
    })),
  }));
  const keys = (await everyService(instance)).flatMap(({ id, keys: held }) =>
    [...held].map(([keyId, { label, role, scope, expiresAt }]) => ({
      service: id,
      keyId,
      label,
      role,
      scope,
      expiresAt,
    })),
  );
  return { people, keys };
}

type Reviewed = List & { readonly asOf: number; readonly digest: string; readonly signed: boolean };

function text({ terminal }: CommandRun, { people, keys, asOf: size, digest, signed }: Reviewed) {
  const look = lookOf(terminal.output);
  const rows = people.map(({ username, printedName, account, verified, lastLogInAt, roles }) => [
    username,
    printedName,
    `${account}${verified ? "" : ", not verified"}`,
    roles.map(({ role, scope }) => `${role}, ${placeOf(scope)}`).join("; ") || "no role",
    lastLogInAt ?? "never",
  ]);
  const titles = ["Username", "Name", "Account", "Roles", "Last log-in"];
  const keyRows = keys.map(({ service, label, role, scope, expiresAt }) => [
    service,
    label,
    `${role}, ${placeOf(scope)}`,
    `until ${expiresAt}`,
  ]);
  const said = signed ? "The review is recorded." : "Not recorded: --sign does that.";
  return [
    table(titles, rows, "Nobody is enrolled.", look),
    table(["Service", "Key", "Role", ""], keyRows, "No key stands.", look),
    `As of ${size} events; SHA-256 of the list ${digest}\n${said}\n`,
  ].join("\n");
}
