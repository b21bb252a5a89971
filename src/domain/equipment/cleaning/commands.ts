// Cleaning is recorded as it was done; what was wrong with its time is flagged.
import { unknownScope } from "../../kernel/access/standing.ts";
import { latest, toUtc } from "../../kernel/instant.ts";
import { refuseUnauthenticated, sameContent } from "../../kernel/precondition.ts";
import { unitRatio } from "../../kernel/quantity.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../equipment.ts";
import { exceeds } from "../fitness.ts";
import { standingAt, standingNow } from "../history.ts";
import { CleaningRuleSet, EquipmentCleaned, EquipmentCleaningStarted } from "./events.ts";

export const startCleaning = command(
  "StartCleaning",
  "maintainEquipment",
  EquipmentCleaningStarted.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    const { usedBy, cleaning } = standingNow(state.history);
    if (usedBy) return inUse;
    return cleaning?.level === data.level ? [] : [{ type: "EquipmentCleaningStarted", data }];
  },
);

export const recordCleaning = command(
  "RecordCleaning",
  "maintainEquipment",
  EquipmentCleaned.data.omit({ flags: true }),
  (data, state, { occurredAt }) => {
    if (state.status === "unknown") return unknown;
    const { usedBy, dirty, cleaning, rule } = standingAt(state.history, toUtc(occurredAt));
    if (usedBy) return inUse;
    const begun = cleaning?.since ?? toUtc(occurredAt);
    const late = dirty && exceeds(dirty.since, latest(begun, dirty.since), rule?.dirtyHoldMax);
    const flags = late ? { flags: ["TIME_LIMIT_EXCEEDED" as const] } : {};
    return [{ type: "EquipmentCleaned", data: { ...data, ...flags } }];
  },
);

export const setCleaningRule = command(
  "SetCleaningRule",
  "qualifyEquipment",
  CleaningRuleSet.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    const times = [data.dirtyHoldMax, data.cleanHoldMax, data.campaign?.lengthMax];
    const noTime = times.find((one) => one && unitRatio(one.unitOfMeasure)?.[0] !== "time");
    if (noTime) return refuse("UNIT_NOT_CONVERTIBLE", `${noTime.unitOfMeasure} is no time.`);
    if (sameContent(standingNow(state.history).rule, data)) return [];
    return refuseUnauthenticated(context) ?? [{ type: "CleaningRuleSet", data }];
  },
  { scope: () => unknownScope },
);

const unknown = refuse("NOT_FOUND", "No equipment is registered under this id.");
const inUse = refuse("STATUS_BLOCKS_USE", "While it is in use it cannot be cleaned for the next.");
