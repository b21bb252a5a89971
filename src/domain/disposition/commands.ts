// Deciding what may become of a lot. The lot's own status follows the decision.

import { type SignatureSlot, slotFor } from "../kernel/access/signature-slot.ts";
import { commandsOf } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuseNotPositive } from "../kernel/quantity.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
import { disposition } from "./disposition.ts";
import { DispositionDecided, type DispositionDecision } from "./events.ts";

const command = commandsOf(disposition);

export const decideDisposition = command(
  "DecideDisposition",
  "decideDisposition",
  DispositionDecided.data
    .omit({ former: true, basis: true, qualifiedAs: true, signature: true })
    .refine(isConditional, {
      path: ["conditions"],
      error: "A conditional release states its conditions.",
    }),
  (data, state, context) => {
    const refused =
      refuseUnlessPerson(context) ?? (data.quantity && refuseNotPositive(data.quantity));
    if (refused) return refused;
    if (state.status === "undecided") {
      if (data.decision !== "revoke") return [decided(data)];
      return refuse("NOT_FOUND", "Nothing has been decided that could be revoked.");
    }
    const { former: _, basis: __, qualifiedAs: ___, signature: ____, ...last } = state.decided;
    if (sameContent(last, data)) return [];
    const before = last.decision;
    if (last.materialLotId !== data.materialLotId) {
      return refuse("ALREADY_EXISTS", "This disposition is of another lot.");
    }
    const withoutReason = refuseStep(before, data.decision) ?? refuseWithoutReason(context);
    return withoutReason ?? [decided({ ...data, former: before })];
  },
);

/** Whoever uses it must be able to read on what condition. */
function isConditional({ decision, conditions }: Pick<Decided, "decision" | "conditions">) {
  return decision !== "conditional" || conditions !== undefined;
}
type Decided = EventOf<typeof DispositionDecided>["data"];

/** Who decides is logged in and has the role; the slot waits for the ceremony (design, 3). */
const decided = (data: Omit<Decided, "signature">) => ({
  type: "DispositionDecided" as const,
  data: { ...data, signature: slotFor(meaningOf[data.decision]) },
});

/** What the decision says is that the batch is certified (EU GMP Annex 16). */
export const isCertifying = (decision: DispositionDecision): boolean =>
  meaningOf[decision] === "certified";

const meaningOf = {
  release: "certified",
  conditional: "certified",
  useAtRisk: "approved",
  reject: "rejected",
  rework: "approved",
  suspend: "approved",
  revoke: "approved",
} as const satisfies Record<DispositionDecision, SignatureSlot["meaning"]>;

/** What may follow a decision; the rest needs it to be suspended or revoked first. */
const next: { readonly [Former in DispositionDecision]: readonly DispositionDecision[] } = {
  release: ["suspend", "revoke"],
  conditional: ["conditional", "release", "reject", "suspend", "revoke"],
  useAtRisk: ["release", "conditional", "reject", "suspend", "revoke"],
  reject: ["rework", "revoke"],
  rework: ["release", "conditional", "reject", "revoke"],
  suspend: ["release", "conditional", "reject", "rework", "revoke"],
  revoke: ["release", "conditional", "useAtRisk", "reject", "rework", "suspend"],
};

export const refuseStep = (
  from: DispositionDecision,
  to: DispositionDecision,
): Refusal | undefined =>
  next[from].includes(to)
    ? undefined
    : refuse("DISPOSITION_DECIDED", `After ${from} there is no ${to}.`, { from, to });
