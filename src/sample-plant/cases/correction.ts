// A weight was misread, and set right with a reason; both values stay.
import { correctCharge } from "../../processes/correct-charge.ts";
import { amountOf } from "../materials/amount.ts";
import type { Charged } from "../processing/making.ts";
import type { Case } from "./case.ts";

export const correction: Case = {
  name: "A correction with its reason",
  moment: "weighed",
  batch: 1,
  afterwards_percent: 12,
  what: ({ bulk }) => `record ${bulk.batchNumber}: a weight of croscarmellose, old and new value`,
  async happens(story, works, { bulk, charges, crew }) {
    const misread = charges.findLast(({ material }) => material === "croscarmellose");
    if (!misread) throw new Error("No croscarmellose has been weighed.");
    const less = 60;
    const right: Charged = { ...misread, amount: misread.amount - less };
    charges[charges.indexOf(misread)] = right;
    works.stock.putBack(misread.lot.materialLotId, less);
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
