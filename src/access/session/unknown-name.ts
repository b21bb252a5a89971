// Names that nobody has are locked like any other, by the same rule, so that an answer never tells
// which names exist.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { AccessPolicy } from "../../domain/kernel/access/policy.ts";
import { failedOnce, forgotten_ms, isLocked, type Tally } from "../../domain/person/log-in/lock.ts";
import { digestOfName } from "./failed-name.ts";

export interface UnknownNames {
  isLocked(name: string, at: Date): Promise<boolean>;
  /** Counts one. Undefined while the name is locked, as for a name that somebody has. */
  failed(name: string, policy: AccessPolicy, at: Date): Promise<Tally | undefined>;
}

export function createUnknownNames(kysely: Kysely<DB>): UnknownNames {
  return {
    async isLocked(name, at) {
      const row = await kysely
        .selectFrom(table)
        .select(columns)
        .where("name_sha256", "=", digestOfName(name))
        .executeTakeFirst();
      return row !== undefined && isLocked(tallyIn(row), at.toISOString());
    },
    async failed(name, policy, at) {
      await forget(kysely, at);
      return kysely.transaction().execute((within) => failed(within, name, policy, at));
    },
  };
}

const table = "batchproof.unknown_log_in" as const;
const columns = ["failures", "failed_at", "is_locked", "locked_until"] as const;

/** Attempts at the same time wait for each other. */
async function failed(within: Kysely<DB>, name: string, policy: AccessPolicy, at: Date) {
  const name_sha256 = digestOfName(name);
  const failed_at = at.toISOString();
  await within
    .insertInto(table)
    .values({ name_sha256, failures: 0, failed_at })
    .onConflict((conflict) => conflict.column("name_sha256").doNothing())
    .execute();
  const row = await within
    .selectFrom(table)
    .select(columns)
    .where("name_sha256", "=", name_sha256)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const tally = failedOnce(tallyIn(row), policy, failed_at);
  if (!tally) return undefined;
  const { failures, locked } = tally;
  const locks = { is_locked: locked !== undefined, locked_until: locked?.until ?? null };
  await within
    .updateTable(table)
    .set({ failures, failed_at, ...locks })
    .where("name_sha256", "=", name_sha256)
    .execute();
  return tally;
}

/** What no longer counts: a lock for good does, as an account's. */
async function forget(kysely: Kysely<DB>, at: Date): Promise<void> {
  const old = new Date(at.getTime() - forgotten_ms).toISOString();
  await kysely
    .deleteFrom(table)
    .where("failed_at", "<", old)
    .where((row) =>
      row.or([row("is_locked", "=", false), row("locked_until", "<=", at.toISOString())]),
    )
    .execute();
}

interface Row {
  readonly failures: number;
  readonly failed_at: string;
  readonly is_locked: boolean;
  readonly locked_until: string | null;
}

const tallyIn = ({ failures, failed_at, is_locked, locked_until }: Row): Tally => ({
  failures,
  failedAt: failed_at,
  locked: is_locked ? { until: locked_until ?? undefined } : undefined,
});
