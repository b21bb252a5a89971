// kill -9 of PostgreSQL at random moments while it is written to: what was committed is there once.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { ask, kill, makeFolders, start, until } from "./postgres-for-test.ts";

const kills = 3;
const writers = 8;

test("three kills under eight writers: nothing committed is lost or doubled", async () => {
  const postgres = await start(await makeFolders());
  await ask(postgres.url, "create table kept (id integer primary key)");
  const committed: number[] = [];
  const stopping = new AbortController();
  const writing = Array.from({ length: writers }, async (_, writer) => {
    for (let id = writer; !stopping.signal.aborted; id += writers) {
      // What was not answered for may be there all the same.
      const insert = `insert into kept values (${id}) on conflict do nothing`;
      await until(() =>
        ask(postgres.url, insert).then(
          () => true,
          () => false,
        ),
      );
      committed.push(id);
    }
  });
  for (let count = 0; count < kills; count++) {
    const before = committed.length;
    await until(() => committed.length > before);
    await sleep(Math.random() * 300);
    const { pid } = postgres;
    kill(pid);
    await until(() => postgres.pid !== pid);
  }
  stopping.abort();
  await Promise.all(writing);
  const kept = await ask(postgres.url, "select id from kept order by id");
  expect(kept.map(({ id }) => id)).toEqual(committed.sort((one, other) => one - other));
});
