// How 1.6 million film-coated tablets are made: the master recipe of processing.
import type { MasterRecipe } from "./control-recipe.ts";

/** Grams of blend for a tablet core of 250 mg, and of what a core weighs with its film. */
export const core_grams = 0.25;
export const coated_grams = 0.2575;
export const tabletsPlanned = 1_600_000;

export type ProcessingPhase =
  | "weigh"
  | "premix"
  | "wet"
  | "dry"
  | "mill"
  | "blend"
  | "setUpPress"
  | "press"
  | "coatLoad1"
  | "coatLoad2";

const granulation = { unitProcedure: "Granulation" };
const compression = {
  unitProcedure: "Compression",
  operation: "Tableting",
  equipment: "press",
} as const;
const coating = {
  unitProcedure: "Coating",
  operation: "Film coating",
  equipment: "coater",
} as const;

export const processing = {
  recipe: "MR-0417",
  version: "7",
  name: "Tessarin 50 mg film-coated tablets, bulk",
  procedure: "Bulk tablets",
  phases: {
    weigh: {
      unitProcedure: "Dispensing",
      operation: "Weighing",
      phase: "Weigh materials",
      instruction:
        "Weigh each material by the formula. A second person checks lot, container and weight.",
      after: [],
      equipment: "floorScale",
    },
    premix: {
      ...granulation,
      operation: "Wet granulation",
      phase: "Premix",
      instruction: "Mix tessarine, lactose, cellulose and starch dry in HG-1 for 5 minutes.",
      after: ["weigh"],
      equipment: "granulator",
    },
    wet: {
      ...granulation,
      operation: "Wet granulation",
      phase: "Wet massing",
      instruction: "Spray in the purified water and mass until the impeller power has risen.",
      after: ["premix"],
      equipment: "granulator",
    },
    dry: {
      ...granulation,
      operation: "Drying",
      phase: "Dry",
      instruction: "Dry in FD-1 to a product temperature of 42 °C, then test the loss on drying.",
      after: ["wet"],
      equipment: "dryer",
    },
    mill: {
      ...granulation,
      operation: "Milling",
      phase: "Mill",
      instruction: "Pass the dry granules through SM-1 with the 1.0 mm sieve. Check the sieve.",
      after: ["dry"],
      equipment: "mill",
    },
    blend: {
      ...granulation,
      operation: "Final blending",
      phase: "Blend",
      instruction: "Add croscarmellose, then magnesium stearate. Blend in BL-1.",
      after: ["mill"],
      equipment: "blender",
    },
    setUpPress: {
      ...compression,
      phase: "Set up",
      instruction: "Set up TP-1 with tool set 9R-34. Discard what is made until the mass is right.",
      after: ["blend"],
    },
    press: {
      ...compression,
      phase: "Press",
      instruction: "Press cores of 250 mg. Test mass, hardness and thickness on each occasion.",
      after: ["setUpPress"],
    },
    coatLoad1: {
      ...coating,
      phase: "Coat load 1",
      instruction: "Coat the first half of the cores to a gain in mass of 3 %.",
      after: ["press"],
    },
    coatLoad2: {
      ...coating,
      phase: "Coat load 2",
      instruction: "Coat the second half of the cores to a gain in mass of 3 %.",
      after: ["coatLoad1"],
    },
  },
  formula: [
    ["tessarine", 80_000],
    ["lactose", 192_000],
    ["cellulose", 96_000],
    ["starch", 19_200],
    ["croscarmellose", 8_800],
    ["stearate", 4_000],
    ["water", 150_000],
    ["coatWhite", 12_400],
  ],
} as const satisfies MasterRecipe<ProcessingPhase>;
