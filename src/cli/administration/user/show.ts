// `batchproof user list` and `user show`.
import type { Found } from "../../../access/person/find.ts";
import { isLocked } from "../../../domain/person/log-in/lock.ts";
import { reading } from "../../entry.ts";
import type { Instance } from "../../instance/instance.ts";
import { placeOf } from "../../text/scope.ts";
import { everybody, oneUser } from "../directory.ts";
import { facts, showing, table } from "../showing.ts";

export const listUsers = showing({
  usage: "list",
  summary: "Everybody who was ever enrolled",
  access: reading("listPeople", "readSystemTrail"),
  example: "batchproof user list",
  async show(instance) {
    const people = (await everybody(instance)).map((one) => described(instance, one));
    const rows = people.map(({ username, printedName, state, verified, roles, id }) => [
      username,
      printedName,
      `${state}${verified ? "" : ", not verified"}`,
      roles.map(({ role }) => role).join(", ") || "no role",
      id,
    ]);
    const titles = ["Username", "Name", "Account", "Roles", "Id"];
    const none = "Nobody is enrolled.";
    return { json: { people }, text: (look) => table(titles, rows, none, look) };
  },
});

export const showUser = showing({
  usage: "show <user>",
  summary: "What is known of somebody, but for contact data",
  access: reading("getPerson", "readSystemTrail"),
  example: "batchproof user show mira",
  async show(instance, [named = ""]) {
    const found = await oneUser(instance, named);
    const one = described(instance, found);
    const roles = one.roles.map(({ role, scope, until }) => {
      return `${role}, ${placeOf(scope)}${until === null ? "" : `, until ${until}`}`;
    });
    const credentials = one.credentials.map(({ kind, credentialId, setAt }) => {
      return `${kind} ${credentialId}, set ${setAt}`;
    });
    const trainings = one.trainings.map(({ topic, validUntil }) => {
      return validUntil === undefined ? topic : `${topic}, until ${validUntil}`;
    });
    const entries = one.qualified.map(({ registerNumber, authority, from, until, ...where }) => {
      const place = placeOf({ ...where, clients: "all" });
      const days = [from && `from ${from}`, until && `until ${until}`].filter(Boolean);
      return [`${registerNumber} of ${authority}`, place, ...days].join(", ");
    });
    const rows = [
      ["Name", `${one.printedName}, initials ${one.initials}`],
      ["Username", one.username],
      ["Id", one.id],
      ["Account", `${one.account}, ${one.state}`],
      ["Identity", one.verified ? "verified" : "not verified"],
      ["Roles", roles.join("; ") || "none"],
      ["Trainings", trainings.join("; ") || "none"],
      ["Qualified Person", entries.join("; ") || "no"],
      ["Credentials", credentials.join("; ") || "none"],
      ["Recovery", one.recovery ?? "none"],
    ] as const;
    const about = { kind: "person", id: one.id } as const;
    return { about, json: one, text: (look) => facts(rows, look) };
  },
});

function described({ clock }: Instance, { id, person }: Found) {
  const { recovery } = person;
  return {
    id,
    username: person.enrolled.username,
    printedName: person.printedName,
    initials: person.initials,
    account: person.enrolled.account,
    state: isLocked(person, clock.now().toISOString()) ? "locked" : person.account,
    verified: person.verified,
    roles: [...person.grants.values()].map(({ role, scope, from = null, until = null }) => ({
      role,
      scope,
      from,
      until,
    })),
    trainings: [...person.trainings.values()],
    qualified: [...person.qualified.values()],
    credentials: [...person.credentials].map(([credentialId, { kind, label = null, setAt }]) => ({
      credentialId,
      kind,
      label,
      setAt,
    })),
    recovery: recovery ? (recovery.code ? "approved" : "asked for") : null,
  };
}
