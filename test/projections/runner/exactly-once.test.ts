// However the log is cut into pieces, and whatever breaks in between, the outcome is that of one
// undisturbed pass.
import fc from "fast-check";
import { expect, test } from "vitest";
import { MemoryLog } from "./memory-log.ts";
import { arbitraryToyEvent, manyCharged, openSetting, type Setting, soon } from "./setting.ts";
import { toy, toyOf } from "./toy.ts";

const events = fc.array(arbitraryToyEvent, { minLength: 1, maxLength: 60 });
const pieces = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });

test("any pieces give what one event at a time gives", async () => {
  await using setting = await openSetting();
  const ofOnePass = async (log: MemoryLog) => {
    await setting.query("drop schema if exists toy cascade");
    const projector = setting.start(log, [toy]);
    expect(await projector.waitFor(log.events.length - 1, soon)).toBe(true);
    await projector.stop();
    return setting.rows();
  };
  await fc.assert(
    fc.asyncProperty(events, pieces, async (events, pieces) => {
      const single = new MemoryLog(events);
      single.pieces = [1];
      const cut = new MemoryLog(events);
      cut.pieces = pieces;
      expect(await ofOnePass(cut)).toEqual(await ofOnePass(single));
    }),
    { numRuns: 15 },
  );
});

test("breaking off anywhere gives what an undisturbed pass gives", async () => {
  await using setting = await openSetting();
  await fc.assert(
    fc.asyncProperty(
      events,
      pieces,
      fc.array(fc.nat(59), { maxLength: 4 }),
      async (events, pieces, crashes) => {
        await setting.query("drop schema if exists toy cascade");
        const log = new MemoryLog(events);
        log.pieces = pieces;
        await crashAt(setting, log, new Set(crashes));
        const broken = await setting.rows();
        await setting.query("drop schema toy cascade");
        const projector = setting.start(log, [toy]);
        expect(await projector.waitFor(events.length - 1, soon)).toBe(true);
        await projector.stop();
        expect(broken).toEqual(await setting.rows());
      },
    ),
    { numRuns: 10 },
  );
});

/**
 * Fails once at each of these positions, in the middle of whatever chunk it is in, as a lost
 * connection does.
 */
async function crashAt(setting: Setting, log: MemoryLog, positions: Set<number>): Promise<void> {
  const failing = toyOf(1, ({ position }) => {
    if (positions.delete(position)) throw new Error("Connection terminated unexpectedly");
  });
  const projector = setting.start(log, [failing]);
  expect(await projector.waitFor(log.events.length - 1, soon)).toBe(true);
  await projector.stop();
}

test("a connection that the server ends in the middle of a transaction costs nothing", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(2_000));
  log.pieces = [10];
  const broken = new Set([10, 500, 1_000, 1_990]);
  const breaking = toyOf(1, ({ position }) => {
    // The handler is synchronous: the server ends the connection before or while the chunk is
    // written.
    if (broken.delete(position)) void setting.breakConnections("batchproof projection toy");
  });
  const projector = setting.start(log, [breaking]);
  expect(await projector.waitFor(1_999, soon)).toBe(true);
  expect(broken.size).toBe(0);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 2_000 }]);
  const [nodes] = await setting.query<{ charges: number }>(
    "select sum(charges)::int as charges from toy.node",
  );
  expect(nodes).toEqual({ charges: 4_000 - 2_000 });
});

test("a transaction held up by a lock and then ended is made again", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(20));
  const projector = setting.start(log, [toy]);
  await projector.waitFor(19, soon);
  const holder = await setting.database.pool.connect();
  await holder.query("begin; lock table toy.edge in access exclusive mode");
  log.append(manyCharged(20));
  await untilWaiting(setting);
  expect(await setting.breakConnections()).toBe(1);
  await holder.query("rollback");
  holder.release();
  expect(await projector.waitFor(39, soon)).toBe(true);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 40 }]);
});

test("losing the lock and every connection at once is got over", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(20));
  const projector = setting.start(log);
  await projector.waitFor(19, soon);
  expect(await setting.breakConnections("batchproof %")).toBeGreaterThan(2);
  log.append(manyCharged(20));
  expect(await projector.waitFor(39, soon)).toBe(true);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 40 }]);
});

async function untilWaiting(setting: Setting): Promise<void> {
  const waiting = `select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await setting.query(waiting)).length === 0);
}
