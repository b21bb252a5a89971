// Services and their keys as the rows below a tree size tell. What a key is, nothing here knows.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { GrantScope } from "../../../domain/kernel/access/standing.ts";
import type { Granted } from "./grant.ts";
import { type Done, done, type Row, rowsBelow } from "./rows.ts";
import { dutyOf } from "./rules.ts";

/** One that stands; `until` is when it expires. */
export interface KeyHeld extends Granted {
  readonly id: string;
  readonly label: string;
  /** Of the role, as of then: what the role was given later the key has not. */
  readonly rights: readonly string[];
  /** People whom it may name as those for whom it acts. */
  readonly actsFor: readonly string[];
  /** Null: nobody yet, and it only reads. */
  readonly approved: Done | null;
}

export interface ServiceAt {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  /** The person who answers for it. */
  readonly ownerId: string;
  readonly registered: Done;
  readonly retired: Done | null;
  readonly keys: readonly KeyHeld[];
}

/** In the order of their ids. */
export async function servicesAt(kysely: Kysely<DB>, asOf: number): Promise<readonly ServiceAt[]> {
  const services = new Map<string, ServiceAt>();
  const own = await rowsBelow(kysely, "service", asOf);
  const keys = await rowsBelow(kysely, "api_key", asOf);
  for (const row of [...own, ...keys].sort((one, other) => one.position - other.position)) {
    const before = services.get(row.service_id);
    const after = "key_id" in row ? before && withKey(before, row) : withService(before, row);
    if (after) services.set(row.service_id, after);
  }
  return [...services.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function withService(before: ServiceAt | undefined, row: Row<"service">): ServiceAt | undefined {
  if (row.what === "retired") return before && { ...before, retired: done(row), keys: [] };
  return {
    id: row.service_id,
    name: row.name ?? "",
    purpose: row.purpose ?? "",
    ownerId: row.owner_person_id ?? "",
    registered: done(row),
    retired: null,
    keys: [],
  };
}

function withKey(service: ServiceAt, row: Row<"api_key">): ServiceAt {
  if (row.what === "approved") {
    const approved = done(row);
    const keys = service.keys.map((key) => (key.id === row.key_id ? { ...key, approved } : key));
    return { ...service, keys };
  }
  const others = service.keys.filter(({ id }) => id !== row.key_id);
  if (row.what === "revoked") return { ...service, keys: others };
  return { ...service, keys: [...others, keyIn(row)] };
}

const keyIn = (row: Row<"api_key">): KeyHeld => ({
  id: row.key_id,
  label: row.label,
  role: row.role_id ?? "",
  duty: dutyOf(row.duty),
  scope: GrantScope.parse(row.scope),
  from: null,
  until: row.expires_at,
  requestedBy: null,
  granted: done(row),
  rights: row.rights ?? [],
  actsFor: row.acts_for ?? [],
  approved: null,
});
