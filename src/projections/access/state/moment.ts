// As of when an answer is: a tree size, or what the log had by an instant of the server's clock.
// The clock of an answer is that instant, or the time of the last entry that it knows: so that an
// answer as of a tree size is the same whenever it is asked for.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { toUtc } from "../../../domain/kernel/instant.ts";
import { commonlyKnownAt } from "../../known-at.ts";

export interface AskedAt {
  /** A tree size; left out: all there is. */
  readonly asOf?: number;
  /**
   * An instant with offset: what had been recorded by then, by the server's clock, and what was
   * valid then.
   */
  readonly on?: string;
}

export interface Moment {
  /** The answer is over the events 0 to asOf - 1. */
  readonly asOf: number;
  /** What is valid is told by this instant, UTC. */
  readonly at: string;
}

/** Throws QueryFault AS_OF_AHEAD. */
export async function momentOf(kysely: Kysely<DB>, { asOf, on }: AskedAt): Promise<Moment> {
  const reached = await commonlyKnownAt(kysely, ["access", "audit_trail"], asOf);
  if (on === undefined) return { asOf: reached, at: await lastRecordedAt(kysely, reached) };
  const { rows } = await sql<{ readonly size: number }>`
    select coalesce(max(position) + 1, 0) as size from audit_trail.audit_entry
    where recorded_at <= ${on} and position < ${reached}`.execute(kysely);
  return { asOf: rows[0]?.size ?? 0, at: toUtc(on) };
}

/** Foreign entries have no time that anybody vouches for. */
async function lastRecordedAt(kysely: Kysely<DB>, asOf: number): Promise<string> {
  const row = await kysely
    .selectFrom("audit_trail.audit_entry")
    .select("recorded_at")
    .where("position", "<", asOf)
    .where("recorded_at", "is not", null)
    .orderBy("position", "desc")
    .executeTakeFirst();
  return row?.recorded_at ?? new Date(0).toISOString();
}
