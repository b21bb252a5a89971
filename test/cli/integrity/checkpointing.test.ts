// A head that is asked for is signed without waiting for more events: as at a release.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCheckpointing } from "../../../src/cli/integrity/checkpointing.ts";
import type { Run } from "../../../src/cli/run.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
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
  readonly isReleased: boolean;
}

async function started() {
  const signed: Signed[] = [];
  const checkpointing = await startCheckpointing(
    run,
    service.instance,
    logger,
    ({ size }, isReleased) => signed.push({ size, isReleased }),
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
  const told: Signed[] = [{ size: first.size, isReleased: true }];
  await expect.poll(() => signed, { timeout: 10_000 }).toEqual(told);
  // An event that the log does not have yet.
  checkpointing.soon(randomUUID());
  for (const _ of ["one more", "and one more"]) {
    const { size } = await receiveLot();
    told.push({ size, isReleased: false });
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
  const told = [false, true].map((isReleased) => ({ size, isReleased }));
  await expect.poll(() => signed, { timeout: 10_000 }).toEqual(told);
  await checkpointing[Symbol.asyncDispose]();
});
