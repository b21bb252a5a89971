// How much an append may hold. A server may be set to another limit than 1 MiB: it says its own.
import { binaryEvent } from "@eventstore/db-client";
import { describe, expect } from "vitest";
import { collect, events, freshStream, rejection } from "../../embedded/node-for-test.ts";
import { promise } from "../promise.ts";
import { useStore, ways } from "../store-under-test.ts";

const up = useStore();

/** Data and metadata together have the wanted size. */
function sized(dataBytes: number, metadataBytes = 0) {
  return binaryEvent({
    type: "Sized",
    data: new Uint8Array(dataBytes),
    ...(metadataBytes > 0 ? { metadata: new Uint8Array(metadataBytes) } : {}),
  });
}

describe.each(ways)("%s", (_name, how) => {
  /** Of an append of two MiB, which comes in many messages. */
  const refused = (stream: string) => {
    const many = Array.from({ length: 64 }, () => sized(32 * 1024));
    return rejection(up.client.appendToStream(stream, many, { ...how, batchAppendSize: 50_000 }));
  };

  promise("MaximumAppendSizeExceeded", "too much is refused whole, with the limit", async () => {
    const stream = freshStream();
    expect(await refused(stream)).toMatchObject({
      type: "maximum-append-size-exceeded",
      maxAppendSize: expect.any(Number),
    });
    expect(await rejection(collect(up.client.readStream(stream)))).toMatchObject({
      type: "stream-not-found",
    });
    // Refused early, it is answered once: another answer would end the client's connection.
    expect((await up.client.appendToStream(stream, events(1), how)).success).toBe(true);
  });

  promise(
    "not documented",
    "the limit is that of data and metadata, with the last byte",
    async () => {
      const { maxAppendSize } = (await refused(freshStream())) as { maxAppendSize: number };
      const stream = freshStream();
      const half = Math.floor(maxAppendSize / 2);
      await up.client.appendToStream(
        stream,
        [sized(half, 10), sized(maxAppendSize - half - 10)],
        how,
      );
      expect((await collect(up.client.readStream(stream))).length).toBe(2);
      const more = [sized(10), sized(maxAppendSize - 10, 1)];
      expect(await rejection(up.client.appendToStream(freshStream(), more, how))).toMatchObject({
        type: "maximum-append-size-exceeded",
      });
    },
  );

  promise("not documented", "types and ids do not count", async () => {
    const { maxAppendSize } = (await refused(freshStream())) as { maxAppendSize: number };
    const type = "t".repeat(1_000);
    const count = Math.ceil(maxAppendSize / 1_000);
    const small = Array.from({ length: count }, () => ({ ...sized(32), type }));
    const appended = await up.client.appendToStream(freshStream(), small, how);
    expect(appended.nextExpectedRevision).toBe(BigInt(count - 1));
  });

  promise("streams", "$all takes no append", async () => {
    expect(await rejection(up.client.appendToStream("$all", events(1), how))).toBeDefined();
  });
});
