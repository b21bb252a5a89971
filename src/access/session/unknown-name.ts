// Names that nobody has are locked like any other, so that an answer never tells which names exist.
// A name is kept as a digest only: people type passwords into the wrong field.
import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { AccessPolicy } from "../../domain/kernel/access/policy.ts";

export interface UnknownNames {
  isLocked(name: string, policy: AccessPolicy, at: Date): Promise<boolean>;
  /**
   * Counts one; none while the name is locked, as for a name that somebody has. What there is to
   * be told to the security role: so many attempts under one name, or under so many names.
   */
  failed(name: string, policy: AccessPolicy, at: Date): Promise<number | undefined>;
}

export function createUnknownNames(kysely: Kysely<DB>): UnknownNames {
  const table = "batchproof.unknown_log_in" as const;
  const namesSince = async (from: Date): Promise<number> => {
    const { names } = await kysely
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as("names"))
      .where("failed_at", ">=", from.toISOString())
      .executeTakeFirstOrThrow();
    return Number(names);
  };
  return {
    async isLocked(name, policy, at) {
      const row = await kysely
        .selectFrom(table)
        .select(["failures", "failed_at"])
        .where("name_sha256", "=", digestOf(name))
        .executeTakeFirst();
      if (!row || row.failures < policy.failuresToLock) return false;
      if (row.failures >= policy.failuresToLockOut) return true;
      const minutes = policy.lock_min * 2 ** (row.failures - policy.failuresToLock);
      return at.getTime() < Date.parse(row.failed_at) + minutes * 60_000;
    },
    async failed(name, policy, at) {
      const failed_at = at.toISOString();
      const old = new Date(at.getTime() - forgotten_ms).toISOString();
      await kysely.deleteFrom(table).where("failed_at", "<", old).execute();
      const row = await kysely
        .insertInto(table)
        .values({ name_sha256: digestOf(name), failures: 1, failed_at })
        .onConflict((conflict) =>
          conflict
            .column("name_sha256")
            .doUpdateSet({ failures: sql<number>`unknown_log_in.failures + 1`, failed_at })
            .where(isOpen(policy, failed_at)),
        )
        .returning("failures")
        .executeTakeFirst();
      if (!row) return undefined;
      if (row.failures % policy.failuresToLock === 0) return row.failures;
      if (row.failures > 1) return undefined;
      const names = await namesSince(new Date(at.getTime() - spraying_ms));
      return names % sprayedNames === 0 ? names : undefined;
    },
  };
}

/** The same rule as `isLocked`, where attempts at the same time wait for each other. */
const isOpen = ({ failuresToLock, failuresToLockOut, lock_min }: AccessPolicy, at: string) =>
  sql<boolean>`unknown_log_in.failures < ${failuresToLock} or (
    unknown_log_in.failures < ${failuresToLockOut} and
    unknown_log_in.failed_at + interval '1 minute' * ${lock_min}::integer *
      power(2, unknown_log_in.failures - ${failuresToLock}::integer) <= ${at}::timestamptz
  )`;

/** One password under many names: no name is locked by it, and it is told all the same. */
const spraying_ms = 60 * 60_000;
const sprayedNames = 10;

const forgotten_ms = 30 * 24 * 60 * 60_000;

const digestOf = (name: string): string =>
  createHash("sha256").update(name.normalize("NFKC").toLowerCase()).digest("hex");
