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
import { releaseLot } from "../quality/review.ts";
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
  for (const key of Object.keys(machines) as MachineKey[]) await setUpMachine(story, key);
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
  if (calibrated) {
    const certificate = `Calibration certificate C-${asset}`;
    const calibration = { result: "pass" as const, certificate, dueOn: story.day(180) };
    await story.act("olafur", recordCalibration, id, calibration);
  }
  const document = `Qualification report QR-${asset}`;
  await story.act("eszter", qualifyEquipment, id, { document, validUntil: story.day(730) });
}

/** Bought parts, each with the serial number that its maker gave it. */
export async function buy(story: Story, key: ItemKey, serialNumbers: readonly string[]) {
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
  for (const { materialLotId } of bought) await releaseLot(story, materialLotId);
  return bought;
}
