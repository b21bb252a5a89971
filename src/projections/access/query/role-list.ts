// The roles as they are defined, and every definition there was (Annex 11, 12.3).
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { type AskedAt, type Moment, momentOf } from "../state/moment.ts";
import { type RoleAt, rulesAt } from "../state/rules.ts";

export interface RoleList extends Moment {
  /** By id. */
  readonly roles: readonly RoleAt[];
}

/** Throws QueryFault AS_OF_AHEAD. */
export async function roleList(kysely: Kysely<DB>, asked: AskedAt = {}): Promise<RoleList> {
  const moment = await momentOf(kysely, asked);
  const { roles } = await rulesAt(kysely, moment.asOf);
  const list = [...roles.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return { ...moment, roles: list };
}
