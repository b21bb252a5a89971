// Registering the site with its places and its equipment.
import { qualifyEquipment, registerEquipment } from "../../domain/equipment/commands.ts";
import { registerLocation, registerSite } from "../../domain/location/commands.ts";
import { gln } from "../materials/gs1.ts";
import { euGmp } from "../recipe/eu-gmp.ts";
import { plantSite } from "../site.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import {
  type EquipmentItem,
  equipmentKeys,
  equipmentList,
  qualifiedFor_days,
} from "./equipment.ts";
import { placeKeys, places } from "./places.ts";
import { calibrate } from "./upkeep.ts";

export async function registerSiteAndPlaces(story: Story): Promise<void> {
  const siteId = story.id("place", "site");
  const { site: name, zone } = plantSite;
  const identifiers = [gln("952000000001")];
  await story.act("soeren", registerSite, siteId, { name, zone, identifiers });
  for (const key of placeKeys) {
    const place = { ...places[key], identifiers: [], parentLocationId: siteId };
    await story.act("soeren", registerLocation, story.id("place", key), place);
  }
}

/** By masters; each has one piece of a class. */
const asked: ReadonlySet<string> = new Set(euGmp.equipmentClasses.map(({ key }) => key));

export async function registerAllEquipment(story: Story, works: Works): Promise<void> {
  for (const key of equipmentKeys) {
    const { name, kind, place, asset, calibrated }: EquipmentItem = equipmentList[key];
    const id = story.id("equipment", key);
    await story.act("olafur", registerEquipment, id, {
      name,
      kind,
      identifiers: [{ scheme: "asset", issuer: plantSite.legalEntity, value: asset }],
      locationId: story.id("place", place),
      calibrationNeeded: calibrated,
      ...(asked.has(key) && { classes: [key] }),
    });
    if (calibrated) await calibrate(story, works, key, 0);
    const validUntil = story.day(qualifiedFor_days);
    const document = `Qualification report QR-${asset}`;
    await story.act("eszter", qualifyEquipment, id, { document, validUntil });
  }
}
