// How the plant writes its recipes down: phases in their order, and what goes in.
import type { PhasePath } from "../../domain/kernel/shape/phase.ts";
import type { EquipmentKey } from "../equipment/equipment.ts";
import type { MaterialKey } from "../materials/materials.ts";

export interface PhaseItem {
  readonly unitProcedure: string;
  readonly operation: string;
  readonly phase: string;
  readonly instruction: string;
  readonly after: readonly string[];
  readonly equipment?: EquipmentKey;
}

export interface MasterRecipe<PhaseKey extends string = string> {
  readonly recipe: string;
  readonly version: string;
  readonly name: string;
  readonly procedure: string;
  readonly phases: Readonly<Record<PhaseKey, PhaseItem>>;
  /** Amounts as whole numbers, see `supply.ts`. */
  readonly formula: readonly (readonly [MaterialKey, number])[];
}

export const pathOf = ({ procedure, phases }: MasterRecipe, phase: string): PhasePath => {
  const item = phases[phase];
  if (!item) throw new Error(`The recipe has no phase ${phase}.`);
  const { unitProcedure, operation } = item;
  return { procedure, unitProcedure, operation, phase: item.phase };
};
