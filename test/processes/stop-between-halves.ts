// A program that makes a request and stops for ever once its first half is in the log, to be killed
// there by a test. Arguments: the event store's endpoint, the time, and the request as JSON.
import { openEventLog } from "../../src/eventstore/event-log.ts";
import type { EventLog } from "../../src/eventstore/port.ts";
import { plantOn } from "./plant-for-test.ts";
import { make, type Prepared } from "./requests-for-test.ts";

const [endpoint = "", at, prepared = ""] = process.argv.slice(2);
const log = await openEventLog({ endpoint });
let halves = 0;
const stopping: EventLog = {
  ...log,
  readStream: (...args) => log.readStream(...args),
  append(stream, events, expected) {
    if (stream.startsWith("identifier-")) return log.append(stream, events, expected);
    halves += 1;
    if (halves === 1) return log.append(stream, events, expected);
    process.stdout.write("between\n");
    return new Promise(() => setInterval(() => undefined, 60_000));
  },
};
const { handler } = plantOn(stopping, { at: Number(at) });
const answer = await make(handler, JSON.parse(prepared) as Prepared);
// It has come to no second half: nobody kills it, and nobody waits for it.
process.stdout.write(`${JSON.stringify(answer)}\n`);
process.exit(1);
