// What EU GMP Part I asks of the master of packaging, beside how it is packed (4.17 to 4.19): with
// it the packs are certified by a Qualified Person (Annex 16).
import type { Phase } from "../../domain/kernel/recipe/phase.ts";
import type { Recipe } from "../../domain/kernel/recipe/recipe.ts";
import { materials } from "../materials/materials.ts";
import type { PackagingPhase } from "./packaging.ts";

const area = "Packaging hall 2";
const lead = { policy: "performed", performer: "supervisor" } as const;
const seen = { kind: "passFail", critical: true, source: "manual" } as const;

export const euGmp = {
  profiles: ["eu-gmp-p1"],
  product: { code: materials.packs.item, form: "Film-coated tablets" },
  location: area,
  precautions: [
    "One product and one batch on the line. Tablets stay covered until they are sealed.",
    "Whoever touches open tablets wears gloves and a mask.",
  ],
  storage: "Below 25 °C, dry. Tablets in closed bins; packs on sealed pallets.",
  equipmentClasses: [
    { key: "blisterLine", name: "Blister line" },
    { key: "cartoner", name: "Cartoner" },
  ],
  yields: [
    {
      key: "packed",
      name: "Packaging",
      phase: "pack",
      of: "product",
      low: "97.0",
      high: "100.5",
      signOff: lead,
    },
  ],
} satisfies Pick<Recipe, "profiles"> &
  Partial<Omit<Recipe, "product">> & { product: Partial<Recipe["product"]> };

export const euGmpPhases: Readonly<Partial<Record<string, Partial<Phase>>>> = {
  supply: { clearance: { area, before: true, after: false, signOff: lead } },
  setUpLine: {
    equipment: ["blisterLine"],
    checks: [
      {
        ...seen,
        key: "overprint",
        name: "Batch number and expiry date on first carton",
        criterion: "As on the order; each digit is legible.",
      },
    ],
  },
  pack: { equipment: ["blisterLine"] },
  reconcile: {
    equipment: ["cartoner"],
    checks: [
      {
        ...seen,
        key: "examined",
        name: "80 packs examined: print, leaflet, blister",
        criterion: "Each pack is whole, and bears what it should.",
        about: "packagedProduct",
      },
    ],
    clearance: { area, before: false, after: true, signOff: lead },
  },
} satisfies Partial<Record<PackagingPhase, Partial<Phase>>>;
