// Calibrating, cleaning and using the equipment.
import { recordCleaning } from "../../domain/equipment/cleaning/commands.ts";
import {
  endEquipmentUse,
  qualifyEquipment,
  recordCalibration,
  startEquipmentUse,
} from "../../domain/equipment/commands.ts";
import type { Who } from "../people/cast.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import {
  calibratedFor_days,
  cleanHold_days,
  type EquipmentItem,
  type EquipmentKey,
  equipmentKeys,
  equipmentList,
  qualifiedFor_days,
} from "./equipment.ts";

export async function calibrate(
  story: Story,
  works: Works,
  key: EquipmentKey,
  day: number,
): Promise<void> {
  const number = String(works.next("certificate")).padStart(4, "0");
  const certificate = `Calibration certificate C-${story.day(day).slice(2, 4)}-${number}`;
  const dueOn = story.day(day + calibratedFor_days);
  works.calibratedOn.set(key, story.day(day));
  const data = { result: "pass" as const, certificate, dueOn };
  await story.act("olafur", recordCalibration, story.id("equipment", key), data);
}

/** What falls due before the batch after this one is done now. */
export async function calibrateWhatIsDue(story: Story, works: Works, day: number): Promise<void> {
  const soon = story.day(day + 2 * cleanHold_days - calibratedFor_days);
  for (const [key, on] of works.calibratedOn) {
    if (on < soon) await calibrate(story, works, key, day);
  }
}

/** Every three years, all of it. */
export async function qualifyAgain(story: Story, day: number): Promise<void> {
  for (const key of equipmentKeys) {
    const { asset } = equipmentList[key];
    const data = {
      document: `Qualification review QR-${asset} of ${story.day(day)}`,
      validUntil: story.day(day + qualifiedFor_days),
    };
    await story.act("eszter", qualifyEquipment, story.id("equipment", key), data);
  }
}

export const use = (story: Story, who: Who, key: EquipmentKey, batchId: string) =>
  story.act(who, startEquipmentUse, story.id("equipment", key), { batchId });

/** From here on it is dirty, until it is cleaned. */
export async function endUse(
  story: Story,
  who: Who,
  key: EquipmentKey,
  batchId: string,
): Promise<void> {
  await story.act(who, endEquipmentUse, story.id("equipment", key), { batchId });
}

export async function clean(story: Story, who: Who, key: EquipmentKey, day: number): Promise<void> {
  const { cleaning: procedure }: EquipmentItem = equipmentList[key];
  if (procedure === undefined) return;
  const data = { procedure, cleanUntil: story.day(day + cleanHold_days) };
  await story.act(who, recordCleaning, story.id("equipment", key), data);
}
