// Two things that happen to clocks: that of the server is set back, and that of the wall shows an
// hour twice.

import { parameter } from "../../processing/step.ts";
import { humidity } from "../../recipe/parameters.ts";
import type { Case } from "../case.ts";
import { noMaterial } from "../words.ts";

/** The server had run ahead; what is entered next bears a time before what stands there. */
export const clockStep: Case = {
  name: "The clock of the server is set back",
  moment: "pressing 13:30",
  batch: 1,
  tells: ({ bulk: { batchNumber } }, eventId) => ({
    what: `record ${batchNumber}: humidity after the step, recorded before the entry above it`,
    concerns: { batchNumber, eventId },
    seen: { record: { shows: eventId }, trace: noMaterial, exceptions: { rule: "clock" } },
  }),
  async happens(story, _, { bulk, crew }) {
    const read = (occasion: string) =>
      parameter(story, crew.early, bulk, "press", humidity, { occasion });
    await read("before the clock was set");
    story.wait(-4);
    return read("after the clock was set");
  },
};

/** The clocks go back on the Sunday between the weeks of the second batch. */
const sunday = 6;
const storeTemperature = {
  name: "Temperature of the store for bulk tablets",
  unitOfMeasure: "Cel",
  target: "20.4",
  low: "15.0",
  high: "25.0",
  spread: 6,
  equipment: "storeMonitor",
} as const;

export const daylightSaving: Case = {
  name: "Daylight saving ends: 02:30 twice",
  moment: "supplying",
  batch: 2,
  tells: ({ pack: { batchNumber } }, eventId) => ({
    what: `record ${batchNumber}: two readings of Sunday 02:30, an hour apart`,
    concerns: { batchNumber, eventId },
    seen: {
      record: { shows: eventId },
      trace: noMaterial,
      exceptions: { unseen: "A machine hands in what it kept; no person was late." },
    },
  }),
  async happens(story, _, { pack }) {
    const first = story.instant(sunday, "02:30");
    const again = new Date(first.getTime() + 3_600_000);
    const read = (occasion: string, occurredAt: Date) =>
      parameter(story, { device: "storeMonitor" }, pack, "supply", storeTemperature, {
        occasion,
        occurredAt,
      });
    await read("Sunday 02:30, summer time", first);
    return read("Sunday 02:30, winter time", again);
  },
};
