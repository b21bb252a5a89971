// What is set or read in each phase, with its limits.
import type { EquipmentKey } from "../equipment/equipment.ts";
import type { PackagingPhase } from "./packaging.ts";
import type { ProcessingPhase } from "./processing.ts";
import type { Spec } from "./spec.ts";

export interface Parameter extends Spec {
  readonly equipment: EquipmentKey;
}

export const humidity: Parameter = {
  name: "Relative humidity of the room",
  unitOfMeasure: "%",
  target: "42",
  low: "30",
  high: "55",
  spread: 6,
  equipment: "granulator",
};

const coating: readonly Parameter[] = [
  {
    name: "Inlet air temperature",
    unitOfMeasure: "Cel",
    target: "62",
    low: "58",
    high: "66",
    spread: 2,
    equipment: "coater",
  },
  {
    name: "Product temperature",
    unitOfMeasure: "Cel",
    target: "44",
    low: "41",
    high: "48",
    spread: 2,
    equipment: "coater",
  },
  {
    name: "Pan speed",
    unitOfMeasure: "/min",
    target: "8.0",
    low: "7.0",
    high: "9.0",
    spread: 2,
    equipment: "coater",
  },
];

export const parameters: Readonly<Partial<Record<ProcessingPhase, readonly Parameter[]>>> = {
  premix: [
    {
      name: "Impeller speed",
      unitOfMeasure: "/min",
      target: "120",
      low: "110",
      high: "130",
      spread: 3,
      equipment: "granulator",
    },
    {
      name: "Mixing time",
      unitOfMeasure: "min",
      target: "5.0",
      low: "4.5",
      high: "5.5",
      spread: 2,
      equipment: "granulator",
    },
  ],
  wet: [
    {
      name: "Wet massing time",
      unitOfMeasure: "min",
      target: "6.4",
      low: "5.0",
      high: "8.0",
      spread: 8,
      equipment: "granulator",
    },
    {
      name: "Product temperature at the end",
      unitOfMeasure: "Cel",
      target: "31",
      high: "40",
      spread: 3,
      equipment: "granulator",
    },
  ],
  dry: [
    {
      name: "Inlet air temperature",
      unitOfMeasure: "Cel",
      target: "60",
      low: "55",
      high: "65",
      spread: 2,
      equipment: "dryer",
    },
    {
      name: "Product temperature at the end",
      unitOfMeasure: "Cel",
      target: "42.0",
      low: "40.0",
      high: "45.0",
      spread: 12,
      equipment: "dryer",
    },
  ],
  blend: [
    {
      name: "Blending time with stearate",
      unitOfMeasure: "min",
      target: "5.0",
      low: "4.8",
      high: "5.2",
      spread: 1,
      equipment: "blender",
    },
  ],
  setUpPress: [
    {
      name: "Main compression force, set",
      unitOfMeasure: "kN",
      target: "17.8",
      low: "14.0",
      high: "22.0",
      spread: 14,
      equipment: "press",
    },
    {
      name: "Turret speed",
      unitOfMeasure: "/min",
      target: "48",
      low: "40",
      high: "55",
      spread: 3,
      equipment: "press",
    },
  ],
  coatLoad1: coating,
  coatLoad2: coating,
};

export const lineParameters: Readonly<Partial<Record<PackagingPhase, readonly Parameter[]>>> = {
  pack: [
    {
      name: "Sealing temperature",
      unitOfMeasure: "Cel",
      target: "180",
      low: "172",
      high: "188",
      spread: 4,
      equipment: "blisterLine",
    },
    {
      name: "Line speed, blisters",
      unitOfMeasure: "/min",
      target: "320",
      high: "350",
      spread: 12,
      equipment: "blisterLine",
    },
  ],
};
