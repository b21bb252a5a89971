// Names that nobody has are locked like any other, so that an answer never tells which names exist.
// A name is kept as a digest only: people type passwords into the wrong field.
import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { AccessPolicy } from "../../domain/kernel/shape/access-policy.ts";

export interface UnknownNames {
  isLocked(name: string, policy: AccessPolicy, at: Date): Promise<boolean>;
  /** How many attempts in a row have failed by now. */
  failed(name: string, at: Date): Promise<number>;
}

export function createUnknownNames(kysely: Kysely<DB>): UnknownNames {
  const table = "batchproof.unknown_log_in" as const;
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
    async failed(name, at) {
      const failed_at = at.toISOString();
      const old = new Date(at.getTime() - forgotten_ms).toISOString();
      await kysely.deleteFrom(table).where("failed_at", "<", old).execute();
      const { failures } = await kysely
        .insertInto(table)
        .values({ name_sha256: digestOf(name), failures: 1, failed_at })
        .onConflict((conflict) =>
          conflict.column("name_sha256").doUpdateSet({
            failures: sql<number>`unknown_log_in.failures + 1`,
            failed_at,
          }),
        )
        .returning("failures")
        .executeTakeFirstOrThrow();
      return failures;
    },
  };
}

const forgotten_ms = 30 * 24 * 60 * 60_000;

const digestOf = (name: string): string =>
  createHash("sha256").update(name.normalize("NFKC").toLowerCase()).digest("hex");
