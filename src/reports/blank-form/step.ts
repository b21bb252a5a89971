// One phase on a blank form: the instruction as issued, and a row for each thing that is to be
// written down, with what is asked and who signs.
import type {
  BlankFormContent,
  FormStep,
} from "../../projections/batch-record/query/blank-form.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { codeText } from "../batch-record/cells.ts";
import type { Block } from "../model/block.ts";
import type { Section } from "../model/document.ts";
import type { Fact } from "../model/fact.ts";
import { type Line, rangeText, toWrite } from "./line.ts";

type Recipe = BlankFormContent["recipe"];
type Phase = FormStep["phase"];

export function stepSection({ recipe }: BlankFormContent, step: FormStep, number: string): Section {
  const { phase } = step;
  const warnings = (phase.precautions ?? []).map(
    (text): Block => ({ kind: "paragraph", text, tone: "attention" }),
  );
  const facts = factsOf(recipe, step);
  const lines = [
    ...before(recipe, phase),
    ...chargeLines(recipe, step),
    ...parameterLines(step),
    ...checkLines(phase),
    ...sampleLines(phase),
    ...entryLines(phase),
    ...outputLines(recipe, step),
    ...after(phase),
  ];
  return {
    id: `step-${phase.key}`,
    number,
    title: phase.name,
    blocks: [
      ...warnings,
      { kind: "paragraph", text: phase.instruction },
      ...(facts.length > 0 ? [{ kind: "facts" as const, facts }] : []),
      toWrite(phase.key, lines, phase.signOff),
    ],
  };
}

function factsOf({ conditions = [], equipmentClasses = [] }: Recipe, step: FormStep): Fact[] {
  const { phase, when } = step;
  const nameOf = (condition: string) =>
    conditions.find(({ key }) => key === condition)?.name ?? condition;
  const classes = (phase.equipment ?? []).map(
    (key) => equipmentClasses.find((one) => one.key === key)?.name ?? key,
  );
  const only = when.map(({ condition, is }) => `${nameOf(condition)}: ${is ? "yes" : "no"}`);
  const { repeat } = phase;
  const most = repeat?.atMost === undefined ? "" : `, ${repeat.atMost} times at most`;
  return [
    ...(only.length > 0 ? [{ label: "Only when", value: only.join("; ") }] : []),
    ...(repeat ? [{ label: "Again until", value: `${nameOf(repeat.until)}${most}` }] : []),
    ...(classes.length > 0 ? [{ label: "Equipment", value: classes.join("; ") }] : []),
    ...((phase.trainings ?? []).length > 0
      ? [{ label: "Training", value: (phase.trainings ?? []).join("; ") }]
      : []),
  ];
}

const clearanceLine = (phase: Phase, when: "before" | "after"): readonly Line[] =>
  phase.clearance?.[when]
    ? [
        {
          what: `${phase.clearance.area}, ${when}`,
          kind: "line clearance",
          asked: "clear or not clear",
          signOff: phase.clearance.signOff,
        },
      ]
    : [];

const before = ({ equipmentClasses = [] }: Recipe, phase: Phase): readonly Line[] => [
  ...clearanceLine(phase, "before"),
  { what: "Started", kind: "step", asked: "date and time" },
  ...(phase.equipment ?? []).map((key) => ({
    what: equipmentClasses.find((one) => one.key === key)?.name ?? key,
    kind: "equipment",
    asked: "number of the piece",
  })),
];

const after = (phase: Phase): readonly Line[] => [
  { what: "Completed", kind: "step", asked: "date and time, result" },
  ...clearanceLine(phase, "after"),
];

function chargeLines({ inputs = [], outputs = [] }: Recipe, step: FormStep): readonly Line[] {
  return (step.phase.charges ?? []).flatMap(({ of, percent, signOff }): Line[] => {
    const input = inputs.find(({ key }) => key === of);
    const material = (input ?? outputs.find(({ key }) => key === of))?.material;
    if (!material) return [];
    const amount = step.amounts.get(of);
    const { tolerance, potency, excess } = input ?? {};
    const notes = [
      ...(percent === undefined ? [] : [`${percent}% of all of it`]),
      ...(tolerance ? [`-${tolerance.below}% to +${tolerance.above}%`] : []),
      ...(excess ? [`with an excess of ${excess.formula} %`] : []),
      ...(potency ? [`to be worked out for the lot: ${potency.formula}`] : []),
    ];
    const said = { what: material.name, signOff };
    return [
      { ...said, kind: "charge", asked: "lot and container" },
      ...(input?.lotValues ?? []).map(({ name, unitOfMeasure, nominal, low, high }) => ({
        what: `${material.name}: ${name}`,
        kind: "value of the lot",
        asked: rangeText({ low, high, target: nominal, unitOfMeasure }),
        signOff,
      })),
      { ...said, kind: "charge", asked: amount ? quantityText(amount) : "quantity", notes },
    ];
  });
}

const parameterLines = ({ phase, adjusted }: FormStep): readonly Line[] =>
  (phase.parameters ?? []).map((one) => {
    const { key, name, setPoint, unitOfMeasure, source, critical, signOff } = one;
    const instead = adjusted.get(key);
    const notes = [
      ...(instead === undefined ? [] : [`adjusted for this batch; master ${setPoint}`]),
      ...(one.unlimited === undefined ? [] : [`no limits: ${one.unlimited}`]),
      ...(source === "manual" ? [] : [`otherwise read by a ${source} source`]),
    ];
    return {
      what: name,
      kind: critical ? "critical parameter" : "parameter",
      asked: rangeText({ ...one, target: instead ?? setPoint, unitOfMeasure }),
      notes,
      signOff,
    };
  });

const checkLines = ({ checks = [] }: Phase): readonly Line[] =>
  checks.map((one) => ({
    what: one.name,
    kind: one.critical ? "critical check" : "check",
    asked: one.kind === "number" ? rangeText(one) : (one.criterion ?? "pass or fail"),
    notes: [
      ...(one.kind === "passFail" && one.criterion !== undefined ? ["pass or fail"] : []),
      ...(one.method === undefined ? [] : [one.method]),
      ...often(one),
    ],
    signOff: one.signOff,
  }));

const sampleLines = ({ samples = [] }: Phase): readonly Line[] =>
  samples.map((one) => ({
    what: one.name,
    kind: "sample",
    asked: `${quantityText(one.quantity)}, ${one.where}`,
    notes: [codeText(one.plan), `to ${one.destination}`, ...often(one)],
    signOff: one.signOff,
  }));

const entryLines = ({ entries = [] }: Phase): readonly Line[] =>
  entries.map(({ name, kind, choices, signOff }) => ({
    what: name,
    kind: "entry",
    asked: choices?.join(", ") ?? (kind === "yesNo" ? "yes or no" : codeText(kind)),
    signOff,
  }));

const outputLines = ({ outputs = [] }: Recipe, { phase, amounts }: FormStep): readonly Line[] =>
  outputs
    .filter(({ key }) => phase.produces?.includes(key))
    .map(({ key, material }) => {
      const theoretical = amounts.get(key);
      return {
        what: material.name,
        kind: "output",
        asked: theoretical ? `theoretical ${quantityText(theoretical)}` : "quantity",
        notes: ["containers and quantity"],
      };
    });

interface Frequency {
  readonly every?: Parameters<typeof quantityText>[0];
  readonly sampleSize?: number;
}
const often = ({ every, sampleSize }: Frequency): readonly string[] => [
  ...(every ? [`every ${quantityText(every)}: further ones at the end of the form`] : []),
  ...(sampleSize === undefined ? [] : [`${sampleSize} each`]),
];
