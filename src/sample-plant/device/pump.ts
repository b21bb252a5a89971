// The dosing pump of the sample plant: what it is made of, and what is measured on its housing.
// Everything about it is invented.
import type { Spec } from "../recipe/spec.ts";

export const items = {
  barStock: { name: "Bar, aluminium EN AW-6082, 60 mm", item: "410031", kind: "rawMaterial" },
  housing: { name: "Pump housing, machined", item: "420110", kind: "intermediate" },
  motor: { name: "Stepper motor, 12 V", item: "410207", kind: "rawMaterial" },
  pump: { name: "Dosing pump DP-2", item: "430002", kind: "finishedProduct" },
} as const;
export type ItemKey = keyof typeof items;
export const itemKeys = Object.keys(items) as readonly ItemKey[];

/** Under the number of the item, as the master recipes name it. */
export const materialOf = (key: ItemKey) => ({
  materialDefinitionId: items[key].item,
  name: items[key].name,
});

const millimetres = { unitOfMeasure: "mm", method: "Coordinate measuring machine CM-1" } as const;
const limit = "0.050";
/** Form 3 of AS9102: each characteristic of the drawing, by the number of its balloon. */
export const flatness: Spec = {
  name: "1 Flatness of the sealing face",
  ...millimetres,
  target: "0.028",
  spread: 9,
  high: limit,
};
export const characteristics: readonly Spec[] = [
  flatness,
  {
    name: "2 Bore for the motor",
    ...millimetres,
    target: "22.010",
    low: "22.000",
    high: "22.021",
    spread: 5,
  },
  {
    name: "3 Length over all",
    ...millimetres,
    target: "64.00",
    low: "63.90",
    high: "64.10",
    spread: 4,
  },
  {
    name: "4 Distance of the screw holes",
    ...millimetres,
    target: "42.00",
    low: "41.95",
    high: "42.05",
    spread: 3,
  },
];

/** What every pump must do before it leaves the bench. */
export const delivery: Spec = {
  name: "Delivery of 1,000 steps",
  unitOfMeasure: "mL",
  target: "5.00",
  low: "4.90",
  high: "5.10",
  spread: 4,
  method: "SOP-0710 Test bench for dosing pumps",
};
