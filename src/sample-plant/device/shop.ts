// The workshop where pumps are made: its equipment and materials, and what is done for each batch.
import {
  qualifyEquipment,
  recordCalibration,
  registerEquipment,
} from "../../domain/equipment/commands.ts";
import type { Identifier } from "../../domain/kernel/identifier.ts";
import { approveMaterial, defineMaterial } from "../../domain/material-definition/commands.ts";
import { receiveMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import { pieces } from "../materials/amount.ts";
import { type Release, releaseLot } from "../quality/review.ts";
import { plantSite } from "../site.ts";
import type { Story } from "../story/story.ts";
import { type ItemKey, itemKeys, items, materialOf } from "./pump.ts";

export const one = pieces(1, "{part}");

const machines = {
  mill: {
    name: "Machining centre MC-2",
    asset: "2201",
    kind: "equipment",
    calibrated: false,
    as: "machiningCentre",
  },
  measuring: {
    name: "Coordinate measuring machine CM-1",
    asset: "2202",
    kind: "instrument",
    calibrated: true,
    as: "measuringMachine",
  },
  bench: {
    name: "Test bench TB-4",
    asset: "2203",
    kind: "instrument",
    calibrated: true,
    as: "testBench",
  },
} as const;
export type MachineKey = keyof typeof machines;
const machineKeys = Object.keys(machines) as readonly MachineKey[];

export const machineId = (story: Story, key: MachineKey): string =>
  story.id("device equipment", key);

/** A part that has a serial number is a lot of one. */
export interface Part {
  readonly materialLotId: string;
  readonly serialNumber: string;
}

export const partOf = (story: Story, serialNumber: string): Part => ({
  materialLotId: story.id("part", serialNumber),
  serialNumber,
});

export const serialOf = (value: string): Identifier => ({
  scheme: "serialNumber",
  issuer: plantSite.legalEntity,
  value,
});

export async function setUpShop(story: Story): Promise<void> {
  for (const key of itemKeys) {
    const { name, item, kind } = items[key];
    const definition = {
      name,
      identifiers: [{ scheme: "item", issuer: plantSite.legalEntity, value: item }],
      traceability: [{ level: "serial" as const, mandatory: true }],
      kind,
      baseUnitOfMeasure: one.unitOfMeasure,
    };
    const { materialDefinitionId: id } = materialOf(key);
    await story.act("tomas", defineMaterial, id, definition);
    await story.act("eszter", approveMaterial, id, { edition: 1 });
  }
  for (const key of machineKeys) await setUpMachine(story, key);
}

async function setUpMachine(story: Story, key: MachineKey): Promise<void> {
  const { name, asset, kind, calibrated, as } = machines[key];
  const id = machineId(story, key);
  await story.act("olafur", registerEquipment, id, {
    name,
    kind,
    identifiers: [{ scheme: "asset", issuer: plantSite.legalEntity, value: asset }],
    calibrationNeeded: calibrated,
    classes: [as],
  });
  if (calibrated) await calibrate(story, key, `Calibration certificate C-${asset}`);
  await qualify(story, key, `Qualification report QR-${asset}`);
}

const calibrate = (story: Story, key: MachineKey, certificate: string) =>
  story.act("olafur", recordCalibration, machineId(story, key), {
    result: "pass",
    certificate,
    dueOn: story.day(180),
  });

const qualify = (story: Story, key: MachineKey, document: string) =>
  story.act("eszter", qualifyEquipment, machineId(story, key), {
    document,
    validUntil: story.day(730),
  });

/** What is due after half a year is done each quarter. */
export async function calibrateAgain(story: Story): Promise<void> {
  for (const key of machineKeys.filter((one) => machines[one].calibrated)) {
    await calibrate(story, key, `Calibration certificate C-${machines[key].asset}-${story.day(0)}`);
  }
}

/** What ends after two years is looked at each year. */
export async function qualifyAgain(story: Story): Promise<void> {
  for (const key of machineKeys) {
    await qualify(story, key, `Qualification review QR-${machines[key].asset} of ${story.day(0)}`);
  }
}

/** Bought parts, each with the serial number that its maker gave it. */
export async function buy(
  story: Story,
  key: ItemKey,
  serialNumbers: readonly string[],
  release: Pick<Release, "unseen"> = {},
) {
  const bought: Part[] = [];
  for (const serialNumber of serialNumbers) {
    const part = partOf(story, serialNumber);
    await story.act("joerg", receiveMaterialLot, part.materialLotId, {
      material: materialOf(key),
      identifiers: [serialOf(serialNumber)],
      quantity: one,
      containers: [],
      qualityStatus: "quarantine",
    });
    bought.push(part);
  }
  for (const { materialLotId } of bought) await releaseLot(story, materialLotId, release);
  return bought;
}
