// A store that forgets is found out before anything is built on it.
import { expect, test } from "vitest";
import { refuseRetention } from "../../src/eventstore/refuse-retention.ts";
import { clientOf } from "./embedded/node-for-test.ts";
import { collect, counted, faultOf, ownLog } from "./event-log-for-test.ts";

async function logWithClient() {
  const up = await ownLog();
  const client = clientOf(up.node.endpoint);
  for (const stream of ["lot-1", "lot-2", "lot-3"]) {
    await up.log.append(stream, [counted(1), counted(2), counted(3)], "no_stream");
  }
  return { ...up, client };
}

test("a log that keeps everything passes", async () => {
  const { log, client } = await logWithClient();
  await client.setStreamMetadata("lot-1", { owner: "us", cacheControl: 10 });
  expect(await collect(log.findRetentionSettings())).toEqual([]);
  await refuseRetention(log);
  await client.dispose();
});

test("each setting is found, with the stream that has it", async () => {
  const { log, client } = await logWithClient();
  await client.setStreamMetadata("lot-1", { maxCount: 2, maxAge: 3_600 });
  await client.setStreamMetadata("lot-2", { truncateBefore: 1 });
  await client.setStreamMetadata("lot-not-yet", { maxAge: 60 });
  const all = await collect(log.findRetentionSettings());
  const found = all.map(({ stream, setting }) => ({ stream, setting }));
  expect(found).toHaveLength(4);
  expect(found).toEqual(
    expect.arrayContaining([
      { stream: "lot-1", setting: "$maxCount" },
      { stream: "lot-1", setting: "$maxAge" },
      { stream: "lot-2", setting: "$tb" },
      { stream: "lot-not-yet", setting: "$maxAge" },
    ]),
  );
  expect(await faultOf(refuseRetention(log))).toMatchObject({ code: "RETENTION_ACTIVE" });
  await client.dispose();
});

test("a deleted stream is found, whichever way it was deleted", async () => {
  const { log, client } = await logWithClient();
  await client.deleteStream("lot-1");
  await client.tombstoneStream("lot-2");
  const all = await collect(log.findRetentionSettings());
  const found = all.map(({ stream, setting }) => ({ stream, setting }));
  expect(found).toEqual([
    { stream: "lot-1", setting: "deleted" },
    { stream: "lot-2", setting: "deleted" },
  ]);
  await client.dispose();
});

test("the last word counts, and the store's own streams are its own business", async () => {
  const { log, client } = await logWithClient();
  await client.setStreamMetadata("lot-1", { maxCount: 2 });
  await client.setStreamMetadata("lot-1", { owner: "us" });
  await client.setStreamMetadata("$stats-1", { maxCount: 2 });
  expect(await collect(log.findRetentionSettings())).toEqual([]);
  await client.dispose();
});
