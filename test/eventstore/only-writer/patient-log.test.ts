// Whoever has nobody waiting goes on once the store is back; what no waiting cures is told at once.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { EventLogFault, type EventLogFaultCode } from "../../../src/eventstore/event-log-fault.ts";
import { patientLog } from "../../../src/eventstore/only-writer/patient-log.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import type { StoredEvent } from "../../../src/eventstore/stored-event.ts";

type Log = Pick<EventLog, "append" | "readStream">;

const event = () => ({ id: randomUUID(), type: "Noted", data: {}, metadata: {} });
const storedAt = (revision: number): StoredEvent => {
  return { ...event(), stream: "a-1", revision, contentType: "application/json" };
};

/** Fails the first calls with these codes; a read gives one event of ten before it fails. */
function failing(...codes: EventLogFaultCode[]) {
  const appended: unknown[] = [];
  const fault = () => {
    const code = codes.shift();
    return code && new EventLogFault(code, "It is not there.");
  };
  const log: Log = {
    append(...given) {
      appended.push(given);
      const away = fault();
      return away ? Promise.reject(away) : Promise.resolve({ revision: 7 });
    },
    async *readStream(_, { from, limit = 10, direction } = {}) {
      const step = direction === "backwards" ? -1 : 1;
      let revision = from ?? (step > 0 ? 0 : 9);
      for (let n = 0; n < limit && revision >= 0 && revision < 10; n += 1, revision += step) {
        yield storedAt(revision);
        const away = fault();
        if (away) throw away;
      }
    },
  };
  return { log, appended };
}

const away = "EVENT_STORE_UNAVAILABLE";
const never = new AbortController().signal;

test("an append is repeated as it was until the store takes it", async () => {
  const { log, appended } = failing(away, away);
  const given = ["a-1", [event()], 6] as const;
  expect(await patientLog(log, never).append(...given)).toEqual({ revision: 7 });
  expect(appended).toEqual([given, given, given]);
});

test.each([
  ["from its beginning", {}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ["a part of it", { from: 2, limit: 3 }, [2, 3, 4]],
  ["backwards", { direction: "backwards", limit: 4 }, [9, 8, 7, 6]],
  ["backwards to its beginning", { direction: "backwards", from: 2 }, [2, 1, 0]],
] as const)("a read goes on behind what it gave: %s", async (_, options, due) => {
  const read = patientLog(failing(away, away).log, never).readStream("a-1", options);
  expect((await Array.fromAsync(read)).map(({ revision }) => revision)).toEqual(due);
});

test("what no waiting cures is told at once", async () => {
  const code = "WRONG_EXPECTED_REVISION";
  const { log, appended } = failing(code);
  await expect(patientLog(log, never).append("a-1", [event()], 6)).rejects.toMatchObject({ code });
  expect(appended).toHaveLength(1);
});

test("whoever is told to stop waits no longer", async () => {
  const { log } = failing(away, away, away);
  const stopping = new AbortController();
  const appending = patientLog(log, stopping.signal).append("a-1", [event()], 6);
  stopping.abort();
  await expect(appending).rejects.toMatchObject({ code: away });
});
