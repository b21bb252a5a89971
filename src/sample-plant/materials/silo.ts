// Lactose is kept in a silo: what comes is put on top of what is left, and both are one lot from
// then on.
import { moveMaterial } from "../../domain/material-lot/upkeep/commands.ts";
import { scrapMaterial } from "../../domain/material-lot/use/commands.ts";
import { mergeLots } from "../../processes/merge-lots.ts";
import { clean } from "../equipment/upkeep.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { amountOf } from "./amount.ts";
import { internalLot } from "./receive.ts";
import { type Lot, leftOf } from "./stock.ts";

/**
 * What is together expires with the oldest of it; a heel with less than this before it is thrown
 * away.
 */
const heelKeeps_days = 540;

/**
 * The silo's lots are called after the silo and its filling. Returns the entry where it was poured
 * on a heel.
 */
export async function fillSilo(
  story: Story,
  works: Works,
  delivery: Lot,
): Promise<string | undefined> {
  const [heel] = works.stock.lots("lactose").filter((lot) => lot !== delivery);
  const silo = story.id("place", "siloRoom");
  const isOld = heel && heel.expiresOn < story.day(heelKeeps_days);
  if (isOld) await emptySilo(story, works, heel);
  if (!heel || isOld) {
    const moved = { toLocationId: silo };
    await story.act("joerg", moveMaterial, delivery.materialLotId, moved);
    return undefined;
  }
  const number = `SI-1-${works.next("filling")}`;
  const materialLotId = story.id("lot", number);
  const amount = leftOf(heel) + leftOf(delivery);
  const part = (lot: Lot, isHeel: boolean) => ({
    materialLotId: lot.materialLotId,
    quantity: amountOf("lactose", leftOf(lot)),
    heel: isHeel,
  });
  const poured = await story.process("joerg", mergeLots, {
    materialLotId,
    from: [part(heel, true), part(delivery, false)],
    identifiers: [internalLot(number)],
    quantity: amountOf("lactose", amount),
    containers: [],
    locationId: silo,
  });
  works.stock.remove(heel);
  works.stock.remove(delivery);
  const { expiresOn } = heel;
  const containers = [{ left: amount }];
  works.stock.release({ material: "lactose", materialLotId, number, expiresOn, containers });
  return eventOf(poured, "MaterialLotsMerged");
}

async function emptySilo(story: Story, works: Works, heel: Lot): Promise<void> {
  const quantity = amountOf("lactose", leftOf(heel));
  works.stock.remove(heel);
  const cause = "The silo is emptied and cleaned";
  await story.act("joerg", scrapMaterial, heel.materialLotId, { quantity, cause });
  await clean(story, "joerg", "silo", 10);
}
