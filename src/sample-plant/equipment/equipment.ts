// The equipment of the sample plant: rooms, vessels, machines and the instruments that measure.
import type { PlaceKey } from "./places.ts";

export interface EquipmentItem {
  readonly name: string;
  readonly kind: "equipment" | "room" | "line" | "vessel" | "instrument";
  readonly place: PlaceKey;
  readonly asset: string;
  readonly calibrated: boolean;
  /** The procedure by which it is cleaned; instruments are wiped, nobody records that. */
  readonly cleaning?: string;
}

export const equipmentList = {
  floorScale: {
    name: "Floor scale SC-1, 150 kg",
    kind: "instrument",
    place: "dispensing",
    asset: "SC-1",
    calibrated: true,
  },
  benchScale: {
    name: "Bench scale SC-2, 30 kg",
    kind: "instrument",
    place: "dispensing",
    asset: "SC-2",
    calibrated: true,
  },
  silo: {
    name: "Lactose silo SI-1",
    kind: "vessel",
    place: "siloRoom",
    asset: "SI-1",
    calibrated: false,
    cleaning: "SOP-0710 Silo, edition 2",
  },
  granulator: {
    name: "High-shear granulator HG-1",
    kind: "vessel",
    place: "granulation",
    asset: "HG-1",
    calibrated: true,
    cleaning: "CIP-021 Granulator, edition 4",
  },
  dryer: {
    name: "Fluid-bed dryer FD-1",
    kind: "vessel",
    place: "granulation",
    asset: "FD-1",
    calibrated: true,
    cleaning: "CIP-022 Fluid-bed dryer, edition 6",
  },
  mill: {
    name: "Sieve mill SM-1",
    kind: "equipment",
    place: "granulation",
    asset: "SM-1",
    calibrated: false,
    cleaning: "SOP-0720 Sieve mill, edition 3",
  },
  blender: {
    name: "Tumble blender BL-1",
    kind: "vessel",
    place: "granulation",
    asset: "BL-1",
    calibrated: false,
    cleaning: "SOP-0721 Tumble blender, edition 5",
  },
  press: {
    name: "Rotary press TP-1",
    kind: "equipment",
    place: "compression",
    asset: "TP-1",
    calibrated: true,
    cleaning: "SOP-0730 Rotary press, edition 9",
  },
  hardnessTester: {
    name: "Tablet tester HT-1",
    kind: "instrument",
    place: "compression",
    asset: "HT-1",
    calibrated: true,
  },
  coater: {
    name: "Film coater FC-1",
    kind: "vessel",
    place: "coating",
    asset: "FC-1",
    calibrated: true,
    cleaning: "CIP-023 Film coater, edition 2",
  },
  storeMonitor: {
    name: "Climate monitor CM-1",
    kind: "instrument",
    place: "bulkStore",
    asset: "CM-1",
    calibrated: true,
  },
  blisterLine: {
    name: "Blister line BP-1",
    kind: "line",
    place: "packagingHall",
    asset: "BP-1",
    calibrated: true,
    cleaning: "SOP-0740 Blister line, edition 7",
  },
  cartoner: {
    name: "Cartoner CT-1",
    kind: "line",
    place: "packagingHall",
    asset: "CT-1",
    calibrated: true,
    cleaning: "SOP-0741 Cartoner, edition 4",
  },
} as const satisfies Record<string, EquipmentItem>;

export type EquipmentKey = keyof typeof equipmentList;
export const equipmentKeys = Object.keys(equipmentList) as readonly EquipmentKey[];

/** Days for which it counts as clean; then it is cleaned again before it is used. */
export const cleanHold_days = 21;
export const calibratedFor_days = 180;
export const qualifiedFor_days = 1095;
