// The book against the log: what was acknowledged is there, and what is there was acknowledged.
import { expect } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import type { Book, LotKey, Person } from "./book.ts";
import type { Works } from "./works-for-test.ts";

/** What is in the batch beside its issue, but for what was only attempted. */
async function entriesOf({ log, batchId }: Works) {
  const stored = await Array.fromAsync(log.readStream(`batch-${batchId}`));
  const aside = ["BatchIssued", "MasterRecipeCopied", "AttemptRefused"];
  return stored.filter(({ type }) => !aside.includes(type));
}

/** What was acknowledged is there, once, nothing else is, and quantities add up. */
export async function agree(book: Book, works: Works): Promise<void> {
  const ids = (await entriesOf(works)).map((event) => event.id);
  expect(ids.toSorted()).toEqual(book.eventIds.toSorted());
  const { state } = await works.handler.load(batch, works.batchId);
  if (state.status === "unknown") throw new Error("It is issued.");
  expect(book.eventIds.filter((one) => !state.authors.has(one))).toEqual([]);
  expect(state.status).toBe(book.status);
  for (const [key, drawn] of Object.entries(book.drawn)) {
    expect(Number(await works.left(key as LotKey))).toBe(100 - Number(drawn));
  }
}

export const idsOf = (answer: Answer): string[] =>
  answer.outcome === "refused" ? [] : answer.events.map((event) => event.id);
export const isDone = (answer: Answer) => answer.outcome === "accepted" && answer.events.length > 0;
export const never = (what: string, isSo: boolean) => expect(isSo, what).toBe(false);

/** The second half of a charge stands in the batch. */
export async function charged(
  book: Book,
  works: Works,
  { lot: of, by }: { readonly lot: LotKey; readonly by: Person },
): Promise<void> {
  const fresh = await unknownTo(book, works);
  if (of !== "foreign") book.charges.push(...fresh.map((one) => ({ id: one, by })));
  book.entered(by, fresh);
}

/** What a process wrote into the batch. */
export async function caughtUp(book: Book, works: Works, by: Person | undefined): Promise<void> {
  const fresh = await unknownTo(book, works);
  if (by !== undefined) book.entered(by, fresh);
  else book.judged(fresh);
}

async function unknownTo(book: Book, works: Works): Promise<readonly string[]> {
  const known = new Set(book.eventIds);
  return (await entriesOf(works)).map((one) => one.id).filter((one) => !known.has(one));
}
