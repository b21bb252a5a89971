// A recipe with one of everything, complete for us-211: 100 kg of granules from an active substance
// with potency, a filler that makes up for it, a drying loop, and a branch for what stays too wet.
import { Recipe } from "../../../../src/domain/kernel/recipe/recipe.ts";

const material = (id: string, name = id) => ({ materialDefinitionId: id, name });
const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const minutes = (value: string) => ({ value, unitOfMeasure: "min" });
const done = { policy: "performed", performer: "operator" } as const;
const checked = {
  policy: "performedAndVerified",
  performer: "operator",
  verifier: "supervisor",
} as const;
const automated = { policy: "automatedAndVerified", verifier: "supervisor" } as const;

export const granules: Recipe = Recipe.parse({
  number: "MR-1",
  name: "Exemplin granules 100 kg",
  profiles: ["us-211"],
  product: {
    ...material("granules", "Exemplin granules"),
    code: "4711",
    strength: "20 mg",
    form: "granules",
    activePerUnit: [
      {
        name: "Exemplin",
        quantity: { value: "20", unitOfMeasure: "mg" },
        per: { value: "100", unitOfMeasure: "mg" },
      },
    ],
    unitWeight: { value: "100", unitOfMeasure: "mg" },
  },
  batchSize: { reference: kg("100"), low: kg("50"), high: kg("150") },
  location: "Building 2",
  precautions: ["Wear breathing protection while charging."],
  storage: "In closed drums below 25 °C.",
  constants: [{ key: "claim", name: "Declared assay", value: "100", unitOfMeasure: "%" }],
  inputs: [
    {
      key: "active",
      material: material("exemplin", "Exemplin"),
      kind: "active",
      quantity: kg("20"),
      excess: { formula: "2", decimals: 1, justification: "Loss in the sieve, study S-7." },
      lotValues: [
        {
          key: "assay",
          name: "Assay",
          unitOfMeasure: "%",
          nominal: "98.4",
          low: "95",
          high: "102",
        },
      ],
      potency: { formula: "quantity * (100 + excess) / 100 * claim / assay", decimals: 3 },
      tolerance: { below: "0.5", above: "0.5" },
    },
    {
      key: "filler",
      material: material("lactose", "Lactose"),
      kind: "excipient",
      quantity: kg("80"),
      potency: { formula: "batchSize - active.amount", decimals: 3 },
      tolerance: { below: "1", above: "1" },
    },
    {
      key: "bag",
      material: material("bag", "Bag with label"),
      kind: "printedPackaging",
      quantity: { value: "4", unitOfMeasure: "{bag}" },
    },
  ],
  outputs: [
    {
      key: "granulesOut",
      material: material("granules", "Exemplin granules"),
      kind: "product",
      quantity: kg("100"),
    },
  ],
  specifications: [{ of: "granulesOut", name: "SP-1", version: "3" }],
  equipmentClasses: [
    { key: "mixer", name: "High-shear mixer", capacity: kg("200") },
    { key: "dryer", name: "Fluid bed dryer" },
  ],
  conditions: [
    {
      key: "dry",
      name: "The granules are dry",
      value: "drying.lossOnDrying",
      is: "atMost",
      than: "2.0",
    },
  ],
  procedure: {
    name: "Granules",
    unitProcedures: [
      {
        key: "granulation",
        name: "Granulation",
        equipment: "mixer",
        operations: [
          {
            key: "mixing",
            name: "Mixing",
            phases: [
              {
                key: "chargeActive",
                name: "Charge Exemplin",
                instruction: "Charge all of it through the sieve.",
                after: [],
                charges: [{ of: "active" }],
                clearance: { area: "Room 2.1", before: true, after: true, signOff: checked },
                signOff: checked,
              },
              {
                key: "chargeFiller",
                name: "Charge lactose",
                instruction: "Charge all of it.",
                after: [],
                charges: [{ of: "filler" }],
                signOff: checked,
              },
              {
                key: "mix",
                name: "Mix",
                instruction: "Mix for ten minutes.",
                after: ["chargeActive", "chargeFiller"],
                parameters: [
                  {
                    key: "time",
                    name: "Mixing time",
                    unitOfMeasure: "min",
                    setPoint: "10",
                    low: "9",
                    high: "12",
                    critical: true,
                    source: "automated",
                  },
                ],
                signOff: automated,
              },
            ],
          },
        ],
      },
      {
        key: "finishing",
        name: "Drying and filling",
        equipment: "dryer",
        operations: [
          {
            key: "dryingOperation",
            name: "Drying",
            phases: [
              {
                key: "drying",
                name: "Dry",
                instruction: "Dry, then test the loss on drying.",
                repeat: { from: "drying", until: "dry", atMost: 3 },
                checks: [
                  {
                    key: "lossOnDrying",
                    name: "Loss on drying",
                    kind: "number",
                    method: "M-12",
                    unitOfMeasure: "%",
                    low: "0.5",
                    high: "2.0",
                    critical: true,
                    source: "device",
                  },
                ],
                signOff: done,
              },
              {
                key: "tellQuality",
                name: "Tell quality assurance",
                instruction: "Stop, and have quality assurance decide.",
                when: { condition: "dry", is: false },
                entries: [{ key: "decision", name: "Decision", kind: "text", critical: true }],
                signOff: checked,
              },
              {
                key: "fill",
                name: "Fill",
                instruction: "Fill into bags and label each.",
                charges: [{ of: "bag" }],
                produces: ["granulesOut"],
                samples: [
                  {
                    key: "release",
                    name: "Release sample",
                    purpose: "release",
                    of: "granulesOut",
                    quantity: { value: "100", unitOfMeasure: "g" },
                    where: "From the middle of the batch",
                    plan: "fixed",
                    sampleSize: 1,
                    destination: "Quality control",
                    tests: ["Assay", "Identity"],
                  },
                ],
                checks: [
                  {
                    key: "examination",
                    name: "Examination of packed and labelled product",
                    kind: "passFail",
                    criterion: "Label, code and closure are right on each bag.",
                    critical: true,
                    source: "manual",
                  },
                ],
                signOff: checked,
              },
            ],
          },
        ],
      },
    ],
  },
  timeLimits: [
    {
      key: "hold",
      name: "Moist granules until drying",
      kind: "hold",
      from: { phase: "mix", at: "end" },
      to: { phase: "drying", at: "start" },
      high: minutes("60"),
    },
  ],
  yields: [
    {
      key: "overall",
      name: "Overall yield",
      phase: "fill",
      of: "granulesOut",
      low: "95",
      high: "101",
      signOff: automated,
    },
  ],
  labels: [
    {
      key: "bagLabel",
      input: "bag",
      phase: "fill",
      artworkVersion: "A-3",
      specimen: "Specimen file 12",
      overprint: ["Batch number", "Expiry"],
      reconciliation: { low: "99", high: "101" },
      signOff: checked,
    },
  ],
  trainings: ["Granulation, edition 4"],
});
