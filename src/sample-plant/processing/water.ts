// Purified water comes from the plant's own loop: one lot for each batch, tested before it is used.
import { receiveMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import { scrapMaterial } from "../../domain/material-lot/use/commands.ts";
import { kilograms } from "../materials/amount.ts";
import { internalLot, internalNumber, release } from "../materials/receive.ts";
import { type Lot, leftOf } from "../materials/stock.ts";
import type { Story } from "../story/story.ts";
import { monthsAfter, type Works } from "../story/works.ts";

/** Taken on the Friday before, so that there is a result on Monday. */
export async function tapWater(
  story: Story,
  works: Works,
  day: number,
  decision: "release" | "useAtRisk" = "release",
): Promise<void> {
  const number = internalNumber(story, works, day);
  const lot: Lot = {
    material: "water",
    materialLotId: story.id("lot", number),
    number,
    expiresOn: monthsAfter(story.day(day), 1),
    containers: [{ left: 180_000 }],
  };
  await story.act("joerg", receiveMaterialLot, lot.materialLotId, {
    material: works.material("water"),
    identifiers: [internalLot(number)],
    quantity: kilograms(180_000),
    containers: [],
    qualityStatus: "quarantine",
    supplier: works.party("waterPlant"),
    expiresOn: lot.expiresOn,
  });
  await release(story, works, lot, decision);
}

/** What is left of it goes down the drain. */
export async function drainWater(story: Story, works: Works): Promise<void> {
  for (const lot of works.stock.lots("water")) {
    const quantity = kilograms(leftOf(lot));
    works.stock.remove(lot);
    const data = { quantity, cause: "Drained at the end of the batch" };
    await story.act("joerg", scrapMaterial, lot.materialLotId, data);
  }
}
