// The chapter before the first batch: master data, people, equipment, and the first deliveries.
import { receiveHalf, rejectStarch } from "./cases/incoming.ts";
import { equipmentKeys } from "./equipment/equipment.ts";
import { registerAllEquipment, registerSiteAndPlaces } from "./equipment/register.ts";
import { clean } from "./equipment/upkeep.ts";
import { approveSources, defineMaterials, registerParties } from "./materials/define.ts";
import { type Delivery, receive, sample } from "./materials/receive.ts";
import { decideOnWhatCame } from "./materials/restock.ts";
import { acceptStatements, enrolPeople } from "./people/enrol.ts";
import { tapWater } from "./processing/water.ts";
import { releaseMasters } from "./recipe/master.ts";
import type { Story } from "./story/story.ts";
import type { Works } from "./story/works.ts";
import { planNext } from "./week.ts";

/** Of lactose not enough for two batches: the silo is filled on a heel in the first. */
const deliveries: readonly Delivery[] = [
  { material: "tessarine" },
  { material: "lactose", amount: 300_000 },
  { material: "starch" },
  { material: "starch" },
  { material: "croscarmellose" },
  { material: "stearate" },
  { material: "coatWhite" },
  { material: "coatYellow" },
  { material: "pvc" },
  { material: "lidding" },
  { material: "carton" },
  { material: "leaflet" },
  { material: "carton25" },
];

/** What every plant needs: the house and its people. */
export async function setUpHouse(story: Story): Promise<void> {
  story.at(0, "08:05");
  await enrolPeople(story);
  await registerSiteAndPlaces(story);
  await acceptStatements(story);
}

/** The house, and all that tablets are made with. */
export async function setUpPlant(story: Story, works: Works): Promise<void> {
  story.at(0, "08:05");
  await enrolPeople(story);
  await registerSiteAndPlaces(story);
  await registerParties(story);
  await defineMaterials(story, works);
  await approveSources(story, works, 0);
  await releaseMasters(story, works);
  await registerAllEquipment(story, works);
  await acceptStatements(story);
  story.at(3, "09:00");
  for (const delivery of deliveries) {
    const lot = await receive(story, works, 3, delivery);
    await sample(story, works, lot);
    if (delivery.material === "lactose") works.forwardSeed = `internalLot:${lot.number}`;
  }
  await receiveHalf(story, works, 3);
  story.at(5, "10:30");
  await receiveHalf(story, works, 5);
  story.at(7, "08:30");
  await rejectStarch(story, works);
  await decideOnWhatCame(story, works);
  await tapWater(story, works, 7);
  await planNext(story, works, 1, 7);
  story.at(7, "11:00");
  for (const key of equipmentKeys) await clean(story, "mehmet", key, 7);
}
