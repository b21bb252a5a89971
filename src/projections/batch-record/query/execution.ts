// Steps in executed order, checks, and the equipment they were made on.
import { pathText } from "../../../domain/kernel/shape/phase.ts";
import type { AuditEntry } from "../../audit-trail/entry.ts";
import type { EquipmentUse, Inspection, Interruption, Step } from "../record/record-part.ts";
import { type Entries, stampOf } from "../record/stamp.ts";
import type { InspectionRow, Rows, StepRow } from "../rows/rows.ts";
import { saidOf } from "./said.ts";

/** One line for each run of a phase, in the order in which runs began or were skipped. */
export function stepsOf(rows: readonly StepRow[], entries: Entries): readonly Step[] {
  const runs = Map.groupBy(rows, ({ phase_id, run }) => `${run ?? "skipped"} ${phase_id}`);
  return [...runs.values()].flatMap((run) => {
    const [first] = run;
    if (!first) return [];
    const began = run.find(({ happened }) => happened === "started");
    const ended = run.findLast(({ happened }) => ends.has(happened));
    const deviationId = ended?.deviation_id ?? null;
    return [
      {
        phaseId: first.phase_id,
        path: first.path,
        run: first.run,
        outcome: outcomeOf(ended ?? run.at(-1) ?? first),
        instruction: began?.instruction ?? null,
        result: ended?.result ?? null,
        equipment: began ? namesOf(began, entries) : null,
        deviation:
          deviationId === null || !ended
            ? null
            : entries.nameAt(ended.position, "deviation", deviationId),
        flags: run.flatMap(({ flags }) => flags),
        started: began ? entries.stampAt(began.position) : null,
        interruptions: interruptionsOf(run, entries),
        ended: ended ? entries.stampAt(ended.position) : null,
      },
    ];
  });
}

const namesOf = ({ equipment_ids: ids, position }: StepRow, entries: Entries): string | null =>
  (ids ?? []).map((id) => entries.nameAt(position, "equipment", id)).join(", ") || null;

const ends: ReadonlySet<string> = new Set(["completed", "skipped", "stopped", "aborted"]);
const outcomes = [
  "started",
  "paused",
  "held",
  "completed",
  "skipped",
  "stopped",
  "aborted",
] as const;

/**
 * One for each time that it was paused or held, to whatever came after it; and of what was stopped
 * and then aborted, the stop.
 */
const interruptionsOf = (run: readonly StepRow[], entries: Entries): readonly Interruption[] =>
  run.flatMap(({ happened, position }, n): Interruption[] => {
    const after = run[n + 1];
    const isStop = happened === "stopped" && after !== undefined;
    if (!isStop && happened !== "paused" && happened !== "held") return [];
    const until = after ? entries.stampAt(after.position) : null;
    return [{ kind: happened, since: entries.stampAt(position), until }];
  });

function outcomeOf({ happened: last }: StepRow): Step["outcome"] {
  const happened = last === "resumed" || last === "restarted" ? "started" : last;
  const outcome = outcomes.find((one) => one === happened);
  if (!outcome) throw new Error(`A step cannot be ${happened}.`);
  return outcome;
}

export function inspectionsOf(
  rows: readonly InspectionRow[],
  entries: Entries,
): readonly Inspection[] {
  const entryOf = new Map(entries.all.map(({ eventId, position }) => [eventId, position]));
  return rows.map((row) => ({
    kind: row.kind === "check" ? "check" : "lineClearance",
    name: row.name,
    phaseOfBatch: row.phase_of_batch,
    result: row.result,
    step: row.path,
    findings: row.findings,
    equipment: row.equipment_id && entries.nameAt(row.position, "equipment", row.equipment_id),
    ofEntry: row.checks_event_id === null ? null : (entryOf.get(row.checks_event_id) ?? null),
    by: entries.stampAt(row.position),
  }));
}

/**
 * What was used is told by the batch's own entries; what happened to it around then by those of its
 * own stream.
 */
export function equipmentOf(
  rows: Rows,
  own: readonly AuditEntry[],
  entries: Entries,
): readonly EquipmentUse[] {
  const uses = Map.groupBy(
    own.flatMap((entry) =>
      entry.about
        .filter(({ kind }) => kind === "equipment")
        .map(({ id, name }) => ({ id, name, entry })),
    ),
    ({ id }) => id,
  );
  return [...uses].flatMap(([equipmentId, of]) => {
    const [first, last] = [of[0], of.at(-1)];
    const began = first && stampOf(first.entry);
    const ended = last && stampOf(last.entry);
    if (!first || !began || !ended) return [];
    const steps = rows.steps
      .filter(({ equipment_ids }) => equipment_ids?.includes(equipmentId))
      .map(({ path }) => pathText(path));
    const around = entries.all.filter(
      ({ record }) => record?.kind === "equipment" && record.id === equipmentId,
    );
    return [
      {
        equipmentId,
        name: first.name,
        steps: [...new Set(steps)],
        first: began,
        last: ended,
        around: saidOf(around),
      },
    ];
  });
}
