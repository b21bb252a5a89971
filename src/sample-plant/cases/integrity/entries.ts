// Entries that came wrong or late: both say why, and what stood there first stays.
import { correctCharge } from "../../../processes/correct-charge.ts";
import { amountOf } from "../../materials/amount.ts";
import type { Charged } from "../../processing/making.ts";
import { parameter } from "../../processing/step.ts";
import { humidity } from "../../recipe/parameters.ts";
import { forward } from "../../story/highlight.ts";
import { eventOf } from "../../story/story.ts";
import type { Case } from "../case.ts";
import { lotOf, noMaterial } from "../words.ts";

export const correction: Case = {
  name: "A correction with its reason",
  moment: "weighed",
  batch: 1,
  afterwards_percent: 12,
  tells: ({ bulk, charges }, eventId) => {
    const { batchNumber } = bulk;
    const lot = lotOf(charges, "croscarmellose");
    return {
      what: `record ${batchNumber}: a weight of croscarmellose, old and new value`,
      concerns: { batchNumber, lot, eventId },
      seen: {
        record: { shows: eventId },
        trace: forward(lot, batchNumber),
        exceptions: { rule: "changed" },
      },
    };
  },
  async happens(story, _, { bulk, charges, crew }) {
    const misread = charges.findLast(({ material }) => material === "croscarmellose");
    if (!misread) throw new Error("No croscarmellose has been weighed.");
    const less = 60;
    const right: Charged = { ...misread, amount: misread.amount - less };
    charges[charges.indexOf(misread)] = right;
    misread.container.left += less;
    const text = "The printed line above the weighing was read; the print shows the right weight.";
    const corrected = await story.process(
      crew.early,
      correctCharge,
      {
        batchId: bulk.batchId,
        correctsEventId: misread.consumedEventId,
        quantity: amountOf("croscarmellose", right.amount),
      },
      { reason: { code: "MISREAD", text } },
    );
    return eventOf(corrected, "MaterialConsumptionCorrected");
  },
};

/** Read at half past nine, entered at noon. */
export const lateEntry: Case = {
  name: "A late entry with its reason",
  moment: "pressing 12:00",
  batch: 3,
  afterwards_percent: 15,
  tells: ({ bulk: { batchNumber } }, eventId) => ({
    what: `record ${batchNumber}: humidity of 09:30, entered at noon`,
    concerns: { batchNumber, eventId },
    seen: { record: { shows: eventId }, trace: noMaterial, exceptions: { rule: "late" } },
  }),
  async happens(story, _, { bulk, crew }) {
    const text = "The station of room 1.11 was being restarted; the value was noted on paper.";
    return parameter(story, crew.early, bulk, "press", humidity, {
      occasion: "09:30",
      occurredAt: story.instant(1, "09:30"),
      reason: { code: "LATE_ENTRY", text },
    });
  },
};
