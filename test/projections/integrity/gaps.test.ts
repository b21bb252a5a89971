// A gap in a stream is a loss, unless the store keeps events of its own there.
import { expect, test } from "vitest";
import type { EventLog } from "../../../src/eventstore/port.ts";
import type { LoggedBytes, StoredEvent } from "../../../src/eventstore/stored-event.ts";
import type { LogFinding } from "../../../src/projections/integrity/finding.ts";
import { explainGaps } from "../../../src/projections/integrity/gaps.ts";

/** Types by revision, of each stream; undefined: nothing is there. */
type Streams = Readonly<Record<string, readonly (string | undefined)[]>>;

const found = (code: LogFinding["code"]): LogFinding => ({ code, position: 0, detail: "" });

function explained(
  streams: Streams,
  { from = 0, code = "EVENT_REMOVED" as LogFinding["code"] } = {},
) {
  const all = Object.entries(streams).flatMap(([stream, types]) =>
    types.flatMap((type, revision) =>
      type ? [{ stream, revision, type, metadata: {} } as unknown as StoredEvent] : [],
    ),
  );
  const log: Pick<EventLog, "readStream" | "readBytes"> = {
    readBytes: async () => undefined,
    async *readStream(name, { from: start = 0, limit } = {}) {
      yield* all.filter((one) => one.stream === name && one.revision >= start).slice(0, limit);
    },
  };
  async function* events() {
    yield* all.filter(({ type }) => !type.startsWith("$")).slice(from) as unknown as LoggedBytes[];
  }
  const macKey = Buffer.alloc(32, 7);
  return explainGaps({ log, macKey, events: events(), from }, found(code));
}

test("events of the store's own are named, each place, and nothing is missing", async () => {
  const streams = { "batch-1": ["A", "$>", "$>", "A", "$x", "A"], "batch-2": ["$>", "A"] };
  expect(await explained(streams)).toMatchObject({
    gap: undefined,
    passedOver: [
      { code: "STORE_EVENT_IN_STREAM", position: 1, stream: "batch-1", revision: 3 },
      { code: "STORE_EVENT_IN_STREAM", position: 2, stream: "batch-1", revision: 5 },
      { code: "STORE_EVENT_IN_STREAM", position: 3, stream: "batch-2", revision: 1 },
    ],
  });
});

test.each([
  ["behind one of the store's own", ["A", "$>", "A", undefined, "A"], 2, 4],
  ["beside one of the store's own", ["A", "$>", undefined, "A"], 1, 3],
  ["at the beginning", [undefined, "A"], 0, 1],
])("a loss is told all the same: %s", async (_, types, position, revision) => {
  const { gap } = await explained({ "batch-1": types });
  expect(gap).toMatchObject({ code: "EVENT_REMOVED", position, stream: "batch-1", revision });
});

test("from further on, what came before is not asked for", async () => {
  const streams = { "batch-1": ["A", undefined, "A", "$>", "A"] };
  expect(await explained(streams, { from: 1 })).toMatchObject({
    gap: undefined,
    passedOver: [{ position: 2, revision: 4 }],
  });
});

test("what is inserted stays what it is", async () => {
  const { gap, passedOver } = await explained({}, { code: "EVENT_INSERTED" });
  expect([gap?.code, passedOver]).toEqual(["EVENT_INSERTED", []]);
});
