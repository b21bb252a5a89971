// How a piece of equipment stood at a second: a fold over what had happened by then. Qualified,
// calibrated, clean and in use are independent facts; so is what the machine was doing.
import type { EventOf } from "../kernel/event-type.ts";
import type { CleaningRuleSet, EquipmentCleaned } from "./cleaning/events.ts";
import type { Moment } from "./equipment.ts";
import type { EquipmentCalibrated, EquipmentQualified } from "./events.ts";
import type { AlarmRaised, EquipmentStateChanged } from "./machine/events.ts";

interface Since {
  /** UTC. */
  readonly since: string;
}

export interface Campaign extends Since {
  readonly name: string;
  readonly batchIds: readonly string[];
}

export interface Standing {
  readonly isRetired: boolean;
  readonly takenOut: (Since & { readonly cause: string }) | undefined;
  readonly qualified: EventOf<typeof EquipmentQualified>["data"] | undefined;
  readonly calibrated: (Since & EventOf<typeof EquipmentCalibrated>["data"]) | undefined;
  /** New equipment is cleaned before its first use like any other. */
  readonly clean: (Since & EventOf<typeof EquipmentCleaned>["data"]) | undefined;
  /** Used since it was cleaned, last for this batch. */
  readonly dirty: (Since & { readonly batchId: string }) | undefined;
  readonly cleaning: (Since & { readonly level: "minor" | "major" }) | undefined;
  readonly usedBy: (Since & { readonly batchId: string }) | undefined;
  readonly campaign: Campaign | undefined;
  readonly running: (Since & EventOf<typeof EquipmentStateChanged>["data"]) | undefined;
  readonly alarms: ReadonlyMap<string, Since & EventOf<typeof AlarmRaised>["data"]>;
  readonly rule: EventOf<typeof CleaningRuleSet>["data"] | undefined;
}

const nothing: Standing = {
  isRetired: false,
  takenOut: undefined,
  qualified: undefined,
  calibrated: undefined,
  clean: undefined,
  dirty: undefined,
  cleaning: undefined,
  usedBy: undefined,
  campaign: undefined,
  running: undefined,
  alarms: new Map(),
  rule: undefined,
};

/** `at`: UTC. What happened at that very second counts. */
export const standingAt = (history: readonly Moment[], at: string): Standing =>
  history.filter((moment) => moment.at <= at).reduce(after, nothing);

/** As far as anything is known, whenever it is said to have happened. */
export const standingNow = (history: readonly Moment[]): Standing => history.reduce(after, nothing);

function after(standing: Standing, { at: since, event }: Moment): Standing {
  switch (event.type) {
    case "EquipmentRegistered":
    case "EquipmentDeviationLinked":
      return standing;
    case "EquipmentQualified":
      return { ...standing, qualified: event.data };
    case "EquipmentCalibrated":
      return { ...standing, calibrated: { ...event.data, since } };
    case "EquipmentCleaningStarted":
      return { ...standing, cleaning: { since, level: event.data.level }, clean: undefined };
    case "EquipmentCleaned":
      return cleaned(standing, { ...event.data, since });
    case "EquipmentUseStarted": {
      const usedBy = { since, batchId: event.data.batchId };
      const campaign = joined(standing.campaign, event.data, since);
      return { ...standing, usedBy, campaign, clean: undefined, dirty: usedBy };
    }
    case "EquipmentUseEnded":
      return { ...standing, usedBy: undefined, dirty: { since, batchId: event.data.batchId } };
    case "EquipmentStateChanged":
      return { ...standing, running: { ...event.data, since } };
    case "AlarmRaised": {
      const alarm = { ...event.data, since };
      return { ...standing, alarms: new Map(standing.alarms).set(alarm.alarmId, alarm) };
    }
    case "AlarmAcknowledged": {
      const alarms = new Map(standing.alarms);
      alarms.delete(event.data.alarmId);
      return { ...standing, alarms };
    }
    case "CleaningRuleSet":
      return { ...standing, rule: event.data };
    case "EquipmentTakenOut":
      return { ...standing, takenOut: { since, cause: event.data.cause } };
    case "EquipmentPutBack":
      return { ...standing, takenOut: undefined };
    case "EquipmentRetired":
      return { ...standing, isRetired: true };
    default:
      return event satisfies never;
  }
}

/** A major cleaning ends the campaign. */
const cleaned = (standing: Standing, clean: NonNullable<Standing["clean"]>): Standing => ({
  ...standing,
  clean,
  dirty: undefined,
  cleaning: undefined,
  campaign: clean.level === "minor" ? standing.campaign : undefined,
});

function joined(
  former: Campaign | undefined,
  { campaign: name, batchId }: { readonly campaign?: string; readonly batchId: string },
  since: string,
): Campaign | undefined {
  if (name === undefined) return undefined;
  if (former?.name !== name) return { name, since, batchIds: [batchId] };
  return { ...former, batchIds: [...new Set([...former.batchIds, batchId])] };
}
