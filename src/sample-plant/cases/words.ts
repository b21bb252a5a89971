// What cases say of themselves again and again.
import type { MaterialKey } from "../materials/materials.ts";
import type { Charged } from "../processing/making.ts";
import { unseen } from "../story/highlight.ts";

export const noMaterial = unseen("It is a reading: no material went anywhere by it.");

/** The last lot of the material that was charged, as `trace` takes it. */
export function lotOf(charges: readonly Charged[], material: MaterialKey | "cores"): string {
  const last = charges.findLast((one) => one.material === material);
  if (!last) throw new Error(`No ${material} has been charged.`);
  return `internalLot:${last.lot.number}`;
}
