// What a batch record lacks: computed, not ticked (regulatory BR-1). What every record holds is one
// list with the gate of completion (domain/batch/record); where nobody has said whose rules count,
// all of them do.
import { isStillIn, reworkItem } from "../../../domain/batch/control-recipe/gate/material.ts";
import {
  lackingAtRelease,
  lackingIn,
  packagingKinds,
} from "../../../domain/batch/record/mandatory.ts";
import { quantityMade } from "../../../domain/batch/record/released.ts";
import { isSettledBy } from "../../../domain/batch/review/review.ts";
import { type PhasePath, pathText } from "../../../domain/kernel/shape/phase.ts";
import type { AskedFor } from "../record/executed-part.ts";
import { foundIn, heldAtReleaseBy, heldBy, isFound, lotsTested } from "../record/held.ts";
import type { BatchRecord, Completeness } from "../record/record.ts";
import type { Reading } from "../record/record-part.ts";
import { registerOf, undecidedIn } from "../record/register.ts";
import { sectionRules } from "../record/section.ts";

type Content = Omit<BatchRecord, "completeness" | "counts" | "digest">;

export function completenessOf(record: Content): Completeness {
  const profiles = record.controlRecipe?.profiles;
  const mandatory = [
    ...lackingIn(heldBy(record), profiles),
    ...lackingAtRelease(heldAtReleaseBy(record), profiles),
  ];
  const lacking = sectionRules.map((rule) => {
    const own = mandatory.filter(({ section }) => section === rule.number);
    return { ...rule, lacks: lacksIn(rule.number, record, own) };
  });
  return {
    missing: lacking
      .filter(({ number, gate, lacks }) => {
        const isAsked = gate === "always" || isAskedOf(number, record);
        return isAsked && lacks.length > 0;
      })
      .map(({ number, title, requiredBy, stage, lacks }) => {
        return { number, title, requiredBy, stage: stageWords[stage], lacks };
      }),
    notRecorded: lacking
      .filter(({ gate, lacks }) => gate === "ifApplicable" && lacks.length > 0)
      .map(({ number, title }) => ({ number, title })),
  };
}

/** As the gate of the approval asks it: by the critical rules alone, of the batch's own entries. */
function isEachCriticalJudged({ rules, exceptions }: Content["exceptions"]): boolean {
  const severity = "critical" as const;
  const critical = rules.filter((rule) => rule.severity === severity).map((rule) => rule.ruleKey);
  return exceptions
    .filter(({ isOwn }) => isOwn)
    .every(({ eventId, section, ruleKeys, marks }) =>
      ruleKeys
        .filter((ruleKey) => critical.includes(ruleKey))
        .every((ruleKey) => isSettledBy(() => marks)({ eventId, section, ruleKey, severity })),
    );
}

const stageWords = {
  executionClose: "close of execution",
  qaApproval: "approval by the quality unit",
  disposition: "disposition",
  afterwards: "after release",
  none: "printing",
} as const;

function lacksIn(
  number: number,
  record: Content,
  mandatory: readonly { readonly item: string }[],
): readonly string[] {
  const items = mandatory.map(({ item }) => item);
  const more = (checks[number]?.(record) ?? []).filter((item) => item !== undefined);
  const isDeparted = departedIn(number, record);
  return [...items, ...more].filter((item) => !isDeparted(item));
}

/** What quality let be under a deviation is no longer lacking: section 23 has it. */
function departedIn(number: number, { departures }: Content): (item: string) => boolean {
  const named = new Set(departures.filter((one) => one.section === number).map(({ item }) => item));
  return (item) => named.has(item);
}

const unless = (there: boolean, lacking: string): string | undefined =>
  there ? undefined : lacking;

