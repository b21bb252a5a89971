// A material that comes all the way by its specification. None of it, nor its maker, exists.

export const kg = (value: string) => ({ value, unitOfMeasure: "kg" });

export const silica = {
  name: "Colloidal anhydrous silica",
  item: "100226",
  supplierLot: "QL-26118",
  manufacturedOn: "2026-07-14",
  certificate: {
    identifier: "CoA QL-26118",
    digest: "7d0c7f5f6f0a2c3f9d3c4b1d8d1f0a9b3c6a5d2e1f4b7c8d9e0a1b2c3d4e5f60",
    results: [
      { test: "Identity", value: "conforms" },
      { test: "Loss on drying", value: "1.9 %" },
    ],
  },
} as const;

export const supplierOfSilica = {
  name: "Quarzwerk Lindau GmbH",
  country: "DE",
  gln: "952100000021",
} as const;

/** Weighed as they came; the seal of the last was broken. */
export const drums = [
  { containerId: "1", gross: kg("21.62"), tare: kg("1.62"), condition: "sound" as const },
  { containerId: "2", gross: kg("21.60"), tare: kg("1.60"), condition: "sound" as const },
  { containerId: "3", gross: kg("21.61"), tare: kg("1.61"), condition: "sound" as const },
  {
    containerId: "4",
    gross: kg("21.63"),
    tare: kg("1.63"),
    condition: "sealBroken" as const,
    remark: "Seal torn, lid closed.",
  },
];

const endOfMonth = "endOfMonth" as const;

export const silicaSpecification = {
  code: "SPEC-100226",
  tests: [
    {
      testId: "identity",
      name: "Identity (IR)",
      method: "Ph. Eur. 2.2.24",
      identity: true,
      planId: "identity",
      criterion: { kind: "conformity" as const, expected: "conforms to the reference" },
    },
    {
      testId: "loss",
      name: "Loss on drying",
      method: "SOP-0521 Halogen dryer",
      identity: false,
      planId: "pooled",
      criterion: {
        kind: "limits" as const,
        limits: {
          high: { value: "2.5", unitOfMeasure: "%" },
          rounding: "toLimitDecimals" as const,
        },
      },
    },
  ],
  plans: [
    { planId: "identity", rule: { kind: "everyContainer" as const }, composite: false },
    { planId: "pooled", rule: { kind: "squareRootPlusOne" as const }, composite: true },
  ],
  dating: {
    expiry: { months: 60, countedFrom: "manufacture" as const, convention: endOfMonth },
    retest: { months: 24, countedFrom: "receipt" as const, convention: endOfMonth },
    opened: { months: 6, countedFrom: "opening" as const, convention: endOfMonth },
    afterRetest: { months: 12, countedFrom: "retest" as const, convention: endOfMonth },
    retestsMax: 2,
  },
};
