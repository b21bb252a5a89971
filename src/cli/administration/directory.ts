// Who and what there is: people, roles and services. Their ids come from the audit trail, what is
// known of them from the log.
import { sql } from "kysely";
import { type Found, personCalled } from "../../access/person/find.ts";
import { personNow } from "../../access/standing.ts";
import type { Person } from "../../domain/person/person.ts";
import { type RoleState, role } from "../../domain/role/role.ts";
import { type Registered, service } from "../../domain/service/service.ts";
import type { Instance } from "../instance/instance.ts";
import { unknown } from "../text/not-one.ts";
import type { Named } from "./acting.ts";

/** By username or by id. Throws PERSON_UNKNOWN. */
export async function oneUser({ handler }: Instance, written: string): Promise<Found> {
  const called = await personCalled(handler, written);
  if (called) return called;
  const person = await personNow(handler, written);
  if (person) return { id: written, person };
  throw unknown("PERSON_UNKNOWN", `Nobody is known as ${written}.`, "person");
}

export async function namedUser(instance: Instance, written: string): Promise<Named> {
  const { id, person } = await oneUser(instance, written);
  return { id, name: nameOf(person) };
}

export const nameOf = ({ printedName, enrolled }: Person): string =>
  `${printedName} (${enrolled.username})`;

/** What is named by its own id. */
export const byId = async (_: Instance, id: string): Promise<Named> => ({ id, name: id });

/** In the order of their usernames. */
export async function everybody(instance: Instance): Promise<readonly Found[]> {
  const ids = await idsOf(instance, "PersonEnrolled");
  const people = await Promise.all(
    ids.map(async (id) => ({ id, person: await personNow(instance.handler, id) })),
  );
  const found = people.flatMap(({ id, person }) => (person ? [{ id, person }] : []));
  return found.sort((one, other) =>
    one.person.enrolled.username < other.person.enrolled.username ? -1 : 1,
  );
}

export type DefinedRole = Exclude<RoleState, { status: "undefined" }> & { readonly id: string };

export async function everyRole(instance: Instance): Promise<readonly DefinedRole[]> {
  const ids = await idsOf(instance, "RoleDefined");
  const found = await Promise.all(ids.map((id) => roleCalled(instance, id)));
  return found.filter((one) => one !== undefined);
}

export async function roleCalled(
  { handler }: Instance,
  id: string,
): Promise<DefinedRole | undefined> {
  const { state } = await handler.load(role, id);
  return state.status === "undefined" ? undefined : { ...state, id };
}

export async function everyService(
  instance: Instance,
): Promise<readonly (Registered & { readonly id: string })[]> {
  const ids = await idsOf(instance, "ServiceRegistered");
  const found = await Promise.all(
    ids.map(async (id) => ({ id, ...(await instance.handler.load(service, id)).state })),
  );
  return found.filter((one) => one.status !== "unknown");
}

export async function idsOf({ database }: Instance, beginning: string): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly id: string }>`
    select distinct record_id as id from audit_trail.audit_entry
    where event_type = ${beginning} order by id`.execute(database.kysely);
  return rows.map(({ id }) => id);
}
