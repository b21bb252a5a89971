// How far a recall is, as people ask: clocks, scope, who was told and answered, what came back, and
// what waits for a decision.
import { toUtc } from "../kernel/instant.ts";
import { inOrder, isHeard } from "./consignee/consignee.ts";
import { accountsOf } from "./goods/goods.ts";
import { checksAsked } from "./opening/commands.ts";
import type { Clock } from "./opening/events.ts";
import { type Recall, thingsOf, unresolvedIn } from "./recall.ts";
import { idsIn } from "./scope/scope.ts";

export type RecallStatus = ReturnType<typeof recallStatus>;

/** The order stands, everything that was suspected was found, and what was reached is held. */
export function isHeld(state: Recall): boolean {
  const { hold, unsettled, lots, batches } = state.scope;
  const isSettled = hold !== undefined && unsettled.size === 0 && unresolvedIn(state).length === 0;
  return isSettled && idsIn(lots).length + idsIn(batches).length > 0;
}

/**
 * `percentEffective`: of all consignees, those found to have been told and to have acted; absent
 * where there are none.
 */
export function recallStatus(id: string, state: Recall) {
  const { opened, evaluated, informed, scope, consignees } = state;
  const people = inOrder(consignees).map((one) => ({
    number: one.consigneeNumber,
    name: one.name,
    ...(one.address !== undefined && { address: one.address }),
    notified: one.notified,
    heard: isHeard(one),
    givenUp: one.givenUp,
    ...(one.effective !== undefined && { effective: one.effective }),
  }));
  const proposals = [...scope.proposals]
    .filter(([, { status }]) => status === "open")
    .map(([proposalId, { lots, batches, why }]) => ({ proposalId, lots, batches, why }));
  const effective = people.filter((one) => one.effective === true).length;
  return {
    id,
    number: opened.number,
    type: opened.type,
    mock: opened.mock,
    status: state.status,
    reason: opened.reason,
    /** Tree size that the scope is complete to; 0: it was not traced yet. */
    asOf: scope.asOf,
    /** `found`: how much of what is recorded each stands for; 0: nothing yet. */
    suspect: state.seeds.map((seed) => ({ seed, found: thingsOf(state, seed).length })),
    ...(evaluated && { classification: evaluated.classification, depth: evaluated.depth }),
    lots: idsIn(scope.lots),
    batches: idsIn(scope.batches),
    held: isHeld(state),
    clocks: opened.clocks.map((one) => clockStatus(one, opened.knownAt, informed.get(one.code))),
    consignees: people,
    checks: { asked: checksAsked(state), effective },
    ...(people.length > 0 && {
      percentEffective: Math.floor((effective * 100) / people.length),
    }),
    goods: accountsOf(state),
    proposals,
  };
}

export interface ClockStatus extends Clock {
  /** The clause names no time: it is due from when the firm knew. */
  readonly atOnce?: true;
  readonly told: boolean;
  readonly toldAt?: string;
  /** Told so much later than it was due; absent: in time, or not told. */
  readonly lateBy_ms?: number;
}

function clockStatus(clock: Clock, knownAt: string, toldAt: string | undefined): ClockStatus {
  const due_ms = Date.parse(toUtc(clock.dueAt));
  const isAtOnce = due_ms === Date.parse(toUtc(knownAt));
  const due = { ...clock, ...(isAtOnce && { atOnce: true as const }) };
  if (toldAt === undefined) return { ...due, told: false };
  const lateBy_ms = Date.parse(toUtc(toldAt)) - due_ms;
  return { ...due, told: true, toldAt, ...(lateBy_ms > 0 && { lateBy_ms }) };
}
