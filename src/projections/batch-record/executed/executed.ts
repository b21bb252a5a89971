// How the copy of the master was executed, by the events that are kept whole.
import type { MasterRecipeCopied } from "../../../domain/batch/control-recipe/events.ts";
import { sectionOfCheck } from "../../../domain/batch/record/mandatory.ts";
import type { EventOf } from "../../../domain/kernel/event-type.ts";
import { stepsOf as stepsIn } from "../../../domain/kernel/recipe/plan.ts";
import type { KeptEvent } from "../handlers/entry.ts";
import { saidOf } from "../query/said.ts";
import type {
  Adjustment,
  Attachment,
  ControlRecipe,
  Departure,
  Dispensing,
  Override,
  Selection,
  TimeTaken,
  WrittenEntry,
} from "../record/executed-part.ts";
import type { Entries } from "../record/stamp.ts";
import type { EntryRow, Rows, StepRow } from "../rows/rows.ts";

/** Those of one type, with their data as that event says it. */
export function keptAs<Type extends KeptEvent["type"]>(rows: readonly EntryRow[], type: Type) {
  return rows.filter((row): row is Extract<EntryRow, { readonly type: Type }> => row.type === type);
}

export function controlRecipeOf(rows: readonly EntryRow[], entries: Entries): ControlRecipe | null {
  const row = keptAs(rows, "MasterRecipeCopied").at(-1);
  if (!row) return null;
  const { masterRecipeId, version, digest, recipe } = row.data;
  return {
    masterRecipeId,
    version,
    digest,
    number: recipe.number,
    name: recipe.name,
    batchSize: recipe.batchSize.reference,
    phases: stepsIn(recipe).length,
    inputs: recipe.inputs ?? [],
    profiles: recipe.profiles,
    asked: askedIn(recipe),
    adjustments: adjustmentsIn(row.data),
    by: entries.stampAt(row.position),
  };
}

type Copied = EventOf<typeof MasterRecipeCopied>["data"];

function askedIn(recipe: Copied["recipe"]): ControlRecipe["asked"] {
  const steps = stepsIn(recipe);
  const pathOf = (key: string) => steps.filter(({ phase }) => phase.key === key);
  return [
    ...steps.flatMap(({ phase: { checks = [], samples = [] }, path: step }) => [
      ...checks.map((one) => ({ section: sectionOfCheck(one), name: one.name, step })),
      ...samples.map(({ name }) => ({ section: 12 as const, name, step })),
    ]),
    ...(recipe.timeLimits ?? []).flatMap(({ name, from, to }) =>
      pathOf(from.phase).flatMap(({ path: since }) =>
        pathOf(to.phase).map(({ path: step }) => ({ section: 13 as const, name, step, since })),
      ),
    ),
  ];
}

function adjustmentsIn({ recipe, adjustments }: Copied): readonly Adjustment[] {
  const steps = stepsIn(recipe);
  return adjustments.flatMap(({ phase, parameter: key, setPoint }) => {
    const step = steps.find((one) => one.phase.key === phase);
    const parameter = step?.phase.parameters?.find((one) => one.key === key);
    if (!step || !parameter) return [];
    const { unitOfMeasure, name, setPoint: inMaster, low, high } = parameter;
    const of = (value: string | undefined) =>
      value === undefined ? null : { value, unitOfMeasure };
    return [
      {
        step: step.path,
        parameter: name,
        inMaster: of(inMaster),
        inBatch: { value: setPoint, unitOfMeasure },
        low: of(low),
        high: of(high),
      },
    ];
  });
}

type Taken = Extract<KeptEvent, { readonly type: "ContainerSelected" | "MaterialDispensed" }>;

const takenOf = (position: number, data: Taken["data"], entries: Entries) => ({
  material: data.material.name,
  lot: entries.nameAt(position, "materialLot", data.materialLotId),
  container: data.containerId ? entries.nameAt(position, "container", data.containerId) : null,
  step: data.path ?? null,
});

