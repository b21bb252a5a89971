// How the tablets are put into blisters and cartons: the master recipe of packaging.
import type { MasterRecipe } from "./control-recipe.ts";

export const tabletsPerBlister = 10;
export const blistersPerPack = 5;
export const tabletsPerPack = tabletsPerBlister * blistersPerPack;
/** Metres of film and of foil for one blister. */
export const filmPerBlister_m = 0.052;

export type PackagingPhase = "supply" | "setUpLine" | "pack" | "reconcile";

export const packaging = {
  recipe: "MP-0417-50",
  version: "4",
  name: "Tessarin 50 mg film-coated tablets, packs of 50",
  procedure: "Packs of 50",
  phases: {
    supply: {
      unitProcedure: "Packaging",
      operation: "Issue of materials",
      phase: "Supply the line",
      instruction:
        "Bring tablets and packaging to hall 2. Compare artwork versions with the order.",
      after: [],
    },
    setUpLine: {
      unitProcedure: "Packaging",
      operation: "Blister and carton",
      phase: "Set up the line",
      instruction: "Set up batch number and expiry date. Challenge each sensor with a bad sample.",
      after: ["supply"],
      equipment: "blisterLine",
    },
    pack: {
      unitProcedure: "Packaging",
      operation: "Blister and carton",
      phase: "Pack",
      instruction: "Seal at 180 °C. Test tightness, print and mass of the pack on each occasion.",
      after: ["setUpLine"],
      equipment: "blisterLine",
    },
    reconcile: {
      unitProcedure: "Packaging",
      operation: "Reconciliation",
      phase: "Reconcile printed materials",
      instruction: "Count what is left, destroy what is printed, account for every carton.",
      after: ["pack"],
      equipment: "cartoner",
    },
  },
  formula: [
    ["bulk", 412_000],
    ["pvc", 8_320],
    ["lidding", 8_320],
    ["carton", 32_000],
    ["leaflet", 32_000],
  ],
} as const satisfies MasterRecipe<PackagingPhase>;
