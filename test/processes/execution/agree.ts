// The book against the log: what was acknowledged is there, and what is there was acknowledged.
import Big from "big.js";
import { expect } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import type { Book, Lot, Person } from "./book.ts";
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
  for (const { name, left } of book.lots.values()) {
    expect([name, await works.left(name)]).toEqual([name, left.toString()]);
  }
  // What was received is in the lots and in the batch, and nowhere else.
  const charges = book.charges.reduce((sum, { stayed }) => sum.plus(stayed), new Big(0));
  const lots = [...book.lots.values()].reduce((sum, { left }) => sum.plus(left), new Big(0));
  expect(lots.plus(charges).toString()).toBe("400");
}

export const idsOf = (answer: Answer): string[] =>
  answer.outcome === "refused" ? [] : answer.events.map((event) => event.id);
export const isDone = (answer: Answer) => answer.outcome === "accepted" && answer.events.length > 0;
export const never = (what: string, isSo: boolean) => expect(isSo, what).toBe(false);

/** The second half of a charge stands in the batch. */
export async function charged(
  book: Book,
  works: Works,
  { from, by, kind, kilograms }: Put,
): Promise<void> {
  const known = new Set(book.eventIds);
  const fresh = (await entriesOf(works)).filter((one) => !known.has(one.id));
  for (const { id: eventId, type, data } of fresh) {
    if (type === "MaterialConsumed") {
      book.charges.push({ id: eventId, by, lot: from, kind, stayed: new Big(kilograms) });
    }
    // It holds the batch, what was made of it, and all that comes of that.
    if (type === "BatchHoldPlaced") book.holds.add((data as { holdId: string }).holdId);
  }
  expect([...from.holds].filter((one) => !book.holds.has(one))).toEqual([]);
  book.entered(
    by,
    fresh.map((one) => one.id),
  );
}

interface Put {
  readonly from: Lot;
  readonly by: Person;
  readonly kind: "charge" | "rework";
  readonly kilograms: string;
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
