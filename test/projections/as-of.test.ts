import { sql } from "kysely";
import { expect, test } from "vitest";
import { answered, asOf } from "../../src/projections/as-of.ts";
import { MemoryLog } from "./runner/memory-log.ts";
import { manyCharged, openSetting, soon } from "./runner/setting.ts";
import { toy } from "./runner/toy.ts";

const countEdges = sql<{ n: number }>`select count(*)::int as n from toy.edge`;

test("an answer and its asOf are of one moment, whatever goes on", async () => {
  await using setting = await openSetting();
  const { kysely } = setting.database;
  const log = new MemoryLog(manyCharged(100));
  log.pieces = [1];
  const projector = setting.start(log, [toy]);
  await projector.waitFor(0, soon);
  let isOver = false;
  const asking = (async () => {
    let asked = 0;
    while (!isOver || asked === 0) {
      const { asOf, answer } = await answered(kysely, "toy", async (at) => {
        await sql`select pg_sleep(0.002)`.execute(at);
        return (await countEdges.execute(at)).rows[0];
      });
      expect(answer).toEqual({ n: asOf });
      asked += 1;
    }
  })();
  for (let n = 0; n < 4; n++) {
    log.append(manyCharged(50));
    await projector.rebuildAll();
  }
  isOver = true;
  await asking;
  expect(await asOf(kysely, "toy")).toBeGreaterThan(200);
});

test("who asks after something is in is never told what was before", async () => {
  await using setting = await openSetting();
  const { kysely } = setting.database;
  const log = new MemoryLog(manyCharged(1));
  const projector = setting.start(log, [toy]);
  await projector.waitFor(0, soon);
  for (let n = 1; n <= 20; n++) {
    const before = [asOf(kysely, "toy"), asOf(kysely, "toy")];
    log.append(manyCharged(1));
    await projector.waitFor(n, soon);
    const after = [asOf(kysely, "toy"), asOf(kysely, "toy")];
    expect(await Promise.all(after)).toEqual([n + 1, n + 1]);
    for (const told of await Promise.all(before)) expect(told).toBeLessThanOrEqual(n + 1);
  }
});

test("a read model that is not there is said", async () => {
  await using setting = await openSetting();
  await expect(asOf(setting.database.kysely, "toy")).rejects.toMatchObject({
    code: "PROJECTION_UNKNOWN",
  });
});
