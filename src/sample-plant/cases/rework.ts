// What was set apart from the second batch goes into the third: decided on, released on a
// condition, charged again.
import { chargeMaterial } from "../../processes/charge-material.ts";
import { type Disposition, decideDisposition } from "../../processes/decide-disposition.ts";
import { kilograms } from "../materials/amount.ts";
import { type Lot, leftOf } from "../materials/stock.ts";
import { check } from "../processing/step.ts";
import { pathOf } from "../recipe/control-recipe.ts";
import { forward, unseen } from "../story/highlight.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import type { Case } from "./case.ts";
import { lotOf } from "./words.ts";

export const decidedOn: Case = {
  name: "Cores to be reworked",
  moment: "approving",
  batch: 2,
  happens: (story, works) => decide(story, setApart(works), "rework"),
};

/** Only when the record of the batch that it came from is approved. */
export const usable: Case = {
  name: "Cores released for rework",
  moment: "approved",
  batch: 2,
  happens: (story, works) =>
    decide(story, setApart(works), "conditional", {
      conditions: "Only milled into the blend of the next batch, at most 5 % of it.",
    }),
};

export const recharged: Case = {
  name: "A rework: cores of one batch milled into the next",
  moment: "blending",
  batch: 3,
  tells: ({ bulk: { batchNumber }, charges }, eventId) => {
    const lot = lotOf(charges, "cores");
    return {
      what: `trace internalLot:${batchNumber}-A --backward reaches the batch before`,
      concerns: { batchNumber, lot, eventId },
      seen: {
        record: { shows: eventId },
        trace: forward(lot, batchNumber),
        exceptions: unseen("Quality had released the cores for it."),
      },
    };
  },
  async happens(story, works, making) {
    const { bulk, crew, charges } = making;
    const lot = setApart(works);
    const amount = leftOf(lot);
    const [container] = lot.containers;
    if (!container) throw new Error("The cores are in no container.");
    const consumed = await story.process(crew.lateSecond, chargeMaterial, {
      materialLotId: lot.materialLotId,
      batchId: bulk.batchId,
      quantity: kilograms(amount),
      charge: { kind: "rework", basis: "weighed", path: pathOf(bulk.master, "blend") },
      ...(container.containerId !== undefined && { containerId: container.containerId }),
    });
    const consumedEventId = eventOf(consumed, "MaterialConsumed");
    const what = { check: "Cores for rework: lot, weight, release", phase: "blend" };
    await check(story, crew.late, bulk, { ...what, of: consumedEventId });
    container.left = 0;
    charges.push({
      material: "cores",
      lot,
      container,
      amount,
      consumedEventId,
      by: crew.lateSecond,
    });
    return consumedEventId;
  },
};

function setApart({ forRework }: Works): Lot {
  const [lot] = forRework;
  if (!lot) throw new Error("Nothing has been set apart for rework.");
  return lot;
}

async function decide(
  story: Story,
  { materialLotId }: Lot,
  decision: Disposition["decision"],
  more: { readonly conditions?: string } = {},
): Promise<string> {
  const dispositionId = story.id("disposition", materialLotId);
  const reason = { code: "REWORK", text: "Cores too soft to be coated, sound otherwise." };
  const data = { dispositionId, materialLotId, decision, ...more };
  const decided = await story.process("ingrid", decideDisposition, data, { reason });
  return eventOf(decided, "DispositionDecided");
}
