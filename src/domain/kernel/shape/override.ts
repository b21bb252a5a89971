// Doing what a rule refuses, on somebody's responsibility: where the refusal's own rule names a
// role that may (design, section 2), with a reason and under a deviation.
import { z } from "zod";
import type { Context } from "../decider.ts";
import { refuseWithoutReason } from "../precondition.ts";
import { type Refusal, type RefusalRule, refusals, refuse } from "../refusal.ts";
import { Id } from "./reference.ts";

export const Override = z.strictObject({
  code: z.string().min(1).describe("The refusal that is overridden; each for itself."),
  deviationId: Id,
});
export type Override = z.output<typeof Override>;

/** Undefined: it may be done all the same. */
export function refuseUnlessOverridden(
  refusal: Refusal,
  override: Override | undefined,
  context: Context,
): Refusal | undefined {
  const { override: by }: RefusalRule = refusals[refusal.refused];
  if (override?.code !== refusal.refused || by === "never") return refusal;
  const { actor } = context;
  if (actor.kind === "person" && actor.role === by.role) return refuseWithoutReason(context);
  return refuse("NOT_AUTHORIZED", `Only ${by.role} may override ${refusal.refused}.`, {
    overrides: refusal.refused,
    role: by.role,
  });
}
