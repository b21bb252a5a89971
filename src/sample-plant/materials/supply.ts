// From whom each material comes, in what it is delivered, and how much of it at a time.
// Amounts are whole numbers: grams of what is weighed in kg, metres, pieces.
import type { MaterialKey } from "./materials.ts";
import type { PartyKey } from "./parties.ts";

export interface Supply {
  readonly supplier: PartyKey;
  /** How the supplier's lot numbers begin. */
  readonly prefix: string;
  readonly delivery: number;
  /** What one container holds. */
  readonly container: number;
  readonly sample: number;
  /** More is ordered when there is less than this for the next batch. */
  readonly needed: number;
}

export const supplies = {
  tessarine: {
    supplier: "salvia",
    prefix: "SV",
    delivery: 250_000,
    container: 25_000,
    sample: 20,
    needed: 85_000,
  },
  lactose: {
    supplier: "laktera",
    prefix: "LM",
    delivery: 800_000,
    container: 800_000,
    sample: 500,
    needed: 200_000,
  },
  cellulose: {
    supplier: "norrland",
    prefix: "NC",
    delivery: 240_000,
    container: 20_000,
    sample: 50,
    needed: 100_000,
  },
  starch: {
    supplier: "amidon",
    prefix: "AV",
    delivery: 100_000,
    container: 25_000,
    sample: 50,
    needed: 22_000,
  },
  croscarmellose: {
    supplier: "amidon",
    prefix: "AC",
    delivery: 50_000,
    container: 25_000,
    sample: 50,
    needed: 10_000,
  },
  stearate: {
    supplier: "kalksee",
    prefix: "K",
    delivery: 20_000,
    container: 10_000,
    sample: 25,
    needed: 5_000,
  },
  coatWhite: {
    supplier: "colorit",
    prefix: "CW",
    delivery: 60_000,
    container: 15_000,
    sample: 25,
    needed: 14_000,
  },
  /** Of another product, and so in the way of this one once. */
  coatYellow: {
    supplier: "colorit",
    prefix: "CY",
    delivery: 15_000,
    container: 15_000,
    sample: 25,
    needed: 0,
  },
  pvc: {
    supplier: "polyfol",
    prefix: "PF",
    delivery: 30_000,
    container: 5_000,
    sample: 2,
    needed: 9_000,
  },
  lidding: {
    supplier: "polyfol",
    prefix: "PL",
    delivery: 30_000,
    container: 5_000,
    sample: 2,
    needed: 9_000,
  },
  carton: {
    supplier: "weidenau",
    prefix: "DW",
    delivery: 80_000,
    container: 4_000,
    sample: 8,
    needed: 33_000,
  },
  /** Of another product as well. */
  carton25: {
    supplier: "weidenau",
    prefix: "DX",
    delivery: 20_000,
    container: 4_000,
    sample: 8,
    needed: 0,
  },
  leaflet: {
    supplier: "weidenau",
    prefix: "DL",
    delivery: 80_000,
    container: 8_000,
    sample: 8,
    needed: 33_000,
  },
} as const satisfies Partial<Record<MaterialKey, Supply>>;

/** What is bought; the rest is made here. */
export type BoughtKey = keyof typeof supplies;
export const boughtKeys = Object.keys(supplies) as readonly BoughtKey[];
