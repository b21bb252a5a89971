// A log of everything that a log may hold, written byte by byte.
import { randomUUID } from "node:crypto";
import type { LogCopy } from "../../../src/eventstore/port.ts";
import { runsOf } from "../../../src/eventstore/replica/runs.ts";
import type { StoredBytes } from "../../../src/eventstore/stored-event.ts";

export type Written = Omit<StoredBytes, "stream" | "revision">;

export const written = (data: string | Uint8Array = '{"n":1}', more: Partial<Written> = {}) => ({
  id: randomUUID(),
  type: "Counted",
  contentType: "application/json",
  data: Buffer.from(data),
  metadata: Buffer.from('{"by":"test"}'),
  ...more,
});

/** Appends in the order in which they are given, each stream from its beginning. */
export async function write(
  log: Pick<LogCopy, "appendBytes">,
  events: readonly (readonly [stream: string, event: Written])[],
): Promise<void> {
  const next = new Map<string, number>();
  async function* placed(): AsyncGenerator<StoredBytes> {
    for (const [stream, event] of events) {
      const revision = next.get(stream) ?? 0;
      next.set(stream, revision + 1);
      yield { ...event, stream, revision };
    }
  }
  for await (const run of runsOf(placed())) {
    const { stream, revision } = run[0];
    await log.appendBytes(stream, run, revision === 0 ? "no_stream" : revision - 1);
  }
}

const megabyte = 1024 * 1024;

/** Bytes that a JSON reader would write otherwise; other content types; large; long runs. */
export const oddLog = (): (readonly [string, Written])[] => [
  ["lot-1", written('{"b" : 1.0,\n"a":1e2,"z":12345678901234567890, "a":2}')],
  ["batch-ß", written('{"text":"\\u00e9\\u2028é"}', { metadata: Buffer.from('{ "k":1 }') })],
  ["lot-1", written(Buffer.of(0, 255, 128, 10), { contentType: "application/octet-stream" })],
  ["lot-1", written("", { metadata: Buffer.of() })],
  ["big-1", written(JSON.stringify("x".repeat(megabyte - 1_000)))],
  ["big-1", written(JSON.stringify("y".repeat(megabyte - 1_000)))],
  ["big-1", written(`{"n":1}`)],
  ...Array.from({ length: 1_200 }, (_, n) => ["run-1", written(`{"n":${n}}`)] as const),
  ...Array.from({ length: 18 }, (_, n) => [`turn-${n % 3}`, written(`{"n":${n}}`)] as const),
];
