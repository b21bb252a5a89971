// Answers about a piece of equipment, from its history: how it stood at a second, and its log.
import type { Equipment } from "./equipment.ts";
import type { EquipmentEvent } from "./events.ts";
import { objections, type Second, type StatusWord, statusWord } from "./fitness.ts";
import { type Standing, standingAt } from "./standing.ts";

export interface StatusAnswer {
  readonly name: string;
  /** UTC. */
  readonly at: string;
  readonly status: StatusWord;
  /** What stands in the way of using it for a new batch. */
  readonly objections: readonly { readonly code: string; readonly because: string }[];
  readonly usedByBatchId: string | null;
  readonly cause: string | null;
  readonly openAlarms: readonly { readonly alarmId: string; readonly code: string }[];
  readonly standing: Omit<Standing, "alarms">;
}

export function statusOf({ registered, history }: Equipment, second: Second): StatusAnswer {
  const { at } = second;
  const { alarms, ...standing } = standingAt(history, at);
  return {
    name: registered.name,
    at,
    status: statusWord({ ...standing, alarms }),
    objections: objections(registered, { ...standing, alarms }, second),
    usedByBatchId: standing.usedBy?.batchId ?? null,
    cause: standing.takenOut?.cause ?? standing.running?.cause ?? null,
    openAlarms: [...alarms.values()].map(({ alarmId, code }) => ({ alarmId, code })),
    standing,
  };
}

export interface LogAnswer {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly entries: readonly {
    readonly at: string;
    readonly type: EquipmentEvent["type"];
    readonly data: EquipmentEvent["data"];
  }[];
}

/** By business time, both ends within. */
export const logOf = ({ registered, history }: Equipment, from: string, to: string): LogAnswer => ({
  name: registered.name,
  from,
  to,
  entries: history
    .filter(({ at }) => at >= from && at <= to)
    .map(({ at, event: { type, data } }) => ({ at, type, data })),
});
