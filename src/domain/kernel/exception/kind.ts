// What each kind of exception rule looks at, and what it says of it. A new kind does not compile
// until it is here.
import { entryOf, type Fact } from "./fact.ts";

import type { Rule, RuleKind } from "./rule.ts";
import type { Whole } from "./whole.ts";

/** Why a rule could say nothing of an entry that it is about. */
export const reasons = {
  NO_LIMITS: "Nothing says what the value should be.",
  UNIT_NOT_CONVERTIBLE: "The unit of the value cannot be compared with that of its limit.",
  NO_NUMBER: "The result is in words, and no limit is set for words.",
  QUANTITY_UNKNOWN: "The quantity is not known.",
  NO_CONTROL_RECIPE: "The batch has no copy of a master that says so.",
  ZONE_NOT_STATED: "The source does not say in which zone its times are.",
  NO_RULE: "No rule of the set is about entries like this.",
} as const;
export type Reason = keyof typeof reasons;

export type Outcome = "clear" | "flagged" | Reason;

interface Looks {
  /** What the entry says, or only how and when it came into the record. */
  readonly at: "content" | "entry";
  readonly isAbout: (fact: Fact) => boolean;
  /** `threshold`: minutes, count or seconds, of the kinds that have one. */
  readonly judge: (fact: Fact, whole: Whole, threshold: number) => Outcome;
}

const flaggedIf = (is: boolean): Outcome => (is ? "flagged" : "clear");

const compared = (measures: Fact["measures"]): Looks => ({
  at: "content",
  isAbout: (fact) => fact.measures === measures,
  judge({ comparison = "NO_LIMITS" }) {
    if (comparison === "within") return "clear";
    return comparison === "outside" ? "flagged" : comparison;
  },
});

/** Every entry like this is one to look at. */
const each = (matter: Fact["matter"]): Looks => ({
  at: "content",
  isAbout: (fact) => fact.matter === matter,
  judge: () => "flagged",
});

const stillOpen = (matter: Fact["matter"]): Looks => ({
  at: "content",
  isAbout: (fact) => fact.matter === matter,
  judge: ({ opens }, { closed }) => flaggedIf(opens !== undefined && !closed.has(opens)),
});

const ofEquipment = "DEVICE_NOT_QUALIFIED";

export const kinds: Readonly<Record<RuleKind, Looks>> = {
  parameterOutsideLimits: compared("parameter"),
  resultOutOfSpecification: compared("result"),
  yieldOutsideLimits: compared("yield"),
  amountOutsideTolerance: compared("amount"),
  checkFailed: {
    at: "content",
    isAbout: ({ failed }) => failed !== undefined,
    judge: ({ failed }) => flaggedIf(failed === true),
  },
  secondPersonMissing: {
    at: "content",
    isAbout: ({ measures, phase }) => measures !== undefined || phase?.at === "end",
    judge({ eventId, by, step, name }, { asked, confirmedBy }) {
      if (!asked) return "NO_CONTROL_RECIPE";
      const isAsked = asked.secondPerson.has(entryOf(step, name ?? ""));
      const others = (confirmedBy.get(eventId) ?? []).filter((id) => id !== by.id);
      return flaggedIf(isAsked && others.length === 0);
    },
  },
  timeLimitExceeded: {
    at: "content",
    isAbout: ({ phase }) => phase !== undefined,
    judge({ eventId }, { asked, overTime }) {
      return asked ? flaggedIf(overTime.has(eventId)) : "NO_CONTROL_RECIPE";
    },
  },
  stepLeftOut: {
    at: "content",
    isAbout: ({ phase, leftOut }) => phase !== undefined || leftOut === true,
    judge: ({ leftOut }) => flaggedIf(leftOut === true),
  },
  equipmentNotFit: {
    at: "content",
    // A step that goes on names no piece: it is on those on which it was started.
    isAbout: ({ flags, equipmentId }) =>
      flags !== undefined && (equipmentId !== undefined || flags.includes(ofEquipment)),
    judge: ({ flags }) => flaggedIf(flags?.includes(ofEquipment) === true),
  },
  againstTheRules: {
    at: "content",
    isAbout: ({ flags }) => flags !== undefined,
    judge: ({ flags = [] }) => flaggedIf(flags.length > 0),
  },
  valueChanged: {
    at: "entry",
    isAbout: () => true,
    judge: ({ corrects }) => flaggedIf(corrects !== undefined),
  },
  valueRepeated: {
    at: "entry",
    isAbout: ({ measures }) => measures !== undefined,
    judge: ({ repeats }) => flaggedIf(repeats !== undefined),
  },
  holdPlaced: each("hold"),
  deviationOpen: stillOpen("deviation"),
  alarmUnacknowledged: stillOpen("alarm"),
  refusedAttempt: each("refusal"),
  override: each("override"),
  comment: each("comment"),
  lateEntry: {
    at: "entry",
    isAbout: ({ by, fromPaper }) => by.kind === "person" || fromPaper === true,
    judge({ occurredAt, recordedAt, fromPaper }, _, minutes) {
      if (fromPaper) return "flagged";
      if (occurredAt === undefined) return "ZONE_NOT_STATED";
      return flaggedIf(Date.parse(recordedAt) - Date.parse(occurredAt) > minutes * 60_000);
    },
  },
  equalReadings: {
    at: "entry",
    isAbout: ({ measures, value }) => measures !== undefined && value !== undefined,
    judge: ({ eventId }, { equalBefore }, count) =>
      flaggedIf((equalBefore.get(eventId) ?? 0) + 1 >= count),
  },
  clockStep: {
    at: "entry",
    isAbout: () => true,
    judge: ({ eventId }, { wentBack_ms }, seconds) =>
      flaggedIf((wentBack_ms.get(eventId) ?? 0) > seconds * 1_000),
  },
};

/** The number that a rule of some kinds has; 0 of all others. */
export const thresholdOf = (rule: Rule): number => {
  if (rule.kind === "lateEntry") return rule.minutes;
  if (rule.kind === "equalReadings") return rule.count;
  return rule.kind === "clockStep" ? rule.seconds : 0;
};
