// `batchproof user rights`: what somebody may do, now or at the end of a day of the past.
import { reading } from "../../entry.ts";
import { end } from "../../terminal/time.ts";
import { placeOf } from "../../text/scope.ts";
import { nameOf, oneUser } from "../directory.ts";
import { rightsAt } from "../rights-on.ts";
import { facts, showing } from "../showing.ts";

export const rightsCommand = showing<{ readonly on?: string }>({
  usage: "rights <user>",
  summary: "What somebody may do, now or on a day",
  access: reading("getRights", "readSystemTrail"),
  example: "batchproof user rights mira --on 2026-11-20",
  options: (line) =>
    line.option("--on <time>", "as at the end of that day of the site, or at an instant"),
  async show(instance, [named = ""], { on }) {
    const { id, person } = await oneUser(instance, named);
    const { zone } = instance.settings;
    const at = on === undefined ? instance.clock.now().toISOString() : end(on, zone);
    const then = await rightsAt(instance, id, at);
    const json = { id, username: person.enrolled.username, at, ...then };
    const roles = then.roles.map(({ role, scope }) => `${role}, ${placeOf(scope)}`);
    const rows = [
      ["Person", nameOf(person)],
      ["At", at],
      ["Account", then.account ?? "not enrolled by then"],
      ["Roles", roles.join("; ") || "none"],
      ["Rights", then.rights.join(", ") || "none"],
    ] as const;
    const about = { kind: "person", id } as const;
    return {
      about,
      json: { ...json, account: then.account ?? null },
      text: (look) => facts(rows, look),
    };
  },
});
