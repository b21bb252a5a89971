// A head that is asked for is signed without waiting for more events: as at a release.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCheckpointing } from "../../../src/cli/integrity/checkpointing.ts";
import type { Run } from "../../../src/cli/run.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import { positionOf } from "../../../src/projections/audit-trail/position.ts";
import { received } from "../../api/plant-for-test.ts";
import { type ServiceForTest, startService } from "../../api/service-for-test.ts";

let service: ServiceForTest;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

const run = { stop: new AbortController().signal } as Run;
const logger = openLog({ quiet: true, forPeople: false });

interface Signed {
  readonly size: number;
  readonly released: number | undefined;
}

async function started() {
  const signed: Signed[] = [];
  const checkpointing = await startCheckpointing(
    run,
    service.instance,
    logger,
    ({ size }, released) => signed.push({ size, released }),
  );
  return { checkpointing, signed };
}

async function receiveLot(): Promise<{ readonly id: string; readonly size: number }> {
  const lot = randomUUID();
  const given = await service.give(`/v1/lots/${lot}/receive-material-lot`, received(lot));
  expect(given.status).toBe(200);
  const ids = (await Array.fromAsync(service.instance.log.readAll({}))).map(({ id }) => id);
  return { id: ids.at(-1) ?? "", size: ids.length };
}

test("one that has the event is signed and told so; till then the next ones are", async () => {
  const first = await receiveLot();
  const { checkpointing, signed } = await started();
  checkpointing.soon(first.id);
  const told: Signed[] = [{ size: first.size, released: first.size }];
  await expect.poll(() => signed, { timeout: 10_000 }).toEqual(told);
  // An event that the log does not have yet.
  checkpointing.soon(randomUUID());
  for (const _ of ["one more", "and one more"]) {
    const { size } = await receiveLot();
    told.push({ size, released: undefined });
    await expect.poll(() => signed, { timeout: 10_000 }).toEqual(told);
  }
  await checkpointing[Symbol.asyncDispose]();
});

test("where the newest head has it already, that is the one", async () => {
  const { id, size } = await receiveLot();
  const former = await started();
  await former.checkpointing[Symbol.asyncDispose]();
  const { checkpointing, signed } = await started();
  checkpointing.soon(id);
  const told = [undefined, size].map((released) => ({ size, released }));
  await expect.poll(() => signed, { timeout: 10_000 }).toEqual(told);
  // Asked for once more it is told no more, and what came since is not signed for it.
  const next = await receiveLot();
  checkpointing.soon(id);
  await receiveLot();
  const last = await receiveLot();
  await expect.poll(() => positionOf(service.instance.database.kysely, last.id)).toBeDefined();
  await sleep(1_500);
  expect(signed).toEqual(told);
  checkpointing.soon(next.id);
  await expect
    .poll(() => signed, { timeout: 10_000 })
    .toEqual([...told, { size: last.size, released: next.size }]);
  await checkpointing[Symbol.asyncDispose]();
});
