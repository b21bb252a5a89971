// Every hold under which a lot stands: its own, and those of the site's register that it falls
// under. Asked by each act that uses, packs, ships or releases something, from the log.
import { type FittingLot, holdsOnLot } from "../../domain/hold-register/fitting.ts";
import { type HoldRegisterState, holdRegister } from "../../domain/hold-register/hold-register.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Hold } from "../../domain/kernel/shape/hold.ts";
import { type MaterialLotState, materialLot } from "../../domain/material-lot/material-lot.ts";
import { aged } from "../../domain/material-lot/quality/quality.ts";
import { holdsOn } from "../../domain/material-lot/status/status.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";

/** What a command reads of the register: that of the site where it is given. */
export const registerOf = (site: string) => ({ aggregate: holdRegister, id: () => site });

export const lotOf = (materialLotId: string) => ({
  aggregate: materialLot,
  id: () => materialLotId,
});

/** The lot that the command's data names. */
export const lotNamed = {
  aggregate: materialLot,
  id: ({ materialLotId }: { readonly materialLotId: string }) => materialLotId,
};

/** Of a lot that nobody has recorded yet there is the id alone. */
export const fittingLot = (materialLotId: string, lot: MaterialLotState): FittingLot =>
  lot.status === "unknown"
    ? { materialLotId, materialDefinitionId: "", identifiers: [], madeOn: [] }
    : {
        materialLotId,
        materialDefinitionId: lot.material.materialDefinitionId,
        identifiers: lot.everIdentifiedBy,
        madeOn: lot.madeOn,
      };

/** By hold id: one that the lot was given because of the register counts once. */
export function standingHolds(
  register: HoldRegisterState,
  materialLotId: string,
  lot: MaterialLotState,
  containerId?: string,
): readonly Hold[] {
  const own = lot.status === "unknown" ? [] : holdsOn(lot, containerId);
  const fits = holdsOnLot(register, fittingLot(materialLotId, lot));
  return byId([...own, ...fits]);
}

export function refuseHeld(
  register: HoldRegisterState,
  materialLotId: string,
  lot: MaterialLotState,
  containerId?: string,
): Refusal | undefined {
  const [first] = standingHolds(register, materialLotId, lot, containerId);
  if (!first) return undefined;
  const { holdId, owner } = first;
  const attempted = { materialLotId, holdId, ...(containerId !== undefined && { containerId }) };
  const what = lot.status === "unknown" ? "the lot" : lot.material.name;
  return refuse("LOT_ON_HOLD", `A hold of ${owner} stands on ${what}.`, attempted);
}

/** Neither packed nor shipped: past its expiry or its retest date, by the site's calendar. */
export function refuseAged(lot: MaterialLotState, date: string): Refusal | undefined {
  const [first] = lot.status === "unknown" ? [] : aged(lot, undefined, date);
  return first && refuse(first, "Its date is past.", { date });
}

/** As an event of whatever inherits it says it. */
export const byId = (holds: readonly Hold[]): readonly Hold[] => [
  ...new Map(holds.map((hold) => [hold.holdId, stated(hold)])).values(),
];

const stated = ({ holdId, code, text, owner }: Hold): Hold => ({
  holdId,
  code,
  owner,
  ...(text !== undefined && { text }),
});

/** What a decision says of streams that were not among those it was to read. */
export const readMore = refuse("REVISION_CHANGED", "What it rests on has changed meanwhile.");

const attemptsMax = 5;

/** Looks again for what is to be read, where that has changed since it was looked for. */
export async function untilAllRead(attempt: () => Promise<Answer>): Promise<Answer> {
  for (let n = 1; ; n += 1) {
    const answer = await attempt();
    const isMore = answer.outcome === "refused" && answer.code === readMore.refused;
    if (!isMore || n >= attemptsMax) return answer;
  }
}
