// What the sample plant buys and what it makes.
import type { EventOf } from "../../domain/kernel/event-type.ts";
import type { MaterialDefined } from "../../domain/material-definition/events.ts";

type Defined = EventOf<typeof MaterialDefined>["data"];

export interface MaterialItem {
  readonly name: string;
  readonly item: string;
  readonly kind: Defined["kind"];
  readonly unitOfMeasure: string;
  readonly shelf_months?: number;
  readonly artwork?: string;
  /** The 13 digits of its GTIN before the check digit. */
  readonly gtin?: string;
  /** Kept and weighed by the container; else counted by the lot alone. */
  readonly byContainer?: boolean;
}

const raw = { kind: "rawMaterial", unitOfMeasure: "kg", shelf_months: 36 } as const;

export const materials = {
  tessarine: { ...raw, name: "Tessarine hydrochloride", item: "100210", byContainer: true },
  lactose: { ...raw, name: "Lactose monohydrate", item: "100221" },
  cellulose: { ...raw, name: "Microcrystalline cellulose", item: "100222", byContainer: true },
  starch: { ...raw, name: "Maize starch", item: "100223", byContainer: true },
  croscarmellose: { ...raw, name: "Croscarmellose sodium", item: "100224", byContainer: true },
  stearate: { ...raw, name: "Magnesium stearate", item: "100225", byContainer: true },
  coatWhite: { ...raw, name: "Film-coat premix, white", item: "100230", byContainer: true },
  coatYellow: { ...raw, name: "Film-coat premix, yellow", item: "100231", byContainer: true },
  water: { ...raw, name: "Purified water", item: "100290", shelf_months: 1 },
  pvc: {
    name: "PVC/PVDC film 250 µm, 162 mm",
    item: "200110",
    kind: "packaging",
    unitOfMeasure: "m",
    shelf_months: 60,
  },
  lidding: {
    name: "Lidding foil 20 µm, printed Tessarin 50 mg",
    item: "200120",
    kind: "printedPackaging",
    unitOfMeasure: "m",
    shelf_months: 60,
    artwork: "LF-0417/03",
  },
  carton: {
    name: "Folding carton Tessarin 50 mg, 50 tablets",
    item: "200130",
    kind: "printedPackaging",
    unitOfMeasure: "{carton}",
    shelf_months: 60,
    artwork: "CT-0417/04",
  },
  carton25: {
    name: "Folding carton Tessarin 25 mg, 50 tablets",
    item: "200131",
    kind: "printedPackaging",
    unitOfMeasure: "{carton}",
    shelf_months: 60,
    artwork: "CT-0416/02",
  },
  leaflet: {
    name: "Leaflet Tessarin 50 mg",
    item: "200140",
    kind: "printedPackaging",
    unitOfMeasure: "{leaflet}",
    shelf_months: 60,
    artwork: "PL-0417/06",
  },
  cores: {
    name: "Tessarin 50 mg, tablet cores",
    item: "300100",
    kind: "intermediate",
    unitOfMeasure: "kg",
    shelf_months: 6,
  },
  bulk: {
    name: "Tessarin 50 mg, film-coated tablets in bulk",
    item: "300110",
    kind: "bulk",
    unitOfMeasure: "kg",
    shelf_months: 12,
  },
  packs: {
    name: "Tessarin 50 mg film-coated tablets, 50 tablets",
    item: "400110",
    kind: "finishedProduct",
    unitOfMeasure: "{pack}",
    shelf_months: 36,
    gtin: "0952123456001",
  },
} as const satisfies Record<string, MaterialItem>;

export type MaterialKey = keyof typeof materials;
export const materialKeys = Object.keys(materials) as readonly MaterialKey[];
