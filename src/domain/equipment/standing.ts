// How a piece of equipment stood after something happened to it. Classes, qualified, calibrated,
// clean and in use are independent facts; so is what the machine was doing.
import type { EventOf } from "../kernel/event-type.ts";
import { type Keyed, keyed } from "../kernel/keyed.ts";
import type { CleaningRuleSet, EquipmentCleaned } from "./cleaning/events.ts";
import type { EquipmentCalibrated, EquipmentEvent, EquipmentQualified } from "./events.ts";
import type { AlarmRaised, EquipmentStateChanged } from "./machine/events.ts";

/** An event with its business time, UTC. */
export interface Moment {
  readonly at: string;
  readonly event: EquipmentEvent;
}

interface Since {
  /** UTC. */
  readonly since: string;
}

export interface Campaign extends Since {
  readonly name: string;
  /** Ids, each under itself. */
  readonly batches: Keyed<string>;
}

type Alarm = Since & EventOf<typeof AlarmRaised>["data"];

export interface Standing {
  /** As master recipes ask for them. */
  readonly classes: readonly string[];
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
  /** All that were ever raised, by id; undefined: acknowledged. */
  readonly alarms: Keyed<Alarm | undefined>;
  readonly rule: EventOf<typeof CleaningRuleSet>["data"] | undefined;
}

export const nothing: Standing = {
  classes: [],
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
  alarms: keyed(),
  rule: undefined,
};

export function after(standing: Standing, { at: since, event }: Moment): Standing {
  switch (event.type) {
    case "EquipmentRegistered":
      return { ...standing, classes: event.data.classes ?? [] };
    case "EquipmentClassified":
      return { ...standing, classes: event.data.classes };
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
    case "EquipmentUseEnded": {
      const { batchId } = event.data;
      // Another may have taken it over, against the rules: theirs goes on.
      const usedBy = standing.usedBy?.batchId === batchId ? undefined : standing.usedBy;
      return { ...standing, usedBy, dirty: { since, batchId } };
    }
    case "EquipmentStateChanged":
      return { ...standing, running: { ...event.data, since } };
    case "AlarmRaised": {
      const alarm = { ...event.data, since };
      return { ...standing, alarms: standing.alarms.with(alarm.alarmId, alarm) };
    }
    case "AlarmAcknowledged":
      return { ...standing, alarms: standing.alarms.with(event.data.alarmId, undefined) };
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
  const { batches, ...same } =
    former?.name === name ? former : { name, since, batches: keyed<string>() };
  return { ...same, batches: batches.with(batchId, batchId) };
}
