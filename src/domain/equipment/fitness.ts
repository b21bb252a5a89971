// Whether equipment may be used for a batch at a second, and in a word how it stands
// (21 CFR 211.63 to 211.68, 211.105, 211.182).
import { convert, type Quantity } from "../kernel/quantity.ts";
import type { Equipment } from "./equipment.ts";
import type { UseFlag } from "./events.ts";
import type { Standing } from "./standing.ts";

export interface Objection {
  readonly code: UseFlag;
  readonly because: string;
}

export interface Use {
  readonly batchId?: string;
  readonly campaign?: string | undefined;
}

/** What is due ends at the midnight of the site, not at that of Greenwich. */
export interface Second {
  /** UTC. */
  readonly at: string;
  /** Its calendar date at the site. */
  readonly on: string;
}

/** The standing is that of this second. */
export function objections(
  { calibrationNeeded }: Equipment["registered"],
  standing: Standing,
  second: Second,
  use: Use = {},
): readonly Objection[] {
  const { on } = second;
  const unfit = [...qualification(standing, on), ...calibration(standing, calibrationNeeded, on)];
  const blocked = [...occupation(standing, use), ...cleanliness(standing, second, use)];
  return [
    ...unfit.map((because) => ({ code: "DEVICE_NOT_QUALIFIED" as const, because })),
    ...blocked.map((because) => ({ code: "STATUS_BLOCKS_USE" as const, because })),
  ];
}

/** What makes a reading doubtful: of a device that is read, not used up. */
export const deviceObjections = (
  { calibrationNeeded }: Equipment["registered"],
  standing: Standing,
  on: string,
): readonly string[] => [
  ...qualification(standing, on),
  ...calibration(standing, calibrationNeeded, on),
];

function qualification({ qualified }: Standing, on: string): readonly string[] {
  if (!qualified) return ["it is not qualified"];
  const { validUntil } = qualified;
  return validUntil !== undefined && validUntil < on
    ? [`its qualification ended on ${validUntil}`]
    : [];
}

function calibration({ calibrated }: Standing, needed: boolean, on: string): readonly string[] {
  if (!needed) return [];
  if (!calibrated) return ["it is not calibrated"];
  if (calibrated.result === "fail") return ["its last calibration failed"];
  return calibrated.dueOn < on ? [`its calibration was due on ${calibrated.dueOn}`] : [];
}

function occupation(standing: Standing, { batchId }: Use): readonly string[] {
  const { isRetired, takenOut, usedBy } = standing;
  return [
    ...(isRetired ? ["it has been taken out of service"] : []),
    ...(takenOut ? [`it is not to be used: ${takenOut.cause}`] : []),
    ...(usedBy && usedBy.batchId !== batchId ? ["another batch uses it"] : []),
  ];
}

function cleanliness(standing: Standing, { at, on }: Second, use: Use): readonly string[] {
  const { clean, cleaning, campaign, rule, usedBy, dirty } = standing;
  // It was looked at when its use began.
  if (usedBy && usedBy.batchId === use.batchId) return [];
  if (cleaning) return ["it is being cleaned"];
  // A batch goes on in its own dirt.
  if (dirty && dirty.batchId === use.batchId) return [];
  const goesOn = campaign !== undefined && campaign.name === use.campaign;
  const tooLong = goesOn ? beyondCampaign(campaign, rule?.campaign, at, use) : [];
  if (!clean) {
    return goesOn && rule?.campaign?.between === "none" ? tooLong : ["it is not clean"];
  }
  const needsMajor = campaign !== undefined && !goesOn && clean.level === "minor";
  return [
    ...tooLong,
    ...(needsMajor ? ["a minor cleaning does not end a campaign"] : []),
    ...(clean.cleanUntil !== undefined && clean.cleanUntil < on
      ? [`it was clean until ${clean.cleanUntil}`]
      : []),
    ...(exceeds(clean.since, at, rule?.cleanHoldMax) ? ["it has been clean for too long"] : []),
  ];
}

function beyondCampaign(
  { since, batches }: NonNullable<Standing["campaign"]>,
  limits: NonNullable<Standing["rule"]>["campaign"],
  at: string,
  { batchId }: Use,
): readonly string[] {
  const isNext = batchId === undefined || !batches.has(batchId);
  const { batchesMax, lengthMax } = limits ?? {};
  const full = isNext && batchesMax !== undefined && batches.size >= batchesMax;
  return [
    ...(limits ? [] : ["no rule allows campaigns"]),
    ...(full ? [`the campaign has its ${batchesMax} batches`] : []),
    ...(exceeds(since, at, lengthMax) ? ["the campaign has lasted too long"] : []),
  ];
}

/** Whether more time has gone by than the quantity of time says. */
export function exceeds(since: string, at: string, max: Quantity | undefined): boolean {
  const seconds = max && convert(max, "s");
  if (!seconds || "refused" in seconds) return false;
  return Date.parse(at) - Date.parse(since) > Number(seconds.value) * 1_000;
}

export type StatusWord =
  | "retired"
  | "outOfService"
  | "cleaning"
  | "running"
  | "stopped"
  | "inUse"
  | "dirty"
  | "clean"
  | "notCleaned";

/** What stands in the way of everything else comes first. */
export function statusWord({ isRetired, ...standing }: Standing): StatusWord {
  if (isRetired) return "retired";
  if (standing.takenOut) return "outOfService";
  if (standing.cleaning) return "cleaning";
  if (standing.usedBy) {
    if (standing.running?.state === "execute") return "running";
    return standing.running?.cause === undefined ? "inUse" : "stopped";
  }
  if (standing.running?.state === "execute") return "running";
  if (standing.dirty) return "dirty";
  return standing.clean ? "clean" : "notCleaned";
}
