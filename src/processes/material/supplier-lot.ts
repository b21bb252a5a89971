// By which number the supplier knows what is charged: asked of what was received, before it goes
// into a batch whose rules want it traced back (21 CFR 211.184(a); EU GMP 4.22; ICH Q7, 6.30;
// ISO 13485, 7.5.9).
import type { BatchState } from "../../domain/batch/batch.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import type { ProfileName } from "../../domain/kernel/recipe/recipe.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { MaterialLotState } from "../../domain/material-lot/material-lot.ts";

const asking: ReadonlySet<ProfileName> = new Set(["us-211", "eu-gmp-p1", "ich-q7", "device-13485"]);

/** Numbers that we give ourselves. */
const own: ReadonlySet<string> = new Set(["internalLot", "receipt", "erpBatch"]);

/** SUPPLIER_LOT_REQUIRED; undefined: it was made here, it has one, or no rule asks for it. */
export function refuseUnnumbered(of: BatchState, lot: MaterialLotState): Refusal | undefined {
  if (lot.status === "unknown" || !lot.receipt || !isKnown(of)) return undefined;
  const isAsked = of.copied?.recipe.profiles.some((one) => asking.has(one)) === true;
  if (!isAsked || lot.identifiers.some(({ scheme }) => !own.has(scheme))) return undefined;
  const { name } = lot.material;
  const message = `${name}: the lot has no number of the supplier's; relabel it with that.`;
  return refuse("SUPPLIER_LOT_REQUIRED", message);
}
