// A small master: weigh, mix, dry until it is dry, mill again what is coarse, pack.
import { digestOf } from "../../../../src/domain/kernel/recipe/digest.ts";
import type { Phase } from "../../../../src/domain/kernel/recipe/phase.ts";
import type { Recipe } from "../../../../src/domain/kernel/recipe/recipe.ts";
import type { Past } from "../../../given.ts";

export const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
export const starch = { materialDefinitionId: "starch", name: "Maize starch" };
const granules = { materialDefinitionId: "granules", name: "Granules" };
const labels = { materialDefinitionId: "label", name: "Drum label" };
const performed = { policy: "performed", performer: "operator" } as const;
const verified = {
  policy: "performedAndVerified",
  performer: "operator",
  verifier: "checker",
} as const;

const phase = (key: string, more: Partial<Phase> = {}): Phase => ({
  key,
  name: key,
  instruction: `Do ${key}.`,
  signOff: performed,
  ...more,
});

export const recipe: Recipe = {
  number: "MR-7",
  name: "Granules 10 kg",
  profiles: [],
  product: granules,
  batchSize: { reference: kg("10"), low: kg("5"), high: kg("12") },
  inputs: [
    { key: "starch", material: starch, kind: "excipient", quantity: kg("10") },
    {
      key: "label",
      material: labels,
      kind: "printedPackaging",
      quantity: { value: "1", unitOfMeasure: "1" },
      scaling: "fixed",
    },
  ],
  outputs: [{ key: "granules", material: granules, kind: "product", quantity: kg("9.8") }],
  conditions: [
    { key: "isDry", name: "Dry", value: "dry.loss", is: "atMost", than: "2.0" },
    { key: "isCoarse", name: "Coarse", value: "mix.look", is: "equal", than: "0" },
  ],
  procedure: {
    name: "Granules",
    unitProcedures: [
      {
        key: "unit",
        name: "Granulation",
        operations: [
          {
            key: "all",
            name: "Granulate",
            phases: [
              phase("weigh", {
                clearance: { area: "Booth 1", before: true, after: true, signOff: performed },
                charges: [{ of: "starch", signOff: verified }],
              }),
              phase("mix", {
                parameters: [
                  {
                    key: "speed",
                    name: "Mixer speed",
                    unitOfMeasure: "/min",
                    setPoint: "10",
                    low: "8",
                    high: "12",
                    critical: true,
                    source: "manual",
                  },
                ],
                checks: [
                  {
                    key: "look",
                    name: "Fine enough",
                    kind: "passFail",
                    criterion: "No lump.",
                    critical: true,
                    source: "manual",
                  },
                ],
              }),
              phase("mill", { when: { condition: "isCoarse", is: true } }),
              phase("spread", { after: ["mix", "mill"] }),
              phase("dry", {
                parameters: [
                  {
                    key: "loss",
                    name: "Loss on drying",
                    unitOfMeasure: "%",
                    high: "5",
                    critical: true,
                    source: "manual",
                  },
                ],
                repeat: { from: "spread", until: "isDry", atMost: 3 },
              }),
              phase("pack", { produces: ["granules"], signOff: verified }),
            ],
          },
        ],
      },
    ],
  },
  yields: [
    {
      key: "y",
      name: "Granules",
      phase: "pack",
      of: "granules",
      low: "95",
      high: "101",
      signOff: performed,
    },
  ],
  labels: [
    {
      key: "l",
      input: "label",
      phase: "pack",
      artworkVersion: "A1",
      specimen: "QA file 3",
      signOff: performed,
    },
  ],
};
export const digest = digestOf(recipe);
const operation = { procedure: "Granules", unitProcedure: "Granulation", operation: "Granulate" };
export const path = (name: string) => ({ ...operation, phase: name });

export const order = {
  batchNumber: "B-1",
  plannedQuantity: kg("10"),
  masterRecipeId: "master-1",
  digest,
  adjustments: [],
  equipmentIds: [],
  seen: { version: 3, recipe },
};
const plain = ["weigh", "mix", "mill", "spread", "dry", "pack"];
const after: { readonly [phaseId: string]: string[] } = {
  weigh: [],
  mix: ["weigh"],
  mill: ["mix"],
  spread: ["mix", "mill"],
  dry: ["spread"],
  pack: ["dry"],
};
export const issued: Past = {
  type: "BatchIssued",
  data: {
    batchNumber: "B-1",
    material: granules,
    plannedQuantity: kg("10"),
    equipmentIds: [],
    dataOrigin: "live",
    recipe: {
      recipeId: "master-1",
      recipeVersion: "3",
      name: recipe.name,
      digest,
      phases: plain.map((phaseId) => ({
        phaseId,
        path: path(phaseId),
        instruction: `Do ${phaseId}.`,
        after: after[phaseId],
      })),
      formula: [
        { material: starch, quantity: kg("10") },
        { material: labels, quantity: { value: "1", unitOfMeasure: "1" } },
      ],
    },
  },
};
export const copied: Past = {
  type: "MasterRecipeCopied",
  data: { masterRecipeId: "master-1", version: 3, digest, recipe, adjustments: [] },
};
export const begun: readonly Past[] = [issued, copied, { type: "BatchStarted", data: {} }];
