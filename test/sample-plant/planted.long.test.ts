// Every case that was planted, in every plant: whoever looks where it says finds it in the record,
// the audit trail, the trace and the exceptions; where it has no place it says why, and is not
// there.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trace } from "../../src/projections/genealogy/trace.ts";
import { type Planted, plants } from "../../src/sample-plant/play.ts";
import { asOfEnd, playAndRead, type Seen } from "./seen-for-test.ts";

const counts = { tablets: 37, device: 3, food: 8 };

describe.each(plants)("%s", (plant) => {
  let seen: Seen;
  let planted: readonly Planted[];
  beforeAll(async () => {
    seen = await playAndRead({ plants: [plant], batches: 3 });
    planted = seen.played.highlights;
  }, 600_000);
  afterAll(() => seen?.[Symbol.asyncDispose]());

  /** Every case, and which of them do not show what they should. */
  async function walk(shows: (one: Planted) => Promise<boolean>): Promise<void> {
    const failed: string[] = [];
    for (const one of planted) if (!(await shows(one))) failed.push(one.name);
    expect(failed).toEqual([]);
  }

  test("each has a name of its own, and says what it concerns and why it is nowhere", () => {
    expect(planted).toHaveLength(counts[plant]);
    expect(new Set(planted.map(({ name }) => name)).size).toBe(planted.length);
    for (const { name, concerns, seen: places } of planted) {
      expect(concerns.eventId, name).toBeTruthy();
      for (const place of Object.values(places)) {
        if ("unseen" in place) expect(place.unseen, name).toMatch(/\.$/);
        else expect(concerns.batchNumber ?? concerns.lot, name).toBeDefined();
      }
    }
  });

  test("the audit trail has its entry", async () => {
    const entries = new Set((await seen.trail({})).map(({ eventId }) => eventId));
    await walk(async ({ concerns: { eventId } }) => entries.has(eventId));
  });

  test("the record of the batch shows it, or does not", async () => {
    await walk(async ({ concerns: { batchNumber, eventId }, seen: { record } }) => {
      if (batchNumber === undefined) return "unseen" in record;
      const { exceptions: _, ...content } = await seen.record(batchNumber);
      const text = JSON.stringify(content);
      return "unseen" in record ? !text.includes(eventId) : text.includes(record.shows);
    });
  });

  test("the exceptions of the batch have it by its rule, or do not", async () => {
    await walk(async ({ concerns: { batchNumber, eventId }, seen: { exceptions: said } }) => {
      if (batchNumber === undefined) return "unseen" in said;
      const { exceptions } = (await seen.record(batchNumber)).exceptions;
      const found = exceptions.find((one) => one.eventId === eventId);
      return "unseen" in said ? !found : found?.ruleKeys.includes(said.rule) === true;
    });
  });

  test("the trace gets to it; of what is in none nothing is reached", async () => {
    await walk(async ({ concerns: { batchNumber, lot }, seen: { trace: said } }) => {
      if ("unseen" in said) {
        // Of a lot that reaches nothing a trace says so.
        if (lot === undefined || batchNumber !== undefined) return true;
        const reached = await seen.trace(lot, "forward");
        return reached.numbers.length === 0;
      }
      const asked = { from: said.from, direction: said.direction, at: asOfEnd };
      const answer = await trace(seen.database.kysely, asked);
      if (answer.found !== "one") return false;
      const { lots, batches, seeds } = answer.trace;
      const names = [
        ...lots.map((one) => one.lot),
        ...batches.map((one) => one.batchNumber),
        ...seeds.flatMap(({ things }) => things.map(({ name }) => name)),
      ];
      return names.includes(said.reaches);
    });
  });
});
