// The holds of a recall on what is not yet made: on its suspect lots, and on every number that
// others gave them, and on suspect equipment, at each site that the order names.
import {
  liftRecallPredicateHold,
  placeRecallPredicateHold,
} from "../../../domain/hold-register/commands.ts";
import { Predicate } from "../../../domain/hold-register/events.ts";
import { holdRegister } from "../../../domain/hold-register/hold-register.ts";
import { foldedValue } from "../../../domain/kernel/identifier.ts";
import { sameContent } from "../../../domain/kernel/precondition.ts";
import { materialLot } from "../../../domain/material-lot/material-lot.ts";
import { holdIdOf, type Recall, thingsOf } from "../../../domain/recall/recall.ts";
import type { Handler } from "../../../eventstore/handler/handle.ts";
import { during } from "../../../projections/genealogy/seed/presence.ts";
import { isGroup } from "../../../projections/genealogy/seed/seed-group.ts";
import { nodeWords } from "../../../projections/genealogy/seed.ts";
import { mustBeAccepted } from "../../request.ts";
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

/**
 * Of each seed that names lots, also where nothing is recorded under it yet: whatever will be. Of a
 * number of which some lots were left out, those that are in the scope as their issuers call them.
 */
async function predicatesOf(
  handler: Pick<Handler, "load">,
  recall: Recall,
): Promise<readonly Predicate[]> {
  const found: Predicate[] = [];
  for (const seed of recall.seeds) {
    if (seed.startsWith(onEquipment)) found.push(...usedAt(seed.slice(onEquipment.length)));
    if (!isOfLots(seed)) continue;
    const lots = thingsOf(recall, seed).flatMap(({ kind, id }) =>
      kind === "materialLot" ? [id] : [],
    );
    const standing = lots.filter((id) => recall.scope.lots.get(id)?.status !== "leftOut");
    found.push(...standing.map((materialLotId) => ({ kind: "lot" as const, materialLotId })));
    if (standing.length === lots.length) found.push(...writtenIn(seed));
    else for (const id of standing) found.push(...(await numbersOf(handler, seed, id)));
  }
  return unlike(found);
}

const onEquipment = "equipment:";

/** Whatever is made on it in that time, also where nothing is recorded of it yet. */
function usedAt(written: string): readonly Predicate[] {
  const asked = during(written);
  if (!asked) return [];
  const { id: equipmentId, since: from, until: to } = asked;
  return [{ kind: "equipment", equipmentId, from: from ?? beginning, ...(to !== null && { to }) }];
}
/** The first year that a record of manufacture can name. */
const beginning = "1900-01-01T00:00:00.000Z";

/** `lot:` and an id, or a number that others give. */
const isOfLots = (seed: string): boolean =>
  seed.startsWith("lot:") ||
  !(isGroup(seed) || Object.values(nodeWords).some((word) => seed.startsWith(`${word}:`)));

/** Of what no lot can be called, none is waited for. */
function writtenIn(seed: string): readonly Predicate[] {
  const [, scheme, value] = /^([^:]*):(.*)$/s.exec(seed) ?? [];
  const { data } = Predicate.safeParse(
    scheme === "lot"
      ? { kind: "lot", materialLotId: value }
      : { kind: "identifier", identifier: { scheme, value } },
  );
  return data ? [data] : [];
}

async function numbersOf(
  handler: Pick<Handler, "load">,
  seed: string,
  materialLotId: string,
): Promise<readonly Predicate[]> {
  const { state: lot } = await handler.load(materialLot, materialLotId);
  const identifiers = lot.status === "unknown" ? [] : lot.everIdentifiedBy;
  return identifiers
    .filter((one) => isWrittenSo(seed, one))
    .map((identifier) => ({ kind: "identifier", identifier }));
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
