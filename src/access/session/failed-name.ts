// One password under many names locks no account. So the names under which log-ins fail are counted
// together, those that somebody has with those that nobody has, whichever process they come to. A
// name is kept as a digest only: people type passwords into the wrong field.
import { createHash } from "node:crypto";
import { accessControlId } from "../../domain/access-control/access-control.ts";
import { recordManyNames } from "../../domain/access-control/commands.ts";
import { derivedId } from "../../eventstore/handler/event-id.ts";
import { type AccessParts, instanceSession } from "../parts.ts";

type Parts = Pick<AccessParts, "database" | "clock" | "handler" | "place">;

const within_ms = 60 * 60_000;
const namesMax = 10;

const table = "batchproof.failed_name" as const;

export const digestOfName = (name: string): string =>
  createHash("sha256").update(name.normalize("NFKC").toLowerCase()).digest("hex");

/** Told to the security role once in each hour in which there are too many. */
export async function countFailed(parts: Parts, name: string): Promise<void> {
  const { database, clock, handler, place } = parts;
  const { kysely } = database;
  const at = clock.now();
  const failed_at = at.toISOString();
  const since = new Date(at.getTime() - within_ms).toISOString();
  await kysely.deleteFrom(table).where("failed_at", "<", since).execute();
  await kysely
    .insertInto(table)
    .values({ name_sha256: digestOfName(name), failed_at })
    .onConflict((conflict) => conflict.column("name_sha256").doUpdateSet({ failed_at }))
    .execute();
  const names = await counted(parts, since);
  if (names < namesMax) return;
  const hour = String(Math.floor(at.getTime() / within_ms));
  const call = { commandId: derivedId("many names", hour), id: accessControlId, data: { names } };
  await handler.execute(recordManyNames, call, instanceSession(place));
}

/** Whoever mistyped it and came in after all was no attack. */
export async function forgetFailed({ database }: Parts, name: string): Promise<void> {
  const name_sha256 = digestOfName(name);
  await database.kysely.deleteFrom(table).where("name_sha256", "=", name_sha256).execute();
}

async function counted({ database }: Parts, since: string): Promise<number> {
  const { names } = await database.kysely
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<string>().as("names"))
    .where("failed_at", ">=", since)
    .executeTakeFirstOrThrow();
  return Number(names);
}
