// What a log-in under way must bring back, kept for some minutes and taken once: so that no answer
// counts twice, and none that was asked for by somebody else.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { newToken, sha256OfToken } from "../credential/token.ts";

export type Purpose =
  | "passkeyLogIn"
  | "passkeyProof"
  | "passkeySetting"
  | "singleSignOn"
  | "codeGenerator";

export interface Challenge {
  readonly personId: string | undefined;
  /** What was kept; only the program wrote it. */
  readonly content: unknown;
}

export interface ChallengeStore {
  /** The token that the browser brings back. */
  make(purpose: Purpose, content: object, at: Date, personId?: string): Promise<string>;
  /** Undefined when it is unknown, for something else, used or too old. */
  take(purpose: Purpose, token: string, at: Date): Promise<Challenge | undefined>;
}

const patience_ms = 10 * 60_000;

export function createChallengeStore(kysely: Kysely<DB>): ChallengeStore {
  const table = "batchproof.challenge" as const;
  return {
    async make(purpose, content, at, personId) {
      const token = newToken();
      await kysely.deleteFrom(table).where("expires_at", "<", at.toISOString()).execute();
      await kysely
        .insertInto(table)
        .values({
          token_sha256: sha256OfToken(token),
          purpose,
          person_id: personId ?? null,
          content: JSON.stringify(content),
          expires_at: new Date(at.getTime() + patience_ms).toISOString(),
        })
        .execute();
      return token;
    },
    async take(purpose, token, at) {
      const taken = await kysely
        .deleteFrom(table)
        .where("token_sha256", "=", sha256OfToken(token))
        .where("purpose", "=", purpose)
        .where(sql<boolean>`expires_at >= ${at.toISOString()}`)
        .returning(["person_id", "content"])
        .executeTakeFirst();
      return taken && { personId: taken.person_id ?? undefined, content: taken.content };
    },
  };
}
