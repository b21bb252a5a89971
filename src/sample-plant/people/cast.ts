// Who acts, under which name and in which role, as of now in the story.

import type { Right } from "../../domain/kernel/access/right.ts";
import { everywhere, type Grant, type Permits } from "../../domain/kernel/access/standing.ts";
import type { Actor } from "../../domain/kernel/metadata.ts";
import { shippedRoles } from "../../domain/role/shipped.ts";
import type { Session } from "../../eventstore/handler/handle.ts";
import { type EquipmentKey, equipmentList } from "../equipment/equipment.ts";
import { plantSite } from "../site.ts";
import { type PersonKey, people, type RoleId } from "./people.ts";

/**
 * A person, the control of a machine, or whoever set the system up before there were people in it.
 */
export type Who = PersonKey | { readonly device: EquipmentKey } | "installer" | "recallScope";

export class Cast {
  readonly #idOf: (...parts: readonly string[]) => string;
  readonly #renamed = new Map<PersonKey, string>();
  readonly #roles = new Map<PersonKey, RoleId>();

  constructor(idOf: (...parts: readonly string[]) => string) {
    this.#idOf = idOf;
  }

  personId(key: PersonKey): string {
    return this.#idOf("person", key);
  }

  /** What they do from here on bears the new name; what they did keeps the old one. */
  rename(key: PersonKey, printedName: string): void {
    this.#renamed.set(key, printedName);
  }

  /** Besides those that they have had from the first morning. */
  give(key: PersonKey, role: RoleId): void {
    this.#roles.set(key, role);
  }

  /** One session for each person and day. */
  session(who: Who, day: string): Session {
    const actor = this.#actor(who);
    const sessionId = this.#idOf("session", actor.id, day);
    const authentication = { method: "demo", sessionId } as const;
    return { ...plantSite, actor, authentication, permits: this.#permits(who) };
  }

  /** As their roles have it: what ships must be enough to run a plant. */
  #permits(who: Who): Permits {
    if (who === "installer" || who === "recallScope") return "everything";
    if (typeof who === "object") return standing([{ role: "service", rights: ofMachines }]);
    const later = this.#roles.get(who);
    const roles: readonly RoleId[] = [...people[who].roles, ...(later ? [later] : [])];
    return standing(roles.map((role) => ({ role, rights: shippedRoles[role].rights })));
  }

  #actor(who: Who): Actor {
    if (who === "installer") {
      return { kind: "service", id: "installer", name: "Set-up of the sample plant" };
    }
    if (who === "recallScope") {
      return { kind: "service", id: "recall-scope", name: "Scope of recalls" };
    }
    if (typeof who === "object") {
      const { name } = equipmentList[who.device];
      const id = `control-${this.#idOf("equipment", who.device)}`;
      return { kind: "device", id, name: `Control of ${name}` };
    }
    const { username, printedName, roles } = people[who];
    return {
      kind: "person",
      id: this.personId(who),
      username,
      printedName: this.#renamed.get(who) ?? printedName,
      role: roles[0],
    };
  }
}

const ofMachines: readonly Right[] = ["executeBatch", "recordReadings", "useEquipment"];

const standing = (roles: readonly Pick<Grant, "role" | "rights">[]): Permits => ({
  grants: roles.map((role) => ({ ...role, scope: everywhere, trainingsMissing: [] })),
  identityVerified: true,
  statementAccepted: true,
  training: "refuse",
  mustChangePassword: false,
});