export const selectionsOf = (rows: readonly EntryRow[], entries: Entries): readonly Selection[] =>
  keptAs(rows, "ContainerSelected").map(({ position, data }) => ({
    ...takenOf(position, data, entries),
    scanned: data.scanned ?? null,
    suggested: data.suggested
      ? entries.nameAt(position, "materialLot", data.suggested.materialLotId)
      : null,
    followsSuggestion: data.followsSuggestion ?? null,
    by: entries.stampAt(position),
  }));

export function dispensingsOf(rows: readonly EntryRow[], entries: Entries): readonly Dispensing[] {
  const selected = new Map(
    keptAs(rows, "ContainerSelected").map(({ position, data }) => [data.selectionId, position]),
  );
  return keptAs(rows, "MaterialDispensed").map(({ position, data }) => ({
    ...takenOf(position, data, entries),
    into: entries.nameAt(position, "container", data.dispensedContainerId),
    nominal: data.nominal,
    compensation: data.compensation ?? null,
    limits: data.limits ?? null,
    tare: data.weighing.tare,
    gross: data.weighing.gross,
    net: data.weighing.net,
    scale: entries.nameAt(position, "equipment", data.weighing.equipmentId),
    calibration: calibrationOf(data.weighing.equipmentId, position, entries),
    readAt: data.weighing.readAt ?? null,
    claimedReadAt: data.weighing.claimedReadAt ?? null,
    label: data.label ?? null,
    flags: data.flags,
    selectedBy: selected.get(data.selectionId) ?? null,
    by: entries.stampAt(position),
  }));
}

function calibrationOf(equipmentId: string, before: number, { all }: Entries) {
  const last = all.findLast(
    ({ type, record, position }) =>
      type === "EquipmentCalibrated" && record?.id === equipmentId && position < before,
  );
  return (last && saidOf([last])[0]) ?? null;
}

export const writtenEntriesOf = (
  rows: readonly EntryRow[],
  entries: Entries,
): readonly WrittenEntry[] =>
  keptAs(rows, "EntryWritten").map(({ position, data: { entry, path, text } }) => ({
    entry,
    step: path,
    text,
    by: entries.stampAt(position),
  }));

export const timesOf = (steps: readonly StepRow[], entries: Entries): readonly TimeTaken[] =>
  steps.flatMap(({ times, path, position }) =>
    (times ?? []).map((time) => ({ ...time, step: path, by: entries.stampAt(position) })),
  );

export const departuresOf = (rows: readonly EntryRow[], entries: Entries): readonly Departure[] =>
  keptAs(rows, "DepartureAuthorised").map(({ position, data: { section, item, deviationId } }) => ({
    section,
    item,
    deviation: entries.nameAt(position, "deviation", deviationId),
    by: entries.stampAt(position),
  }));

export const overridesOf = (rows: Rows, entries: Entries): readonly Override[] =>
  keptAs(rows.entries, "OverrideAuthorised").map(({ position, data }) => {
    const used = [...rows.materials, ...rows.steps].find(({ override_ids }) =>
      override_ids.includes(data.overrideId),
    );
    return {
      code: data.code,
      lot: data.materialLotId ? entries.nameAt(position, "materialLot", data.materialLotId) : null,
      step: data.path ?? null,
      equipment: data.equipmentId ? entries.nameAt(position, "equipment", data.equipmentId) : null,
      deviation: entries.nameAt(position, "deviation", data.deviationId),
      by: entries.stampAt(position),
      usedBy: used ? entries.stampAt(used.position) : null,
    };
  });

export const attachmentsOf = (rows: readonly EntryRow[], entries: Entries): readonly Attachment[] =>
  keptAs(rows, "DocumentAttached").map(({ position, data: { path, deviationId, ...data } }) => ({
    ...data,
    step: path ?? null,
    deviation: deviationId ? entries.nameAt(position, "deviation", deviationId) : null,
    by: entries.stampAt(position),
  }));
