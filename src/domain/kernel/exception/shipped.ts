// The exception rules that ship: they count until a site has approved its own.
import { digestOf } from "../recipe/digest.ts";
import type { Rule, RuleSet } from "./rule.ts";

type Kind = Exclude<Rule["kind"], "lateEntry" | "equalReadings" | "clockStep">;

const rule = (key: string, kind: Kind, severity: Rule["severity"], why: string): Rule => ({
  key,
  kind,
  severity,
  sections: [],
  why,
});

const rules: Rule[] = [
  rule("parameter-limits", "parameterOutsideLimits", "critical", "21 CFR 211.188(b); ICH Q7 6.52"),
  rule("specification", "resultOutOfSpecification", "critical", "21 CFR 211.192; EU 6.35"),
  rule("yield-limits", "yieldOutsideLimits", "critical", "21 CFR 211.103, 211.192"),
  rule("tolerance", "amountOutsideTolerance", "critical", "21 CFR 211.101; EU 4.20(d)"),
  rule("check", "checkFailed", "critical", "21 CFR 211.188(b)(6), (11); EU 4.20(f)"),
  rule("second-person", "secondPersonMissing", "critical", "21 CFR 211.101(d), 211.188(b)(11)"),
  rule("time-limit", "timeLimitExceeded", "critical", "21 CFR 211.111"),
  rule("left-out", "stepLeftOut", "major", "21 CFR 211.100(b): departures are justified"),
  rule("equipment", "equipmentNotFit", "critical", "21 CFR 211.68, 211.182"),
  rule("broken-rule", "againstTheRules", "critical", "21 CFR 211.100(b)"),
  rule("changed", "valueChanged", "major", "Annex 11, 9; PI 041-1, 9.8"),
  rule("repeated", "valueRepeated", "major", "PI 041-1, 9.8: repeats are explained"),
  rule("hold", "holdPlaced", "major", "21 CFR 211.110(c): it was not free to be used"),
  rule("deviation", "deviationOpen", "critical", "21 CFR 211.192; EU 4.20(h)"),
  rule("alarm", "alarmUnacknowledged", "critical", "ICH Q7 6.52; EU 4.20(e)"),
  rule("refused", "refusedAttempt", "minor", "PI 041-1, 9.8: what was tried and not allowed"),
  rule("override", "override", "critical", "21 CFR 211.100(b): departures are justified"),
  rule("comment", "comment", "minor", "EU 4.20(h): what people thought worth saying"),
  {
    key: "late",
    kind: "lateEntry",
    minutes: 5,
    severity: "major",
    sections: [],
    why: "PI 041-1: contemporaneous",
  },
  {
    key: "copied",
    kind: "equalReadings",
    count: 4,
    severity: "major",
    sections: [10, 11],
    why: "FDA, Data Integrity (2018): values that look copied",
  },
  {
    key: "clock",
    kind: "clockStep",
    seconds: 0,
    severity: "major",
    sections: [],
    why: "Annex 11, 12.4: the clock that stamps the record went back",
  },
];

export const shippedRules: RuleSet = { version: 0, digest: digestOf(rules), rules };
