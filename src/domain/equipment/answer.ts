// Answers about a piece of equipment, from its history: how it stood at a second, and its log.
import type { Equipment } from "./equipment.ts";
import type { EquipmentEvent } from "./events.ts";
import { objections, type Second, type StatusWord, statusWord } from "./fitness.ts";
import { momentsOf, standingAt } from "./history.ts";
import type { Campaign, Standing } from "./standing.ts";

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
  readonly standing: Omit<Standing, "alarms" | "campaign"> & {
    readonly campaign:
      | (Omit<Campaign, "batches"> & { readonly batchIds: readonly string[] })
      | undefined;
  };
}

export function statusOf({ registered, history }: Equipment, second: Second): StatusAnswer {
  const { at } = second;
  const all = standingAt(history, at);
  const { alarms, campaign, ...standing } = all;
  return {
    name: registered.name,
    at,
    status: statusWord(all),
    objections: objections(registered, all, second),
    usedByBatchId: standing.usedBy?.batchId ?? null,
    cause: standing.takenOut?.cause ?? standing.running?.cause ?? null,
    openAlarms: [...alarms.values()]
      .filter((alarm) => alarm !== undefined)
      .sort((one, other) => (one.since < other.since ? -1 : 1))
      .map(({ alarmId, code }) => ({ alarmId, code })),
    standing: { ...standing, campaign: campaign && campaignOf(campaign) },
  };
}

const campaignOf = ({ batches, ...campaign }: Campaign) => ({
  ...campaign,
  batchIds: [...batches.values()].sort(),
});

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
  entries: momentsOf(history)
    .filter(({ at }) => at >= from && at <= to)
    .map(({ at, event: { type, data } }) => ({ at, type, data })),
});
