// Rules run over a record: what they evaluated, what they flagged, and of what nothing was
// evaluated, each with why. No entry is passed over in silence.
import { z } from "zod";
import { digestOf } from "../recipe/digest.ts";
import { Digest } from "../shape/reference.ts";
import { type Fact, type Facts, factList } from "./fact.ts";
import { kinds, type Outcome, type Reason, thresholdOf } from "./kind.ts";
import type { Rule, RuleSet, Severity } from "./rule.ts";
import { wholeOf } from "./whole.ts";

export interface Flagged {
  readonly eventId: string;
  readonly section: number;
  readonly ruleKey: string;
  readonly severity: Severity;
}
export interface Unevaluated {
  readonly eventId: string;
  readonly section: number;
  /** Null: no rule is about it. */
  readonly ruleKey: string | null;
  readonly reason: Reason;
}
export interface RuleOutcome {
  readonly ruleKey: string;
  readonly kind: Rule["kind"];
  readonly severity: Severity;
  readonly why: string;
  readonly evaluated: number;
  readonly flagged: number;
  readonly notEvaluated: number;
}

export interface Evaluation {
  readonly ruleSet: Pick<RuleSet, "version" | "digest">;
  readonly rules: readonly RuleOutcome[];
  /** In the order of the log, then of the rules. */
  readonly flagged: readonly Flagged[];
  /** Each entry that a rule could not judge, and each that no rule looks into. */
  readonly notEvaluated: readonly Unevaluated[];
  readonly sections: readonly SectionCoverage[];
}

const count = z.int().min(0);
const counts = {
  facts: count,
  evaluated: count.describe("Into which at least one rule looked."),
  flagged: count.describe("Entries, whatever the number of rules."),
};
const SectionCoverage = z.strictObject({ section: z.int().min(1), ...counts });
type SectionCoverage = z.output<typeof SectionCoverage>;

/** What was evaluated of a record, as a judgement of it freezes it (PI 041-1, 9.8; AT-17). */
export const Coverage = z.strictObject({
  ruleSetVersion: z.int().min(0).describe("0: the rules that ship."),
  ruleSetDigest: Digest,
  ...counts,
  judged: count.describe("Flagged entries that a reviewer has settled."),
  sections: z.array(SectionCoverage),
  digest: Digest.describe("Over all that was flagged, and all that was not evaluated."),
});
export type Coverage = z.output<typeof Coverage>;

/** `facts`: in the order of the log. */
export function evaluate(ruleSet: RuleSet, facts: readonly Fact[]): Evaluation {
  const whole = wholeOf(() => facts);
  const flagged: Flagged[] = [];
  const notEvaluated: Unevaluated[] = [];
  const tallies = new Map(ruleSet.rules.map((rule) => [rule.key, { is: 0, flagged: 0, not: 0 }]));
  const sections = new Map<number, { facts: number; evaluated: number; flagged: number }>();
  for (const fact of facts) {
    const { eventId, section } = fact;
    const tally = sections.get(section) ?? { facts: 0, evaluated: 0, flagged: 0 };
    sections.set(section, tally);
    tally.facts += 1;
    const outcomes = ruleSet.rules
      .filter((rule) => looksAt(rule, fact))
      .map((rule) => ({ rule, outcome: kinds[rule.kind].judge(fact, whole, thresholdOf(rule)) }));
    for (const { rule, outcome } of outcomes) {
      const of = tallies.get(rule.key);
      const { key: ruleKey, severity } = rule;
      if (outcome === "clear" || outcome === "flagged") {
        if (of) of.is += 1;
        if (outcome === "clear") continue;
        if (of) of.flagged += 1;
        flagged.push({ eventId, section, ruleKey, severity });
      } else {
        if (of) of.not += 1;
        notEvaluated.push({ eventId, section, ruleKey, reason: outcome });
      }
    }
    const isFlagged = outcomes.some(({ outcome }) => outcome === "flagged");
    const isEvaluated = isFlagged || outcomes.some(isLook);
    tally.flagged += isFlagged ? 1 : 0;
    tally.evaluated += isEvaluated ? 1 : 0;
    const isSaid = isEvaluated || outcomes.some(({ rule }) => kinds[rule.kind].at === "content");
    if (!isSaid) notEvaluated.push({ eventId, section, ruleKey: null, reason: "NO_RULE" });
  }
  return {
    ruleSet: { version: ruleSet.version, digest: ruleSet.digest },
    rules: ruleSet.rules.map(({ key: ruleKey, kind, severity, why }) => {
      const { is = 0, flagged: so = 0, not = 0 } = tallies.get(ruleKey) ?? {};
      return { ruleKey, kind, severity, why, evaluated: is, flagged: so, notEvaluated: not };
    }),
    flagged,
    notEvaluated,
    sections: [...sections]
      .map(([section, tally]) => ({ section, ...tally }))
      .sort((one, other) => one.section - other.section),
  };
}

/** Of these rules, the keys of those that flag one entry: nothing else is evaluated. */
export function flagging(
  rules: readonly Rule[],
  facts: Facts | undefined,
  eventId: string,
): ReadonlySet<string> {
  let at = facts;
  while (at && at.last.eventId !== eventId) at = at.before;
  const fact = at?.last;
  if (!fact) return new Set();
  const whole = wholeOf(() => factList(facts));
  const flags = (rule: Rule) =>
    looksAt(rule, fact) && kinds[rule.kind].judge(fact, whole, thresholdOf(rule)) === "flagged";
  return new Set(rules.filter(flags).map(({ key }) => key));
}

const looksAt = (rule: Rule, fact: Fact): boolean =>
  (rule.sections.length === 0 || rule.sections.includes(fact.section)) &&
  kinds[rule.kind].isAbout(fact);

/** Whether it looked into what the entry says, and not only at how it came. */
const isLook = ({ rule, outcome }: { readonly rule: Rule; readonly outcome: Outcome }): boolean =>
  outcome === "clear" && kinds[rule.kind].at === "content";

export function coverageOf(
  { ruleSet, flagged, notEvaluated, sections }: Evaluation,
  isSettled: (flagged: Flagged) => boolean,
): Coverage {
  const open = new Set(flagged.filter((one) => !isSettled(one)).map(({ eventId }) => eventId));
  const entries = new Set(flagged.map(({ eventId }) => eventId));
  const sum = (of: "facts" | "evaluated" | "flagged") =>
    sections.reduce((total, section) => total + section[of], 0);
  return {
    ruleSetVersion: ruleSet.version,
    ruleSetDigest: ruleSet.digest,
    facts: sum("facts"),
    evaluated: sum("evaluated"),
    flagged: sum("flagged"),
    judged: entries.size - open.size,
    sections: [...sections],
    digest: digestOf({ flagged, notEvaluated }),
  };
}
