// Section 9: the steps in which it was made, where they stood still, and what was given up.
import type { BatchRecord } from "../../projections/batch-record/record/record.ts";
import type { Step } from "../../projections/batch-record/record/record-part.ts";
import type { Cell, Flag } from "../model/fact.ts";
import type { Row } from "../model/table.ts";
import { byCell, marked, pathText, whenCell } from "./cells.ts";
import { checkedByCell } from "./checked.ts";
import { tableOf } from "./section.ts";

export const stepTable = (record: BatchRecord) =>
  tableOf(
    "steps",
    "Steps in the order in which they were executed",
    [
      ["step", "Step", 5],
      ["instruction", "Instruction as issued", 6],
      ["outcome", "Outcome", 3],
      ["result", "Result", 4],
      ["equipment", "Equipment", 3],
      ["started", "Started", 5],
      ["ended", "Ended", 5],
      ["by", "By", 4],
    ],
    record.steps.map((step) => [
      marked(pathText(step.path), undefined, step.flags),
      step.instruction ?? "none issued",
      outcomeCell(step),
      step.result ?? "none recorded",
      step.equipment ?? "none named",
      step.started ? whenCell(step.started) : "not started",
      step.ended ? whenCell(step.ended) : "not ended",
      checkedByCell(record, step.ended ?? step.started),
    ]),
  );

function outcomeCell({ outcome, run, ended, deviation }: Step): Cell {
  const notes = [
    ...(run !== null && run > 1 ? [`run ${run}`] : []),
    ...(outcome !== "completed" && ended?.why ? [ended.why.text] : []),
    ...(deviation === null ? [] : [`deviation ${deviation}`]),
  ];
  return marked(outcome, flags[outcome], notes);
}

const flags: Partial<Record<Step["outcome"], Flag>> = {
  aborted: "voided",
  stopped: "voided",
  skipped: "voided",
  held: "held",
};

/** Each time that a run stood still: since when, why, until when, and why then. */
export const interruptionTables = (steps: readonly Step[]) => {
  const found = steps.flatMap((step) => step.interruptions.map((one) => ({ ...one, step })));
  if (found.length === 0) return [];
  return [
    tableOf(
      "interruptions",
      "Steps that stood still",
      [
        ["step", "Step", 6],
        ["run", "Run", 1, "end"],
        ["what", "What", 2],
        ["why", "Why", 6],
        ["by", "By", 4],
        ["since", "Since", 4],
        ["until", "Until", 4],
        ["wentOn", "Ended by", 4],
      ],
      found.map(
        ({ step, kind, since, until }): Row => [
          pathText(step.path),
          String(step.run ?? ""),
          marked(kind, flags[kind], []),
          [
            since.why?.text ?? (kind === "paused" ? "foreseen" : "no reason given"),
            ...(until?.why ? [`(ended: ${until.why.text})`] : []),
          ].join(" "),
          byCell(since),
          whenCell(since),
          until ? whenCell(until) : "stands",
          until ? byCell(until) : "",
        ],
      ),
    ),
  ];
};

/** 21 CFR 211.100(b), 211.192: each run that was given up, why, and whether it was made again. */
export const givenUpTables = (steps: readonly Step[]) => {
  const givenUp = steps.filter(({ outcome }) => outcome === "stopped" || outcome === "aborted");
  if (givenUp.length === 0) return [];
  const again = ({ phaseId, run }: Step) =>
    steps.find((one) => one.phaseId === phaseId && (one.run ?? 0) > (run ?? 0));
  return [
    tableOf(
      "aborted",
      "Runs of steps that were stopped or aborted",
      [
        ["step", "Step", 6],
        ["run", "Run", 1, "end"],
        ["how", "How", 2],
        ["equipment", "Equipment", 4],
        ["why", "Why", 6],
        ["by", "By", 4],
        ["when", "When", 4],
        ["again", "Made again", 4],
      ],
      givenUp.map((step): Row => {
        const next = again(step);
        return [
          pathText(step.path),
          String(step.run ?? ""),
          step.outcome,
          step.equipment ?? "none named",
          step.ended?.why?.text ?? "no reason given",
          byCell(step.ended),
          whenCell(step.ended),
          next ? `run ${next.run}: ${next.outcome}` : "not made again",
        ];
      }),
    ),
  ];
};
