// What those who never log in make the node hold, with all that the protocol lets them send.
import type { ClientHttp2Session } from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { begin, gossip, known, useNetworkNode } from "../listening/network-for-test.ts";
import { collect, events, freshStream } from "../node-for-test.ts";
import { canTell, rssMegabytes } from "./rss.ts";

const up = useNetworkNode();
const mebibyte = 1024 * 1024;

async function expectServing(): Promise<void> {
  const client = up.clientAs(known);
  const stream = freshStream();
  await client.appendToStream(stream, events(3));
  expect((await collect(client.readStream(stream))).length).toBe(3);
  await client.dispose();
}

interface Attacked {
  /** The most that the node held. */
  readonly peak: number;
  readonly sessions: readonly ClientHttp2Session[];
}

async function attacked(
  count: number,
  attack: (session: ClientHttp2Session) => void,
): Promise<Attacked> {
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, rssMegabytes(up.node.pid));
  }, 20);
  const sessions: ClientHttp2Session[] = [];
  for (let n = 0; n < count; n++) sessions.push(await up.stranger());
  for (const session of sessions) attack(session);
  await expectServing();
  await sleep(3_000);
  clearInterval(watch);
  return { peak, sessions };
}

function head(bytes: number, isCompressed: boolean): Buffer {
  const found = Buffer.alloc(5);
  found.writeUInt8(isCompressed ? 1 : 0, 0);
  found.writeUInt32BE(bytes, 1);
  return found;
}

const part = Buffer.alloc(mebibyte);
const bomb = gzipSync(Buffer.alloc(16 * mebibyte));

test.runIf(canTell).each([
  [
    "messages that are begun and never ended",
    16,
    (session: ClientHttp2Session) => {
      for (let n = 0; n < 8; n++) {
        const stream = begin(session, gossip);
        stream.write(head(16 * mebibyte, false));
        for (let mebibytes = 0; mebibytes < 8; mebibytes++) stream.write(part);
      }
    },
  ],
  [
    "messages that are small until they are unpacked",
    40,
    (session: ClientHttp2Session) => {
      for (let n = 0; n < 12; n++) {
        const stream = begin(session, gossip, { "grpc-encoding": "gzip" });
        stream.write(Buffer.concat([head(bomb.length, true), bomb]));
      }
    },
  ],
  [
    "calls of methods that are not there",
    16,
    (session: ClientHttp2Session) => {
      for (let n = 0; n < 100; n++) begin(session, "/nothing.Nothing/Nothing").write(part);
    },
  ],
] as const)("%s", async (_name, count, attack) => {
  await expectServing();
  const before = rssMegabytes(up.node.pid);
  const { peak, sessions } = await attacked(count, attack);
  expect(peak - before).toBeLessThan(120);
  const open = () => sessions.filter(({ destroyed }) => !destroyed).length;
  await expect.poll(open, { timeout: 30_000 }).toBe(0);
  await expectServing();
});
