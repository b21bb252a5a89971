// The biscuit line of the bakery, and what is done for each batch.
import { completeBatch, issueBatch, startBatch } from "../../domain/batch/lifecycle/commands.ts";
import { completePhase, startPhase } from "../../domain/batch/phase/commands.ts";
import { recordCleaning, setCleaningRule } from "../../domain/equipment/cleaning/commands.ts";
import {
  endEquipmentUse,
  qualifyEquipment,
  registerEquipment,
  startEquipmentUse,
} from "../../domain/equipment/commands.ts";
import { registerLocation, registerSite } from "../../domain/location/commands.ts";
import { chargeMaterial } from "../../processes/charge-material.ts";
import { produceOutput } from "../../processes/produce-output.ts";
import { gln } from "../materials/gs1.ts";
import type { PersonKey } from "../people/people.ts";
import { routingRecipe } from "../recipe/routing.ts";
import { bakery, plantSite } from "../site.ts";
import type { Story } from "../story/story.ts";
import { codesOf, type ItemKey, kg, type Lot, lotOf, materialOf } from "./goods.ts";

const machines = {
  mixer: { name: "Dough mixer and oven line BL-3", asset: "3301", place: "bakery" },
  stoneOven: { name: "Stone oven SO-1", asset: "3302", place: "bakery" },
  enrober: { name: "Enrober of Lohnüberzug Talheim", asset: "LT-1", place: "contractor" },
} as const;
export type MachineKey = keyof typeof machines;
const machineKeys = Object.keys(machines) as readonly MachineKey[];

const places = {
  bakery: { name: "Bakery, hall 4", kind: "area" },
  flourSilo: { name: "Flour silo FS-1", kind: "storage" },
} as const;

export type PlaceKey = keyof typeof places | "contractor";
export const placeId = (story: Story, key: PlaceKey): string => story.id("food place", key);
export const machineId = (story: Story, key: MachineKey): string => story.id("food equipment", key);

/** The rule looks at the product's family, and not at allergens: that is what goes wrong. */
export const campaign = "Biscuits of the week";

export async function setUpLine(story: Story): Promise<void> {
  const parentLocationId = story.id("place", "site");
  for (const [key, place] of Object.entries(places)) {
    const data = { ...place, identifiers: [], parentLocationId };
    await story.act("soeren", registerLocation, story.id("food place", key), data);
  }
  await story.act("soeren", registerSite, placeId(story, "contractor"), {
    name: "Lohnüberzug Talheim GmbH, Talheim",
    ofContractor: true,
    zone: plantSite.zone,
    identifiers: [gln("952100000038")],
  });
  for (const key of machineKeys) {
    const { name, asset, place } = machines[key];
    const id = machineId(story, key);
    await story.act("olafur", registerEquipment, id, {
      name,
      kind: "line",
      identifiers: [{ scheme: "asset", issuer: bakery.legalEntity, value: asset }],
      locationId: placeId(story, place),
      calibrationNeeded: false,
    });
    const document = `Qualification report QR-${asset}`;
    await story.act("eszter", qualifyEquipment, id, { document, validUntil: story.day(730) });
    await clean(story, "mehmet", key);
  }
  await story.act("olafur", setCleaningRule, machineId(story, "mixer"), {
    document: "SOP-0830 Biscuit line, edition 1",
    campaign: { batchesMax: 3, between: "none" },
  });
}

export const clean = (story: Story, by: PersonKey, key: MachineKey) =>
  story.act(by, recordCleaning, machineId(story, key), {
    procedure: "SOP-0831 Wet cleaning with test for allergens",
    level: "major",
  });

export interface Work {
  readonly batchId: string;
  readonly batchNumber: string;
  readonly machine: MachineKey;
}

export interface Order {
  readonly number: string;
  readonly makes: ItemKey;
  readonly of: readonly ItemKey[];
  readonly weight: number;
  readonly machine: MachineKey;
}

const operations = {
  make: { instruction: "Weigh in, mix, bake; take out what broke." },
} as const;

const procedureOf = (makes: ItemKey): string => `Food ${makes}`;

/** Issued, and begun on its machine. */
export async function begin(
  story: Story,
  lead: PersonKey,
  by: PersonKey,
  { number: batchNumber, makes, of, weight, machine }: Order,
): Promise<Work> {
  const batchId = story.id("food batch", batchNumber);
  const materials = of.map((key) => materialOf(story, key));
  const equipmentId = machineId(story, machine);
  await story.act(lead, issueBatch, batchId, {
    batchNumber,
    material: materialOf(story, makes),
    plannedQuantity: kg(weight),
    recipe: routingRecipe(procedureOf(makes), operations, materials),
    equipmentIds: [equipmentId],
    dataOrigin: "live",
  });
  await story.act(lead, startBatch, batchId, {});
  const use = machine === "mixer" ? { batchId, campaign } : { batchId };
  await story.act(by, startEquipmentUse, equipmentId, use);
  await story.act(by, startPhase, batchId, { phaseId: "make", equipmentId });
  return { batchId, batchNumber, machine };
}

export const charge = (
  story: Story,
  by: PersonKey,
  { batchId }: Work,
  { materialLotId }: Pick<Lot, "materialLotId">,
  weight: number,
  kind: "charge" | "rework" = "charge",
) =>
  story.process(by, chargeMaterial, {
    batchId,
    materialLotId,
    quantity: kg(weight),
    charge: { kind, basis: "weighed" },
  });

/** The number of the lot is that of its batch, with a letter where there are several. */
export async function make(
  story: Story,
  by: PersonKey,
  { batchId, batchNumber }: Work,
  { item, weight, mark = "", at }: Made,
): Promise<Lot> {
  const lot = lotOf(story, item, `${batchNumber}${mark}`);
  const { source, locationId } = at ?? { locationId: story.id("place", "finishedStore") };
  await story.process(by, produceOutput, {
    batchId,
    materialLotId: lot.materialLotId,
    material: materialOf(story, item),
    identifiers: codesOf(lot, source),
    quantity: kg(weight),
    containers: [],
    expiresOn: story.day(120),
    locationId,
  });
  return lot;
}

export interface Made {
  readonly item: ItemKey;
  readonly weight: number;
  readonly mark?: string;
  /** Made elsewhere: by whom, and where it is. */
  readonly at?: { readonly source: string; readonly locationId: string };
}

export async function finish(story: Story, lead: PersonKey, by: PersonKey, work: Work) {
  const { batchId, machine } = work;
  await story.act(by, completePhase, batchId, { phaseId: "make" });
  await story.act(by, endEquipmentUse, machineId(story, machine), { batchId });
  await story.act(lead, completeBatch, batchId, {});
}
