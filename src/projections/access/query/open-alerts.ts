// The alarms of access that nobody has looked at yet (21 CFR 11.300(d)).
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { type AskedAt, type Moment, momentOf } from "../state/moment.ts";

export interface OpenAlert {
  /** Of the event that raised it: what an acknowledgement names. */
  readonly alertEventId: string;
  readonly position: number;
  readonly at: string;
  readonly kind: string;
  readonly text: string;
  /** By the name of then; null: it is about nobody that is known. */
  readonly person: { readonly id: string; readonly name: string | null } | null;
  /** What it was raised for. */
  readonly eventId: string;
  /** By the webhook; null: not tried. */
  readonly sent: "sent" | "failed" | null;
}

export interface OpenAlerts extends Moment {
  /** In the order of the log. */
  readonly alerts: readonly OpenAlert[];
}

/** Throws QueryFault AS_OF_AHEAD. */
export async function openAlerts(kysely: Kysely<DB>, asked: AskedAt = {}): Promise<OpenAlerts> {
  const moment = await momentOf(kysely, asked);
  const { rows } = await sql<OpenAlert>`
    select alert.alert_id as "alertEventId", position, at, kind, text, event_id as "eventId",
      case when person_id is not null then jsonb_build_object('id', person_id, 'name', (
        select printed_name from access.person_name as named
        where named.person_id = alert.person_id and named.position < alert.position
        order by named.position desc limit 1
      )) end as person,
      (
        select what from access.alert_answer as answer
        where answer.alert_id = alert.alert_id and answer.position < ${moment.asOf}
          and what <> 'acknowledged'
        order by answer.position desc limit 1
      ) as sent
    from access.alert as alert
    where position < ${moment.asOf} and not exists (
      select from access.alert_answer as answer
      where answer.alert_id = alert.alert_id and answer.position < ${moment.asOf}
        and what = 'acknowledged'
    )
    order by position`.execute(kysely);
  return { ...moment, alerts: rows };
}
