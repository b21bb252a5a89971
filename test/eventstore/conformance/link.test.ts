import { binaryEvent } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { collect, events, freshStream } from "../embedded/node-for-test.ts";
import { useStore } from "./store-under-test.ts";

const up = useStore("link");

async function linkTo(target: string): Promise<string> {
  const stream = freshStream("link");
  const link = binaryEvent({ type: "$>", data: Buffer.from(target) });
  await up.client.appendToStream(stream, link);
  return stream;
}

test("a link is followed when asked for, and shown as itself when not", async () => {
  const target = freshStream("target@with-at");
  await up.client.appendToStream(target, events(3));
  const stream = await linkTo(`1@${target}`);
  const [followed] = await collect(up.client.readStream(stream, { resolveLinkTos: true }));
  expect(followed?.event).toMatchObject({ streamId: target, revision: 1n, type: "Counted" });
  expect(followed?.link).toMatchObject({ streamId: stream, revision: 0n, type: "$>" });
  const [plain] = await collect(up.client.readStream(stream));
  expect(plain?.event?.type).toBe("$>");
  expect(plain?.link).toBeUndefined();
  const all = await collect(up.client.readAll({ resolveLinkTos: true }));
  expect(all.filter(({ link }) => link?.streamId === stream).length).toBe(1);
});

const here = freshStream("here");

test.each([[`0@${here}-not`], [`9@${here}`], ["garbage"], [`-1@${here}`], ["0@"], [`1e3@${here}`]])(
  "a link to nothing (%s) comes without an event",
  async (target) => {
    await up.client.appendToStream(here, events(1));
    const stream = await linkTo(target);
    const [found] = await collect(up.client.readStream(stream, { resolveLinkTos: true }));
    expect(found?.event).toBeUndefined();
    expect(found?.link?.streamId).toBe(stream);
  },
);
