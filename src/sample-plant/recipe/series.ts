// What the machines record while they run: tags, how often, and how their values go.
import type { EquipmentKey } from "../equipment/equipment.ts";

/**
 * `ramp`: from one value to another within a share of the run, then level. `count`: whole numbers,
 * never falling.
 */
export type Course =
  | { readonly course: "ramp"; readonly from: number; readonly to: number; readonly share: number }
  | { readonly course: "count"; readonly to: number; readonly begins: number };

export interface Tag {
  readonly tag: string;
  readonly unitOfMeasure: string;
  readonly goes: Course;
  readonly decimals: number;
  /** In steps of the last decimal. */
  readonly spread: number;
}

export interface Machine {
  readonly equipment: EquipmentKey;
  readonly every_s: number;
  readonly tags: readonly Tag[];
}

const level = (to: number): Course => ({ course: "ramp", from: to, to, share: 0 });
const ramp = (from: number, to: number, share: number): Course => {
  return { course: "ramp", from, to, share };
};
const count = (to: number, begins = 0): Course => ({ course: "count", to, begins });
const tag = (
  name: string,
  unitOfMeasure: string,
  goes: Course,
  decimals: number,
  spread: number,
): Tag => ({ tag: name, unitOfMeasure, goes, decimals, spread });

export const machines = {
  granulator: {
    equipment: "granulator",
    every_s: 5,
    tags: [
      tag("impeller_power", "kW", ramp(2.1, 5.4, 1), 2, 12),
      tag("impeller_speed", "/min", level(120), 0, 2),
      tag("product_temperature", "Cel", ramp(21.5, 31, 1), 1, 2),
    ],
  },
  dryer: {
    equipment: "dryer",
    every_s: 20,
    tags: [
      tag("inlet_air_temperature", "Cel", ramp(24, 60, 0.12), 1, 6),
      tag("outlet_air_temperature", "Cel", ramp(22, 39.5, 0.95), 1, 4),
      tag("product_temperature", "Cel", ramp(21, 42, 1), 1, 3),
    ],
  },
  /** Until `produced` counts, what comes out is waste of the start. */
  press: {
    equipment: "press",
    every_s: 20,
    tags: [
      tag("tbl_speed", "10*3.{tablet}/h", ramp(60, 190, 0.03), 1, 14),
      tag("main_comp", "kN", ramp(12.4, 17.8, 0.03), 2, 45),
      tag("pre_comp", "kN", level(4.1), 2, 18),
      tag("tbl_fill", "mm", ramp(7.9, 8.42, 0.03), 2, 4),
      tag("ejection", "N", ramp(96, 124, 0.2), 0, 9),
      tag("SREL", "%", ramp(4.6, 2.9, 0.05), 1, 5),
      tag("produced", "10*3.{tablet}", count(1_590, 0.02), 0, 0),
      tag("waste", "{tablet}", ramp(0, 5_200, 0.02), 0, 0),
    ],
  },
  coater: {
    equipment: "coater",
    every_s: 30,
    tags: [
      tag("inlet_air_temperature", "Cel", ramp(28, 62, 0.1), 1, 7),
      tag("product_temperature", "Cel", ramp(24, 44, 0.15), 1, 6),
      tag("spray_rate", "g/min", ramp(120, 185, 0.25), 0, 4),
    ],
  },
  blisterLine: {
    equipment: "blisterLine",
    every_s: 60,
    tags: [
      tag("sealing_temperature", "Cel", ramp(166, 180, 0.03), 1, 9),
      tag("line_speed", "/min", level(320), 0, 8),
    ],
  },
} as const satisfies Partial<Record<EquipmentKey, Machine>>;
