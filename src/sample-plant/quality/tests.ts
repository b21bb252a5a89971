// What is tested, by which method and with which limits.
import type { MaterialKey } from "../materials/materials.ts";
import type { Spec } from "../recipe/spec.ts";

const identity = "Identity (IR)";
export const conforms = "conforms to the reference";

/** Each raw material: its identity, and one figure. */
export const incomingTests: Readonly<Partial<Record<MaterialKey, readonly Spec[]>>> = {
  tessarine: [assay("99.6", "98.5", "101.0", "HPLC-0417-A")],
  lactose: [water("5.0", "4.5", "5.5")],
  cellulose: [loss("4.1", "7.0")],
  starch: [loss("11.8", "14.0")],
  croscarmellose: [loss("5.6", "10.0")],
  stearate: [loss("3.2", "6.0")],
  coatWhite: [loss("2.1", "5.0")],
  water: [
    {
      name: "Conductivity, as a share of the limit",
      unitOfMeasure: "%",
      target: "31",
      high: "100",
      spread: 9,
      method: "Ph. Eur. 0008",
    },
  ],
};
export const identityTest = identity;

export const lossOnDrying: Spec = {
  name: "Loss on drying of the granules",
  unitOfMeasure: "%",
  target: "1.9",
  low: "1.2",
  high: "2.5",
  spread: 3,
  method: "SOP-0521 Halogen dryer",
};

export const hardness: Spec = {
  name: "Hardness, mean of 10",
  unitOfMeasure: "N",
  target: "92",
  low: "75",
  high: "115",
  spread: 9,
  method: "Ph. Eur. 2.9.8",
};

/** On each occasion during compression. */
export const coreTests: readonly Spec[] = [
  {
    name: "Mass, mean of 20",
    unitOfMeasure: "mg",
    target: "250.2",
    low: "243.0",
    high: "257.0",
    spread: 18,
    method: "Ph. Eur. 2.9.5",
  },
  hardness,
  {
    name: "Thickness, mean of 10",
    unitOfMeasure: "mm",
    target: "3.62",
    low: "3.50",
    high: "3.75",
    spread: 4,
    method: "SOP-0331 Tablet tester",
  },
];

/** At the beginning and at the end of compression. */
export const coreTestsAtEnds: readonly Spec[] = [
  {
    name: "Friability",
    unitOfMeasure: "%",
    target: "0.21",
    high: "1.00",
    spread: 8,
    method: "Ph. Eur. 2.9.7",
  },
  {
    name: "Disintegration, longest of 6",
    unitOfMeasure: "min",
    target: "6.5",
    high: "15.0",
    spread: 14,
    method: "Ph. Eur. 2.9.1",
  },
];

export const massGain: Spec = {
  name: "Gain in mass by coating",
  unitOfMeasure: "%",
  target: "2.98",
  low: "2.50",
  high: "3.50",
  spread: 12,
  method: "SOP-0342 Coating",
};

/** Of each load of coated tablets. */
export const bulkTests: readonly Spec[] = [
  assay("99.4", "95.0", "105.0", "HPLC-0417-B"),
  {
    name: "Dissolution after 30 min, smallest of 6",
    unitOfMeasure: "%",
    target: "92",
    low: "80",
    spread: 5,
    method: "Ph. Eur. 2.9.3",
  },
  {
    name: "Uniformity of dosage units, acceptance value",
    unitOfMeasure: "1",
    target: "4.8",
    high: "15.0",
    spread: 15,
    method: "Ph. Eur. 2.9.40",
  },
  {
    name: "Total impurities",
    unitOfMeasure: "%",
    target: "0.14",
    high: "0.50",
    spread: 6,
    method: "HPLC-0417-C",
  },
];

/** On each occasion during packaging. */
export const packTests: readonly Spec[] = [
  {
    name: "Mass of a pack",
    unitOfMeasure: "g",
    target: "28.4",
    low: "27.2",
    high: "29.6",
    spread: 4,
    method: "SOP-0745 Checkweigher",
  },
];
export const tightness = { name: "Tightness of blisters, leaking of 20", tight: "0 of 20" };

export const finishedTests: readonly Spec[] = [
  {
    name: "Content of packs, tablets in 10 packs",
    unitOfMeasure: "{tablet}",
    target: "500",
    low: "500",
    high: "500",
    spread: 0,
    method: "SOP-0560 Finished packs",
  },
  assay("99.3", "95.0", "105.0", "HPLC-0417-B"),
];

function assay(target: string, low: string, high: string, method: string): Spec {
  return { name: "Assay", unitOfMeasure: "%", target, low, high, spread: 6, method };
}

function loss(target: string, high: string): Spec {
  const method = "Ph. Eur. 2.2.32";
  return { name: "Loss on drying", unitOfMeasure: "%", target, high, spread: 5, method };
}

function water(target: string, low: string, high: string): Spec {
  return {
    name: "Water",
    unitOfMeasure: "%",
    target,
    low,
    high,
    spread: 2,
    method: "Ph. Eur. 2.5.12",
  };
}
