// What is kept at hand of a machine that is used for as long as the plant is there.
import type { Lasting } from "../kernel/decider.ts";
import { type Keyed, keyed } from "../kernel/keyed.ts";
import type { Equipment, EquipmentState } from "./equipment.ts";
import { historyOf, type Recent, recentOf } from "./history.ts";
import { type Campaign, nothing, type Standing } from "./standing.ts";

/** Some hundred batches. What is entered later than that is decided on the whole history. */
const momentsMax = 1_000;

export const lasting: Lasting<EquipmentState> = {
  recent: (state) =>
    state.status === "unknown"
      ? state
      : { ...state, history: historyOf(recentOf(state.history, momentsMax)) },
  write: (state) => (state.status === "unknown" ? null : written(state)),
  read: (kept) => (kept === null ? { status: "unknown" } : stateOf(kept as Written)),
};

interface Written extends Pick<Equipment, "registered"> {
  readonly recent: Omit<Recent, "standing"> & { readonly standing: WrittenStanding };
  readonly deviationIds: readonly string[];
  readonly openAlarms: readonly (readonly [string, OpenAlarm])[];
}
type OpenAlarm = Equipment["openAlarms"] extends ReadonlyMap<string, infer Alarm> ? Alarm : never;
type Alarms = Standing["alarms"];
type Alarm = Alarms extends Keyed<infer One> ? One : never;
type WrittenStanding = Omit<Standing, "alarms" | "campaign"> & {
  /** Null: acknowledged. */
  readonly alarms: readonly (readonly [string, Alarm | null])[];
  readonly campaign: WrittenCampaign | undefined;
};
type WrittenCampaign = Omit<Campaign, "batches"> & { readonly batchIds: readonly string[] };

function written({ registered, history, deviationIds, openAlarms }: Equipment): Written {
  const { standing, ...recent } = recentOf(history, momentsMax);
  return {
    registered,
    recent: { ...recent, standing: standingWritten(standing) },
    deviationIds: [...deviationIds.values()],
    openAlarms: [...openAlarms],
  };
}

function standingWritten({ alarms, campaign, ...standing }: Standing): WrittenStanding {
  return {
    ...standing,
    alarms: [...alarms.entries()].map(([id, alarm]) => [id, alarm ?? null]),
    campaign: campaign && campaignWritten(campaign),
  };
}

const campaignWritten = ({ batches, ...campaign }: Campaign): WrittenCampaign => ({
  ...campaign,
  batchIds: [...batches.values()],
});

function stateOf({ registered, recent, deviationIds, openAlarms }: Written): Equipment {
  return {
    status: "registered",
    registered,
    history: historyOf({ ...recent, standing: standingOf(recent.standing) }),
    deviationIds: keyedOf(deviationIds.map((id) => [id, id])),
    openAlarms: new Map(openAlarms),
  };
}

function standingOf({ alarms, campaign, ...standing }: WrittenStanding): Standing {
  return {
    ...nothing,
    ...standing,
    alarms: keyedOf(alarms.map(([id, alarm]) => [id, alarm ?? undefined])),
    campaign: campaign && campaignOf(campaign),
  };
}

const campaignOf = ({ batchIds, ...campaign }: WrittenCampaign): Campaign => ({
  ...campaign,
  batches: keyedOf(batchIds.map((id) => [id, id])),
});

const keyedOf = <Value>(entries: readonly (readonly [string, Value])[]): Keyed<Value> =>
  entries.reduce((map, [key, value]) => map.with(key, value), keyed<Value>());
