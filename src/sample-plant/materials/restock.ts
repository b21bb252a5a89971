// What runs short is bought: it comes on the Thursday of the first week and is decided on a week
// later.
import { scrapMaterial } from "../../domain/material-lot/use/commands.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { amountOf } from "./amount.ts";
import { receive, release, sample } from "./receive.ts";
import { fillSilo } from "./silo.ts";
import { boughtKeys, supplies } from "./supply.ts";

export async function receiveWhatRunsShort(story: Story, works: Works, day: number): Promise<void> {
  for (const material of boughtKeys) {
    // This batch's packaging is still to come; what comes now must do for the next batch too.
    const batches = material === "carton" || material === "leaflet" ? 2 : 1;
    const film = material === "pvc" || material === "lidding" ? 2 : batches;
    if (works.stock.available(material) >= supplies[material].needed * film) continue;
    const lot = await receive(story, works, day, { material });
    story.wait(12);
    await sample(story, works, lot);
  }
}

/**
 * All that waits, oldest first; lactose goes into the silo when it is released. Returns the entry
 * of what was poured on a heel.
 */
export async function decideOnWhatCame(story: Story, works: Works): Promise<string | undefined> {
  let poured: string | undefined;
  for (const lot of works.stock.undecided) {
    await release(story, works, lot);
    if (lot.material === "lactose") poured = await fillSilo(story, works, lot);
  }
  return poured;
}

export async function disposeOfRests(story: Story, works: Works): Promise<void> {
  for (const { lot, container, amount } of works.stock.takeRests()) {
    const { containerId } = container;
    await story.act("joerg", scrapMaterial, lot.materialLotId, {
      quantity: amountOf(lot.material, amount),
      cause: "Rest too small to be weighed in",
      ...(containerId !== undefined && { containerId }),
    });
  }
}
