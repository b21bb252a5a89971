// `batchproof key`: services, and the keys with which they ask.
import type { Command } from "commander";
import { issueKey, revokeKey } from "../../access/service/api-key.ts";
import {
  approveApiKey,
  issueApiKey,
  retireService,
  revokeApiKey,
} from "../../domain/service/commands.ts";
import { registerOwned } from "../../processes/give-role.ts";
import { type Leaf, reading } from "../entry.ts";
import { end } from "../terminal/time.ts";
import { placeOf } from "../text/scope.ts";
import { acting, callOf, giving, reasoned } from "./acting.ts";
import { byId, everyService, namedUser } from "./directory.ts";
import { type ScopeOptions, scopeFrom, scopeOptions } from "./scope.ts";
import { showing, table } from "./showing.ts";

const list = showing({
  usage: "list",
  summary: "Services and their keys, without what is secret",
  access: reading("listServices", "readSystemTrail"),
  example: "batchproof key list",
  async show(instance) {
    const all = await everyService(instance);
    const services = all.map(({ id, status, registered, keys }) => ({
      id,
      status,
      ...registered,
      keys: [...keys].map(
        ([keyId, { label, role, scope, expiresAt, actsFor = [], isApproved }]) => ({
          keyId,
          label,
          role,
          scope,
          actsFor,
          expiresAt,
          isApproved,
        }),
      ),
    }));
    const rows = services.flatMap(({ id, name, status, keys }) => [
      [id, name, status, "", "", ""],
      ...keys.map((key) => [
        "",
        key.label,
        key.keyId,
        key.role,
        placeOf(key.scope),
        `until ${key.expiresAt}${key.isApproved ? "" : ", only reads until it is approved"}`,
      ]),
    ]);
    const titles = ["Service", "Name", "State, key", "Role", "For", ""];
    const text = "No service is registered.";
    return { json: { services }, text: (look) => table(titles, rows, text, look) };
  },
});

interface Registration {
  readonly name: string;
  readonly purpose: string;
  readonly owner: string;
}

const register = giving({
  usage: "register <service>",
  summary: "Register a machine that acts by a key",
  example:
    'batchproof key register lims --name LIMS --purpose "Results of the laboratory" --owner mira',
  command: registerOwned,
  options: (line) =>
    line
      .requiredOption("--name <name>", "what people call it")
      .requiredOption("--purpose <text>", "what it does here")
      .requiredOption("--owner <user>", "who answers for it"),
  find: byId,
  data: async ({ name, purpose, owner }: Registration, instance) => ({
    name,
    purpose,
    ownerPersonId: (await namedUser(instance, owner)).id,
  }),
  said: (service) => `The service ${service} is registered; \`batchproof key issue\` gives a key.`,
});

interface Wanted extends ScopeOptions {
  readonly label: string;
  readonly role: string;
  readonly until: string;
  readonly actsFor?: readonly string[];
}

const issueOptions = (line: Command) =>
  scopeOptions(
    line
      .requiredOption("--label <text>", "what the key is for")
      .requiredOption("--role <role>", "the one role that it acts in")
      .requiredOption("--until <time>", "up to then; a day of the site is taken whole")
      .option("--acts-for <user...>", "people whom it may name as those for whom it acts"),
  );

const then =
  "It is not shown again. Keep it where the service alone can read it, as API_KEY. It only reads " +
  "until somebody else approves it: `batchproof key approve`.";

const issue = acting<Wanted>({
  usage: "issue <service>",
  summary: "A key for a service, shown once",
  example: "batchproof key issue lims --label results --role service --until 2027-06-30",
  command: issueApiKey,
  options: issueOptions,
  async act(instance, by, [id = ""], { label, role, until, actsFor: named = [], ...scope }) {
    const { access, settings } = instance;
    const expiresAt = end(until, settings.zone);
    const people = await Promise.all(named.map((user) => namedUser(instance, user)));
    const actsFor = people.length > 0 && { actsFor: people.map((one) => one.id) };
    const wanted = { label, role, scope: scopeFrom(scope), expiresAt, ...actsFor };
    const { answer, keyId, key } = await issueKey(access.parts, id, wanted, by);
    const said = `The key ${label} of ${id} is issued, with the id ${keyId}:`;
    const once = key === undefined ? {} : { once: { name: "key", text: key, then } };
    return { answer, id, said, more: { keyId, expiresAt }, ...once };
  },
});

const approve = acting({
  usage: "approve <service> <key-id>",
  summary: "A key that somebody else issued does more than read from now on",
  example: "batchproof key approve lims 0123456789abcdef",
  command: approveApiKey,
  async act({ handler, access }, by, [id = "", keyId = ""]) {
    const call = { ...callOf(by, id), data: { keyId } };
    const answer = await handler.execute(approveApiKey, call, by.session);
    access.authenticator.forget();
    return { answer, id, said: `The key ${keyId} of ${id} is approved.` };
  },
});

const revoke = acting({
  usage: "revoke <service> <key-id>",
  summary: "A key counts no more, in any process within a second",
  example: 'batchproof key revoke lims 0123456789abcdef --reason "LEAKED:It stood in a log"',
  command: revokeApiKey,
  async act({ access }, by, [id = "", keyId = ""]) {
    const answer = await revokeKey(access.parts, id, keyId, reasoned(by));
    access.authenticator.forget();
    return { answer, id, said: `The key ${keyId} of ${id} counts no more.` };
  },
});

const retire = giving({
  usage: "retire <service>",
  summary: "A service and all its keys count no more",
  example: 'batchproof key retire lims --reason "REPLACED:There is another system now"',
  command: retireService,
  find: byId,
  data: () => ({}),
  said: (service) => `The service ${service} is retired, with every key of it.`,
});

export const keyCommands: readonly Leaf[] = [list, register, issue, approve, revoke, retire];
