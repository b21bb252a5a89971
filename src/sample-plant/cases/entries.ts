// Entries that came wrong or late: both say why, and what stood there first stays.
import { correctCharge } from "../../processes/correct-charge.ts";
import { amountOf } from "../materials/amount.ts";
import type { Charged } from "../processing/making.ts";
import { parameter } from "../processing/step.ts";
import { humidity } from "../recipe/parameters.ts";
import type { Case } from "./case.ts";

export const correction: Case = {
  name: "A correction with its reason",
  moment: "weighed",
  batch: 1,
  afterwards_percent: 12,
  what: ({ bulk }) => `record ${bulk.batchNumber}: a weight of croscarmellose, old and new value`,
  async happens(story, _, { bulk, charges, crew }) {
    const misread = charges.findLast(({ material }) => material === "croscarmellose");
    if (!misread) throw new Error("No croscarmellose has been weighed.");
    const less = 60;
    const right: Charged = { ...misread, amount: misread.amount - less };
    charges[charges.indexOf(misread)] = right;
    misread.container.left += less;
    const text = "The printed line above the weighing was read; the print shows the right weight.";
    await story.process(
      crew.early,
      correctCharge,
      {
        batchId: bulk.batchId,
        correctsEventId: misread.consumedEventId,
        quantity: amountOf("croscarmellose", right.amount),
      },
      { reason: { code: "MISREAD", text } },
    );
  },
};

/** Read at half past nine, entered at noon. */
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
