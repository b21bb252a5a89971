// The biscuit line of the bakery, and what is done for each batch.
import { completeBatch } from "../../domain/batch/lifecycle/commands.ts";
import { recordParameter } from "../../domain/batch/parameter/commands.ts";
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
import { exampleOf, stepOf } from "../recipe/example.ts";
import { issueByMaster, releaseMaster } from "../recipe/release.ts";
import { found, limitsOf, type Spec } from "../recipe/spec.ts";
import { bakery, plantSite } from "../site.ts";
import type { Story } from "../story/story.ts";
import { codesOf, type ItemKey, kg, type Lot, lotOf, materialOf } from "./goods.ts";

const machines = {
  mixer: {
    name: "Dough mixer and oven line BL-3",
    asset: "3301",
    place: "bakery",
    as: "bakingLine",
  },
  stoneOven: { name: "Stone oven SO-1", asset: "3302", place: "bakery", as: "stoneOven" },
  enrober: {
    name: "Enrober of Lohnüberzug Talheim",
    asset: "LT-1",
    place: "contractor",
    as: "enrober",
  },
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
    const { name, asset, place, as } = machines[key];
    const id = machineId(story, key);
    await story.act("olafur", registerEquipment, id, {
      name,
      kind: "line",
      identifiers: [{ scheme: "asset", issuer: bakery.legalEntity, value: asset }],
      locationId: placeId(story, place),
      calibrationNeeded: false,
      classes: [as],
    });
    await qualify(story, key, `Qualification report QR-${asset}`);
    await clean(story, "mehmet", key);
  }
  await story.act("olafur", setCleaningRule, machineId(story, "mixer"), {
    document: "SOP-0830 Biscuit line, edition 1",
    campaign: { batchesMax: 3, between: "none" },
  });
}

const qualify = (story: Story, key: MachineKey, document: string) =>
  story.act("eszter", qualifyEquipment, machineId(story, key), {
    document,
    validUntil: story.day(730),
  });

/** What ends after two years is looked at each year. */
export async function qualifyAgain(story: Story): Promise<void> {
  for (const key of machineKeys) {
    await qualify(story, key, `Qualification review QR-${machines[key].asset} of ${story.day(0)}`);
  }
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
  readonly makes: ProductKey;
}

export interface Order {
  readonly number: string;
  readonly makes: ProductKey;
  readonly weight: number;
  readonly machine: MachineKey;
}

/** What is read while it is made. */
const reading = { oven: spec("Core temperature at the end of the oven", "95", { low: "92" }) };

function spec(name: string, target: string, limits: Pick<Spec, "low" | "high">): Spec {
  return { name, unitOfMeasure: "Cel", target, spread: 2, ...limits };
}

const masters = {
  plain: { ...exampleOf("butter-biscuits"), reads: reading.oven },
  almond: { ...exampleOf("almond-biscuits"), reads: reading.oven },
  coated: {
    ...exampleOf("chocolate-biscuits"),
    reads: spec("Temperature of the couverture", "31.5", { low: "30", high: "33" }),
  },
  loaf: { ...exampleOf("farmhouse-loaf"), reads: reading.oven },
} as const;
export type ProductKey = keyof typeof masters;

export async function releaseFoodMasters(story: Story): Promise<void> {
  for (const { recipe } of Object.values(masters)) await releaseMaster(story, recipe);
}

/** Issued, and begun on its machine. */
export async function begin(
  story: Story,
  lead: PersonKey,
  by: PersonKey,
  { number: batchNumber, makes, weight, machine }: Order,
): Promise<Work> {
  const batchId = story.id("food batch", batchNumber);
  const { recipe, digest } = masters[makes];
  const equipmentId = machineId(story, machine);
  await issueByMaster(story, lead, {
    batchId,
    batchNumber,
    number: recipe.number,
    digest,
    plannedQuantity: kg(weight),
    equipmentIds: [equipmentId],
  });
  const use = machine === "mixer" ? { batchId, campaign } : { batchId };
  await story.act(by, startEquipmentUse, equipmentId, use);
  await story.act(by, startPhase, batchId, { phaseId: "make", equipmentId });
  return { batchId, batchNumber, machine, makes };
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
    material: materialOf(item),
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

/** Made; the batch is completed after it. */
export async function end(story: Story, by: PersonKey, work: Work): Promise<void> {
  const { batchId, machine, makes } = work;
  const { reads } = masters[makes];
  const { path } = stepOf(masters[makes], "make");
  await story.act(by, recordParameter, batchId, {
    parameter: reads.name,
    path,
    value: found(reads, story.random),
    limits: limitsOf(reads),
    source: "manual",
  });
  await story.act(by, completePhase, batchId, { phaseId: "make" });
  await story.act(by, endEquipmentUse, machineId(story, machine), { batchId });
}

export const complete = (story: Story, lead: PersonKey, { batchId }: Work) =>
  story.act(lead, completeBatch, batchId, {});

export async function finish(story: Story, lead: PersonKey, by: PersonKey, work: Work) {
  await end(story, by, work);
  await complete(story, lead, work);
}
