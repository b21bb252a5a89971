// Live sessions in PostgreSQL, under the SHA-256 of their secret. What became of them: the log.
import { type Kysely, type Selectable, sql, type Updateable } from "kysely";
import type { DB } from "../../database/schema.ts";

export type LiveSession = Omit<Selectable<DB["batchproof.session"]>, "token_sha256">;

export interface ProvenBy extends Pick<LiveSession, "method" | "assurance" | "network"> {
  readonly at: string;
}

export interface SessionStore {
  add(tokenSha256: string, session: LiveSession): Promise<void>;
  /** False where one that it is not to be beside is there; of two at once one is refused. */
  addUnless(
    tokenSha256: string,
    session: LiveSession,
    clashes: (others: readonly LiveSession[]) => boolean,
  ): Promise<boolean>;
  find(tokenSha256: string): Promise<LiveSession | undefined>;
  /** Of everybody, or of one person; the latest first. */
  list(personId?: string): Promise<readonly LiveSession[]>;
  touch(sessionId: string, at: string): Promise<void>;
  /** False where it is locked or has ended, or was used again after `usedAt`. */
  lock(sessionId: string, at: string, usedAt?: string): Promise<boolean>;
  /** Open from now on, and proven by this. */
  prove(sessionId: string, by: ProvenBy): Promise<void>;
  /** False where it had ended. */
  end(sessionId: string): Promise<boolean>;
}

export function createSessionStore(kysely: Kysely<DB>): SessionStore {
  const table = "batchproof.session" as const;
  const columns = [
    "session_id",
    "person_id",
    "method",
    "assurance",
    "network",
    "workstation",
    "started_at",
    "used_at",
    "proven_at",
    "ends_at",
    "locked_at",
    "log_in_revision",
  ] as const;
  const set = (sessionId: string, values: Updateable<DB[typeof table]>) =>
    kysely.updateTable(table).set(values).where("session_id", "=", sessionId).execute();
  return {
    async add(token_sha256, session) {
      await kysely
        .insertInto(table)
        .values({ token_sha256, ...session })
        .execute();
    },
    addUnless: (token_sha256, session, clashes) =>
      kysely.transaction().execute(async (at) => {
        const { person_id } = session;
        // Whoever adds one for the same person waits here until this one is to be seen.
        const key = `session ${person_id}`;
        await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(at);
        const inIt = createSessionStore(at);
        if (clashes(await inIt.list(person_id))) return false;
        await inIt.add(token_sha256, session);
        return true;
      }),
    find: (token) =>
      kysely.selectFrom(table).select(columns).where("token_sha256", "=", token).executeTakeFirst(),
    list: (personId) =>
      kysely
        .selectFrom(table)
        .select(columns)
        .$if(personId !== undefined, (where) => where.where("person_id", "=", personId ?? ""))
        .orderBy("started_at", "desc")
        .orderBy("session_id")
        .execute(),
    touch: async (id, at) => void (await set(id, { used_at: at })),
    async lock(sessionId, at, usedAt) {
      const locked = await kysely
        .updateTable(table)
        .set({ locked_at: at })
        .where("session_id", "=", sessionId)
        .where("locked_at", "is", null)
        .$if(usedAt !== undefined, (where) => where.where("used_at", "<=", usedAt ?? ""))
        .executeTakeFirst();
      return locked.numUpdatedRows > 0n;
    },
    prove: async (id, { at, ...by }) =>
      void (await set(id, { ...by, locked_at: null, used_at: at, proven_at: at })),
    async end(sessionId) {
      const ended = await kysely
        .deleteFrom(table)
        .where("session_id", "=", sessionId)
        .executeTakeFirst();
      return ended.numDeletedRows > 0n;
    },
  };
}
