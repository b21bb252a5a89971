import { binaryEvent } from "@eventstore/db-client";
import { describe, expect } from "vitest";
import { collect, events, freshStream } from "../../embedded/node-for-test.ts";
import { promise } from "../promise.ts";
import { endOfAll, useStore } from "../store-under-test.ts";

const up = useStore();

async function linkTo(target: string): Promise<string> {
  const stream = freshStream("link");
  const link = binaryEvent({ type: "$>", data: Buffer.from(target) });
  await up.client.appendToStream(stream, link);
  return stream;
}

async function expectNothingBehind(stream: string): Promise<void> {
  const [found] = await collect(up.client.readStream(stream, { resolveLinkTos: true }));
  expect(found?.event).toBeUndefined();
  expect(found?.link?.streamId).toBe(stream);
}

promise("reading", "a link comes with its event when asked for, else as itself", async () => {
  const fromPosition = await endOfAll(up.client);
  const target = freshStream("target@with-at");
  await up.client.appendToStream(target, events(3));
  const stream = await linkTo(`1@${target}`);
  const [followed] = await collect(up.client.readStream(stream, { resolveLinkTos: true }));
  expect(followed?.event).toMatchObject({ streamId: target, revision: 1n, type: "Counted" });
  expect(followed?.link).toMatchObject({ streamId: stream, revision: 0n, type: "$>" });
  const [plain] = await collect(up.client.readStream(stream));
  expect(plain?.event?.type).toBe("$>");
  expect(plain?.link).toBeUndefined();
  const all = await collect(up.client.readAll({ fromPosition, resolveLinkTos: true }));
  expect(all.filter(({ link }) => link?.streamId === stream).length).toBe(1);
});

promise(
  "read_stream_events_linked_to_deleted_stream.cs",
  "a link into a deleted stream comes without an event",
  async () => {
    const target = freshStream();
    await up.client.appendToStream(target, events(1));
    const stream = await linkTo(`0@${target}`);
    await up.client.deleteStream(target);
    await expectNothingBehind(stream);
  },
);

const here = freshStream("here");

describe.each([`0@${here}-not`, `9@${here}`, "garbage", `-1@${here}`, "0@", `1e3@${here}`])(
  "%s",
  (target) => {
    promise("not documented", "a link to nothing comes without an event", async () => {
      await up.client.appendToStream(here, events(1));
      await expectNothingBehind(await linkTo(target));
    });
  },
);
