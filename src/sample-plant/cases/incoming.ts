// Before the first batch: a supplier delivers one of its lots twice, and another lot is rejected.
import { decideDisposition } from "../../processes/decide-disposition.ts";
import { receive, sample } from "../materials/receive.ts";
import { classify, close, raise } from "../quality/deviation.ts";
import { forward, unseen } from "../story/highlight.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import type { Case } from "./case.ts";
import { lotOf } from "./words.ts";

const delivered = "NC-26087";

/** Half of the supplier's lot on one day, half on another: two receipts, two lots, one number. */
export async function receiveHalf(story: Story, works: Works, day: number): Promise<void> {
  const half = { material: "cellulose", amount: 120_000, supplierLot: delivered } as const;
  await sample(story, works, await receive(story, works, day, half));
}

export async function rejectStarch(story: Story, works: Works): Promise<void> {
  const lot = works.stock.undecided.find(({ material }) => material === "starch");
  if (!lot) throw new Error("No starch has been received.");
  const { materialLotId, number } = lot;
  const deviation = await raise(story, works, "tomas", {
    title: "Starch too moist",
    description: `Loss on drying of lot ${number}: 16.8 %, repeated 16.7 %; the limit is 14.0 %.`,
    materialLotIds: [materialLotId],
  });
  await classify(story, deviation, "minor", "Found before any use.");
  const data = {
    dispositionId: story.id("disposition", materialLotId),
    materialLotId,
    decision: "reject" as const,
  };
  const text = "Loss on drying out of specification, confirmed by the repeat.";
  const decided = await story.process("ingrid", decideDisposition, data, {
    reason: { code: "OUT_OF_SPECIFICATION", text },
  });
  await close(story, deviation, "Rejected and reported to the supplier, who takes it back.");
  works.stock.reject(lot);
  works.rejected.push(lot);
  const name = "A rejected lot";
  const nothing = unseen("Nothing was made of it.");
  works.highlights.push({
    name,
    what: `trace internalLot:${number} --forward reaches nothing`,
    concerns: { lot: `internalLot:${number}`, eventId: eventOf(decided, "DispositionDecided") },
    seen: { record: nothing, trace: nothing, exceptions: nothing },
  });
}

/** Seen in the first batch, which used the first half. */
export const receipts: Case = {
  name: "One supplier lot in two receipts",
  moment: "weighed",
  batch: 1,
  tells: ({ bulk: { batchNumber }, charges }, eventId) => {
    const lot = lotOf(charges, "cellulose");
    return {
      what: `trace supplierLot:${delivered} --forward names two lots, and picks neither`,
      concerns: { batchNumber, lot, eventId },
      seen: {
        record: { shows: delivered },
        trace: forward(lot, batchNumber),
        exceptions: unseen("That a supplier delivers a lot in parts breaks no rule."),
      },
    };
  },
  async happens(_story, _works, { charges }) {
    const used = charges.find(({ material }) => material === "cellulose");
    if (!used) throw new Error("No cellulose has been weighed.");
    return used.consumedEventId;
  },
};
