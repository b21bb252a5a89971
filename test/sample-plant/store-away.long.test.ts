// The event node killed, and frozen for longer than the log waits, in the middle of a play: it goes
// on, and what stands there is what stands where nothing happened.
import { expect, test } from "vitest";
import { openEventLog } from "../../src/eventstore/event-log.ts";
import { onlyWriter } from "../../src/eventstore/only-writer/only-writer.ts";
import { patientLog } from "../../src/eventstore/only-writer/patient-log.ts";
import type { EventLog } from "../../src/eventstore/port.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { eventsIn, playInto } from "./plant-for-test.ts";

const impatient = { appendPatienceMs: 200, readPatienceMs: 200, attemptMs: 200, stallMs: 200 };
const frozenFor_ms = 1_500;
const never = new AbortController().signal;

/** Does something to the node before each of these appends. */
function disturbed(log: EventLog, what: Readonly<Record<number, () => void>>): EventLog {
  let count = 0;
  return {
    ...log,
    append(...given) {
      count += 1;
      what[count]?.();
      return log.append(...given);
    },
  };
}

function freeze({ pid }: LogForTest["node"]): void {
  process.kill(pid, "SIGSTOP");
  setTimeout(() => process.kill(pid, "SIGCONT"), frozenFor_ms);
}

async function played(log: EventLog) {
  const own = onlyWriter(log);
  await playInto(own, { batches: 1 });
  await own.settled();
}

/** By stream, since streams are written side by side. */
async function streamsIn(log: EventLog) {
  const streams = Map.groupBy(await eventsIn(log), ({ stream }) => stream);
  return [...streams].sort(([one], [other]) => (one < other ? -1 : 1));
}

test("a play goes on once the store is back, and nothing is there twice or missing", async () => {
  await using calm = await startLog();
  await played(calm.log);
  await using running = await startLog();
  const { node, log } = running;
  const short = await openEventLog({ endpoint: node.endpoint }, impatient);
  const disturbances = {
    100: () => node.kill(),
    250: () => freeze(node),
    500: () => node.kill(),
    501: () => node.kill(),
  };
  await played(disturbed(patientLog(short, never), disturbances));
  await short.close();
  expect(await streamsIn(log)).toEqual(await streamsIn(calm.log));
});
