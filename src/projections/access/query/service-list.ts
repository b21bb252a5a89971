// The services that act by keys, who answers for them, and which of their keys stand.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { type AskedAt, type Moment, momentOf } from "../state/moment.ts";
import { type ServiceAt, servicesAt } from "../state/service.ts";

export interface ServiceList extends Moment {
  /** By id; the keys in the order in which they were issued, expired ones among them. */
  readonly services: readonly ServiceAt[];
}

/** Throws QueryFault AS_OF_AHEAD. */
export async function serviceList(kysely: Kysely<DB>, asked: AskedAt = {}): Promise<ServiceList> {
  const moment = await momentOf(kysely, asked);
  return { ...moment, services: await servicesAt(kysely, moment.asOf) };
}
