// The copy of a master recipe that a batch is issued with.
import { createHash } from "node:crypto";
import type { BatchIssued } from "../../domain/batch/lifecycle/events.ts";
import type { EventOf } from "../../domain/kernel/event-type.ts";
import type { PhasePath } from "../../domain/kernel/shape/phase.ts";
import type { EquipmentKey } from "../equipment/equipment.ts";
import { amountOf } from "../materials/amount.ts";
import { type MaterialKey, materials } from "../materials/materials.ts";

type ControlRecipe = NonNullable<EventOf<typeof BatchIssued>["data"]["recipe"]>;

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

export function controlRecipe(
  master: MasterRecipe,
  materialId: (key: MaterialKey) => string,
): ControlRecipe {
  const phases = Object.entries(master.phases).map(([phaseId, { instruction, after }]) => ({
    phaseId,
    path: pathOf(master, phaseId),
    instruction,
    after: [...after],
  }));
  const formula = master.formula.map(([key, amount]) => ({
    material: { materialDefinitionId: materialId(key), name: materials[key].name },
    quantity: amountOf(key, amount),
  }));
  const { recipe: recipeId, version: recipeVersion, name } = master;
  const digest = createHash("sha256").update(JSON.stringify(master)).digest("hex");
  return { recipeId, recipeVersion, name, digest, phases, formula };
}
