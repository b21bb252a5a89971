// However long a piece of equipment has been in use, one more entry is one more; and a late one
// stands where it would have stood in time.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type History,
  momentsOf,
  recentOf,
  standingAt,
  standingNow,
  withMoment,
} from "../../../src/domain/equipment/history.ts";
import { after, type Moment, nothing } from "../../../src/domain/equipment/standing.ts";
import { LongPast } from "../../../src/domain/kernel/decider.ts";

const minute = (n: number) => new Date(Date.UTC(2026, 10, 20) + n * 60_000).toISOString();
const use = (n: number, batchId: string, campaign?: string): Moment => ({
  at: minute(n),
  event: {
    type: "EquipmentUseStarted",
    data: { batchId, flags: [], ...(campaign !== undefined && { campaign }) },
  },
});
const told = (moments: readonly Moment[]): History | undefined =>
  moments.reduce<History | undefined>(withMoment, undefined);

/** Entries of a history that another does not share with it: what telling it took. */
function fresh(later: History | undefined, former: History | undefined): number {
  const known = new Set<History>();
  for (let one = former; one !== undefined; one = before(one)) known.add(one);
  let count = 0;
  for (let one = later; one !== undefined && !known.has(one); one = before(one)) count += 1;
  return count;
}
const before = (one: History) => (one.before === "longPast" ? undefined : one.before);

test("telling n entries in order makes n, and leaves those before as they are", () => {
  let history: History | undefined;
  let made = 0;
  for (let n = 0; n < 500; n += 1) {
    const next = withMoment(history, use(n, `b-${n}`, "C"));
    expect(next.before).toBe(history);
    made += fresh(next, history);
    history = next;
  }
  expect(made).toBe(500);
});

test("twenty thousand batches of one campaign are told, and stand at any second", () => {
  let history = withMoment(undefined, use(0, "b-0", "C"));
  for (let n = 1; n < 20_000; n += 1) history = withMoment(history, use(n, `b-${n}`, "C"));
  expect(standingNow(history)).toMatchObject({
    usedBy: { batchId: "b-19999" },
    campaign: { since: minute(0), batches: { size: 20_000 } },
  });
  expect(standingAt(history, minute(7)).usedBy?.batchId).toBe("b-7");
  // Late by three: four are told, and all the others are the same.
  expect(fresh(withMoment(history, use(19_996, "late")), history)).toBe(4);
});

test("alarms that nobody acknowledges are kept beside each other, not copied", () => {
  const raised = (n: number): Moment => {
    const alarm = { alarmId: `a-${n}`, code: "E17", text: "Too hot", priority: "minor" } as const;
    return { at: minute(n), event: { type: "AlarmRaised", data: alarm } };
  };
  let history = withMoment(undefined, raised(0));
  for (let n = 1; n < 10_000; n += 1) history = withMoment(history, raised(n));
  const data = { alarmId: "a-7", code: "E17", comment: "Seen." };
  history = withMoment(history, { at: minute(10_000), event: { type: "AlarmAcknowledged", data } });
  const { alarms } = standingNow(history);
  expect(alarms.size).toBe(10_000);
  expect(alarms.get("a-7")).toBeUndefined();
  expect(standingAt(history, minute(9_999)).alarms.get("a-7")).toMatchObject({ code: "E17" });
});

const moments = fc.array(fc.record({ n: fc.nat(20), batchId: fc.constantFrom("a", "b", "c") }), {
  maxLength: 20,
});

test("in whatever order they come, entries stand by their times, and so does the equipment", () => {
  fc.assert(
    fc.property(moments, fc.nat(20), (all, cut) => {
      const came = all.map(({ n, batchId }) => use(n, batchId));
      const history = told(came);
      const sorted = came.toSorted((one, other) =>
        one.at < other.at ? -1 : Number(one.at > other.at),
      );
      expect(history ? momentsOf(history) : []).toEqual(sorted);
      if (!history) return;
      const until = sorted.filter(({ at }) => at <= minute(cut));
      expect(standingAt(history, minute(cut))).toEqual(until.reduce(after, nothing));
      expect(standingNow(history)).toEqual(sorted.reduce(after, nothing));
    }),
  );
});

/** What is asked, or that it was left out. */
function asked<Answer>(ask: () => Answer): Answer | "longPast" {
  try {
    return ask();
  } catch (error) {
    if (error instanceof LongPast) return "longPast";
    throw error;
  }
}

test("of what was left out nothing is said; all else is as it is in the whole", () => {
  fc.assert(
    fc.property(moments, fc.nat(20), fc.integer({ min: 1, max: 8 }), (all, n, kept) => {
      const history = told(all.map((one) => use(one.n, one.batchId)));
      if (!history) return;
      const recent = recentOf(history, kept);
      const [oldest] = momentsOf(history).slice(-kept);
      const isLeftOut = all.length > kept && minute(n) < (oldest?.at ?? "");
      const said = asked(() => standingAt(recent, minute(n)));
      expect(said).toEqual(isLeftOut ? "longPast" : standingAt(history, minute(n)));
      expect(standingNow(recent)).toEqual(standingNow(history));
      const late = use(n, "late");
      const told2 = asked(() => recentOf(withMoment(recent, late), kept));
      const due = isLeftOut ? "longPast" : recentOf(withMoment(history, late), kept);
      expect(told2).toEqual(due);
      expect(asked(() => momentsOf(recent))).toEqual(
        all.length > kept ? "longPast" : momentsOf(history),
      );
    }),
  );
});
