// Which rules an act of a batch may be let off, and by which authorisation (design, section 2). Who
// may authorise it, the rule itself says: one list, in `refusals`.
import type { Actor } from "../../kernel/metadata.ts";
import { type Refusal, type RefusalCode, refuse } from "../../kernel/refusal.ts";
import type { Batch } from "../batch-part.ts";
import type { Authorised } from "./deviation.ts";

type For = "materialLotId" | "phaseId" | "equipmentId";

/**
 * What each is for: a lot that is charged, a step that is started or goes on, or that on one
 * piece of equipment. Holds are lifted instead.
 */
export const overriddenFor = {
  MATERIAL_NOT_RELEASED: ["materialLotId"],
  MATERIAL_EXPIRED: ["materialLotId"],
  RETEST_DUE: ["materialLotId"],
  DEVICE_NOT_QUALIFIED: ["phaseId", "equipmentId"],
  STEP_OUT_OF_ORDER: ["phaseId"],
} as const satisfies Partial<Record<RefusalCode, readonly For[]>>;
export type OverridableCode = keyof typeof overriddenFor;

export const isOverridable = (code: string): code is OverridableCode =>
  Object.hasOwn(overriddenFor, code);

export type Act =
  | { readonly materialLotId: string }
  | {
      readonly phaseId: string;
      readonly equipmentIds: readonly string[];
      /** It had begun: what let it begin out of its order is not for this. */
      readonly goesOn?: true;
    };

/** As it stands among what an act is let off: of one piece of equipment with that. */
export const offOn = (code: string, equipmentId: string): string => `${code} ${equipmentId}`;

/** What the act is let off; OVERRIDE_NOT_OPEN where an override that it names is not for it. */
export function overriddenIn(
  { deviations: { overrides } }: Batch,
  ids: readonly string[] | undefined,
  act: Act,
  actor: Actor,
): ReadonlySet<string> | Refusal {
  const codes = (ids ?? []).map((id) => codeOf(overrides.get(id), id, act, actor));
  const refused = codes.find((code) => typeof code === "object");
  return refused ?? new Set(codes.filter((code) => typeof code === "string"));
}

function codeOf(
  found: Authorised | undefined,
  id: string,
  act: Act,
  actor: Actor,
): string | Refusal {
  if (!found || !isFor(found, act))
    return refuse("OVERRIDE_NOT_OPEN", `No override ${id} is for this act.`);
  if (found.isUsed) return refuse("OVERRIDE_NOT_OPEN", `Override ${id} is used up.`);
  if (found.by === actor.id) {
    return refuse("SECOND_PERSON_REQUIRED", "Who authorised the override does not use it.");
  }
  const { code, equipmentId } = found;
  return equipmentId === undefined ? code : offOn(code, equipmentId);
}

function isFor({ materialLotId, phaseId, equipmentId }: Authorised, act: Act): boolean {
  if ("materialLotId" in act) return materialLotId === act.materialLotId;
  if (phaseId !== act.phaseId) return false;
  return equipmentId === undefined ? !act.goesOn : act.equipmentIds.includes(equipmentId);
}
