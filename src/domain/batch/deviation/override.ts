// Which rules an act of a batch may be let off, and by which authorisation (design, section 2). Who
// may authorise it, the rule itself says: one list, in `refusals`.
import type { Actor } from "../../kernel/metadata.ts";
import { type Refusal, type RefusalCode, refuse } from "../../kernel/refusal.ts";
import type { Batch } from "../batch-part.ts";

/** What each is for: a lot that is charged, or a step that is started. Holds are lifted instead. */
export const overriddenFor = {
  MATERIAL_NOT_RELEASED: "materialLotId",
  MATERIAL_EXPIRED: "materialLotId",
  RETEST_DUE: "materialLotId",
  DEVICE_NOT_QUALIFIED: "phaseId",
  STEP_OUT_OF_ORDER: "phaseId",
} as const satisfies Partial<Record<RefusalCode, "materialLotId" | "phaseId">>;
export type OverridableCode = keyof typeof overriddenFor;

export const isOverridable = (code: string): code is OverridableCode =>
  Object.hasOwn(overriddenFor, code);

export type Act = { readonly materialLotId: string } | { readonly phaseId: string };

/** The codes that the act is let off; OVERRIDE_NOT_OPEN where one that it names is not for it. */
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
  found: ReturnType<Batch["deviations"]["overrides"]["get"]>,
  id: string,
  act: Act,
  actor: Actor,
): string | Refusal {
  const isFor =
    "phaseId" in act ? found?.phaseId === act.phaseId : found?.materialLotId === act.materialLotId;
  if (!found || !isFor) return refuse("OVERRIDE_NOT_OPEN", `No override ${id} is for this act.`);
  if (found.isUsed) return refuse("OVERRIDE_NOT_OPEN", `Override ${id} is used up.`);
  if (found.by !== actor.id) return found.code;
  return refuse("SECOND_PERSON_REQUIRED", "Who authorised the override does not use it.");
}
