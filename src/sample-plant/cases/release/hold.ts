// While a deviation is open, the batch is on hold; what it makes meanwhile is on hold too.
import { liftBatchHold, placeBatchHold } from "../../../domain/batch/lifecycle/commands.ts";
import { liftHold, placeHold } from "../../../domain/material-lot/status/commands.ts";
import { decideDisposition } from "../../../processes/decide-disposition.ts";
import { close } from "../../quality/deviation.ts";
import { backward, unseen } from "../../story/highlight.ts";
import { eventOf, type Story } from "../../story/story.ts";
import type { Case } from "../case.ts";

const holdId = (story: Story): string => story.id("hold", "soft cores");

export const held: Case = {
  name: "A hold, inherited by what is made",
  moment: "coated",
  batch: 2,
  async happens(story, _, making) {
    const { bulk, crew, loads } = making;
    const hold = {
      holdId: holdId(story),
      code: "DEVIATION_OPEN",
      text: "Cores too soft: wait for the investigation.",
      owner: "qa",
    };
    const placed = await story.act(crew.lateLead, placeBatchHold, bulk.batchId, hold);
    // Load A was made before the hold; load B will inherit it.
    for (const { materialLotId } of loads) {
      await story.act(crew.lateLead, placeHold, materialLotId, hold);
    }
    making.entries.held = eventOf(placed, "BatchHoldPlaced");
    return making.entries.held;
  },
};

export const lifted: Case = {
  name: "A hold placed and lifted",
  moment: "approving",
  batch: 2,
  tells: ({ bulk: { batchNumber } }, eventId) => ({
    what: `audit --batch ${batchNumber}: on the batch, inherited by a load, lifted by quality`,
    concerns: { batchNumber, lot: `internalLot:${batchNumber}-A`, eventId },
    seen: {
      record: unseen("The record shows holds that stand; this one was lifted."),
      trace: backward(`internalLot:${batchNumber}-A`, batchNumber),
      exceptions: { rule: "hold" },
    },
  }),
  async happens(story, works, { bulk, loads, entries: { held: placed } }) {
    const [first] = loads;
    if (!first || placed === undefined || works.openDeviation === undefined)
      throw new Error("Nothing is on hold.");
    const release = {
      dispositionId: story.id("disposition", first.materialLotId),
      materialLotId: first.materialLotId,
      decision: "release" as const,
    };
    await story.refusedProcess("LOT_ON_HOLD", "ingrid", decideDisposition, release);
    const conclusion =
      "A worn cam of TP-1 lowered the force from 10:14 on. It was replaced; cores are set apart.";
    await close(story, works.openDeviation, conclusion, bulk.batchId);
    const reason = { code: "INVESTIGATED", text: "The deviation is closed; the rest is sound." };
    const hold = { holdId: holdId(story) };
    await story.act("eszter", liftBatchHold, bulk.batchId, hold, { reason });
    for (const { materialLotId } of loads) {
      await story.act("eszter", liftHold, materialLotId, hold, { reason });
    }
    return placed;
  },
};
