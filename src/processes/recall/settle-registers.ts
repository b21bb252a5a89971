// The holds of a recall on what is not yet made: on its suspect lots, and on every number that
// others gave them, at each site that the order names.
import {
  liftRecallPredicateHold,
  placeRecallPredicateHold,
} from "../../domain/hold-register/commands.ts";
import type { Predicate } from "../../domain/hold-register/events.ts";
import { holdRegister } from "../../domain/hold-register/hold-register.ts";
import { foldedValue } from "../../domain/kernel/identifier.ts";
import { sameContent } from "../../domain/kernel/precondition.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { holdIdOf, type Recall } from "../../domain/recall/recall.ts";
import { isIn } from "../../domain/recall/scope/scope.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { mustBeAccepted } from "../request.ts";
import { callOn, recallHold, type Settling } from "./recall-hold.ts";

export async function settleRegisters(
  { handler, session }: Settling,
  recallId: string,
  state: Recall,
): Promise<void> {
  const sites = state.scope.hold?.sites ?? [];
  const predicates = await predicatesOf(handler, state);
  for (const site of sites) {
    const { state: register } = await handler.load(holdRegister, site);
    const standing = register.holds.get(holdIdOf(recallId))?.predicates ?? [];
    const isTooMuch = standing.some((one) => !predicates.some((want) => sameContent(want, one)));
    if (isTooMuch) {
      const call = callOn(site, { holdId: holdIdOf(recallId) });
      const lifting = { ...call, claims: { reason } };
      const lifted = await handler.execute(liftRecallPredicateHold, lifting, session);
      mustBeAccepted(lifted, "Lifting a recall's hold of the register");
    }
    if (predicates.length === 0) continue;
    const call = callOn(site, { ...recallHold(recallId, state), predicates });
    const placed = await handler.execute(placeRecallPredicateHold, call, session);
    mustBeAccepted(placed, "Placing a recall's hold on the register");
  }
}

const reason = { code: "recall", text: "A suspect lot was left out of the recall." };

/** Of each seed that names a lot which is in the scope. */
async function predicatesOf(
  handler: Pick<Handler, "load">,
  { seeds, scope }: Recall,
): Promise<readonly Predicate[]> {
  const found: Predicate[] = [];
  for (const [id, { status }] of scope.lots.entries()) {
    if (status !== "in") continue;
    const { state: lot } = await handler.load(materialLot, id);
    const identifiers = lot.status === "unknown" ? [] : lot.everIdentifiedBy;
    const named = identifiers.filter((one) => seeds.some((seed) => isWrittenSo(seed, one)));
    const isSeed = seeds.includes(`lot:${id}`) || named.length > 0;
    if (!isSeed || !isIn(scope.lots, id)) continue;
    found.push({ kind: "lot", materialLotId: id });
    found.push(...named.map((identifier) => ({ kind: "identifier" as const, identifier })));
  }
  return unlike(found);
}

/** As a trace finds it: the scheme as it is, the value whatever its case. */
export function isWrittenSo(seed: string, { scheme, value }: Written): boolean {
  const cut = seed.indexOf(":");
  return seed.slice(0, cut) === scheme && foldedValue(seed.slice(cut + 1)) === foldedValue(value);
}
interface Written {
  readonly scheme: string;
  readonly value: string;
}

const unlike = (list: readonly Predicate[]): readonly Predicate[] =>
  list.filter((one, n) => !list.slice(0, n).some((other) => sameContent(one, other)));
