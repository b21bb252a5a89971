// Read at half past nine, entered at noon: the record says both times, and why.
import { parameter } from "../processing/step.ts";
import { humidity } from "../recipe/parameters.ts";
import type { Case } from "./case.ts";

export const lateEntry: Case = {
  name: "A late entry with its reason",
  moment: "pressing 12:00",
  batch: 3,
  afterwards_percent: 15,
  what: ({ bulk }) => `record ${bulk.batchNumber}: humidity of 09:30, entered at noon`,
  async happens(story, _, { bulk, crew }) {
    const text = "The station of room 1.11 was being restarted; the value was noted on paper.";
    await parameter(story, crew.early, bulk, "press", humidity, {
      occasion: "09:30",
      occurredAt: story.instant(1, "09:30"),
      reason: { code: "LATE_ENTRY", text },
    });
  },
};
