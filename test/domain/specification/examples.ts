// A specification for starch: the identity of each drum, loss on drying by the square root, and
// what may be said of a label roll by attributes.
import { bela } from "../../given.ts";

export const starch = { materialDefinitionId: "starch", name: "Maize starch" };
const percent = (value: string) => ({ value, unitOfMeasure: "%" });

export const identity = {
  testId: "identity",
  name: "Identity (IR)",
  method: "Ph. Eur. 2.2.24",
  identity: true,
  planId: "each",
  criterion: { kind: "conformity" as const, expected: "conforms to the reference" },
};
export const loss = {
  testId: "loss",
  name: "Loss on drying",
  method: "Ph. Eur. 2.2.32",
  identity: false,
  planId: "pooled",
  criterion: {
    kind: "limits" as const,
    limits: { high: percent("14.0"), rounding: "toLimitDecimals" as const },
  },
};
export const plans = [
  { planId: "each", rule: { kind: "everyContainer" as const }, composite: false },
  { planId: "pooled", rule: { kind: "squareRootPlusOne" as const }, composite: true },
];
export const dating = {
  expiry: { months: 36, countedFrom: "manufacture" as const, convention: "endOfMonth" as const },
  retest: { months: 12, countedFrom: "receipt" as const, convention: "endOfMonth" as const },
  opened: { months: 3, countedFrom: "opening" as const, convention: "sameDay" as const },
  afterRetest: { months: 6, countedFrom: "retest" as const, convention: "sameDay" as const },
  retestsMax: 1,
};
export const draft = {
  code: "SPEC-100223",
  material: starch,
  tests: [identity, loss],
  plans,
  dating,
};
export const drafted = (version = 1, data = draft) => ({
  type: "SpecificationDrafted",
  data: { ...data, version },
  by: bela,
});
export const approved = (effectiveFrom = "2026-11-20", version = 1) => ({
  type: "SpecificationApproved",
  data: { version, effectiveFrom },
});
export const withdrawn = (version = 1) => ({ type: "SpecificationWithdrawn", data: { version } });