/** By section number; a section that is not here is made by printing. */
const checks: {
  readonly [section: number]: (record: Content) => readonly (string | undefined)[];
} = {
  3: ({ masterActs }) => [
    unless(
      ["RecipeSubmitted", "RecipeApproved"].every((type) =>
        masterActs.some((act) => act.type === type),
      ),
      "who prepared, checked and approved the master record",
    ),
  ],
  9: ({ blankForms, copiedEntries }) => [
    ...blankForms
      .filter(({ ended }) => !ended)
      .map(({ form }) => `blank form ${form}, which is out`),
    ...copiedEntries
      .filter(({ isChecked }) => !isChecked)
      .map(
        ({ form, page, by }) =>
          `comparison of entry ${by.position} with form ${form}, page ${page}`,
      ),
  ],
  11: ({ inProcess }) => untested(inProcess),
  13: (record) => {
    const asked = examined(13, record);
    if (asked.length === 0) return [unless(record.times.length > 0, "limits of time")];
    return asked.flatMap((one) => (isTimed(record, one) ? [] : [`time limit: ${one.name}`]));
  },
  15: (record) => [
    unless(
      record.materials.some(({ kind }) => kind !== "charge"),
      "rework or blending",
    ),
    ...reworkLacks(record),
  ],
  16: ({ controlRecipe, materials }) => {
    const inputs = controlRecipe?.inputs ?? [];
    const asked = inputs.filter(({ kind }) => packagingKinds.has(kind));
    const charged = new Set(materials.map(({ material }) => material));
    return [
      unless(asked.length > 0, "packaging components"),
      ...asked.map(({ material: { name } }) => unless(charged.has(name), name)),
    ];
  },
  17: ({ inspections, labels }) => [
    unless(labels.length > 0, "packaging"),
    unless(
      inspections.some(({ phaseOfBatch }) => phaseOfBatch === "after"),
      "line clearance after the run",
    ),
  ],
  18: (record) => [
    unless(record.labels.length > 0, "labels"),
    ...record.labels
      .filter(({ reconciliation }) => reconciliation === null)
      // The gate names the material.
      .filter(({ material }) => !departedIn(18, record)(`reconciliation: ${material}`))
      .map(({ lot }) => `reconciliation of ${lot}`),
  ],
  19: ({ serialNumbers: { movements, reconciliation } }) => [
    unless(movements.length > 0, "serial numbers"),
    unless(
      movements.every(({ what }) => what !== "issued") || reconciliation !== null,
      "reconciliation of serial numbers",
    ),
  ],
  20: (record) => examination(20, record),
  21: (record) => {
    const lots = lotsTested(record);
    const found = foundIn(record);
    // Listed for one lot it is asked of that lot; of the batch, of each lot of its product.
    const isDone = ({ name, materialLotId: of }: Reading) =>
      (of === null ? lots : [found(of)]).every((tests) => tests.some((names) => names.has(name)));
    return untested(record.release.filter((one) => !isDone(one)));
  },
  22: (record) => examination(22, record),
  23: ({ kind, deviations }) => [
    unless(kind === "batchProductionRecord", "whether there were deviations"),
    ...deviations
      .filter(({ conclusion }) => conclusion === null)
      .map(({ title }) => `conclusion of deviation ${title}`),
  ],
  25: ({ reviews, exceptions }) => [
    unless(
      reviews.some(({ act, coverage }) => act === "reviewed" && coverage !== null),
      "review of the audit trail",
    ),
    unless(isEachCriticalJudged(exceptions), "judgement of critical exceptions"),
  ],
  27: ({ outputs, dispositions }) => [
    unless(outputs.length > 0, "quantity made"),
    ...new Set(outputs.flatMap((one) => (one.isMeasured ? [] : quantityMade(one.material)))),
    ...undecidedIn({ outputs, dispositions }).map((lot) => `what was decided on ${lot}`),
  ],
  28: ({ reviews }) => [
    unless(
      reviews.some(({ act }) => act === "productionApproved"),
      "approval by the person responsible for production",
    ),
  ],
  29: ({ reviews }) => [
    unless(
      reviews.some(({ act }) => act === "reviewed"),
      "review of the record",
    ),
    unless(
      reviews.some(({ act }) => act === "approved" || act === "notApproved"),
      "approval of the record",
    ),
  ],
  30: ({ dispositions }) => [unless(dispositions.length > 0, "disposition")],
  31: ({ addenda }) => [unless(addenda.length > 0, "notes after release")],
  32: (record) =>
    registerOf(record)
      .filter(({ by }) => by === null)
      .map(({ meaning }) => meaning),
  33: ({ attachments }) => [unless(attachments.length > 0, "attachments")],
};

/** Of what applies to some batches alone: to this one it does. */
const isAskedOf = (number: number, record: Content): boolean =>
  examined(number, record).length > 0 || (number === 15 && reworkLacks(record).length > 0);

/** In the last run of the step in which the limit ends, or as that began. */
function isTimed({ steps, times }: Content, { name, step }: AskedFor): boolean {
  const isOf = ({ path }: { readonly path: PhasePath }) => pathText(path) === pathText(step);
  const since = steps.findLast((one) => isOf(one) && one.started)?.started?.position ?? 0;
  return times.some((one) => one.name === name && one.by.position >= since);
}

/** What the copy asks for between steps and in steps that were done. */
const examined = (number: number, { controlRecipe, steps }: Content) => {
  const isDone = (asked: PhasePath) =>
    steps.some(
      ({ path, outcome }) => outcome === "completed" && pathText(path) === pathText(asked),
    );
  return (controlRecipe?.asked ?? []).filter(
    ({ section, step, since }) =>
      section === number && byCopy.has(section) && isDone(step) && (!since || isDone(since)),
  );
};
/** 13, limits of time; 20, packaged product; 22, environment. */
const byCopy: ReadonlySet<number> = new Set([13, 20, 22]);

/** As the gate names it: what was put in again unapproved, and a rework with nothing put in. */
function reworkLacks(record: Content): readonly string[] {
  const { materials, rework } = record;
  const before = unapproved(materials).map(
    (name) => `approval before it was put in again: ${name}`,
  );
  const isIn = materials.some(
    ({ kind, materialLotId, stayed, voided }) =>
      !voided &&
      kind === "rework" &&
      rework?.materialLotIds.includes(materialLotId) &&
      isStillIn(stayed ?? undefined),
  );
  const lacks = rework && !isIn ? [...before, reworkItem(rework)] : before;
  return lacks.filter((item) => !departedIn(15, record)(item));
}

/** Put in again before quality approved it. */
const unapproved = (materials: Content["materials"]): readonly string[] => [
  ...new Set(
    materials
      .filter(({ flags, voided }) => !voided && flags.includes("REPROCESSING_NOT_APPROVED"))
      .map(({ material }) => material),
  ),
];

/** Where the copy asks for none it does not apply, which is said, and never left blank (BR-6). */
function examination(number: 20 | 22, record: Content): readonly string[] {
  const asked = examined(number, record);
  if (asked.length === 0) return ["does not apply: the master asks for none"];
  const isDeparted = departedIn(number, record);
  return asked
    .filter((one) => !isFound(record, one) && !isDeparted(`${pathText(one.step)}: ${one.name}`))
    .map(({ name }) => name);
}

const untested = (readings: readonly Reading[]): readonly string[] =>
  readings.filter(({ value }) => value === null).map(({ name }) => `${name}: not tested`);
