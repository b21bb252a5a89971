// What a batch record lacks: computed, not ticked (regulatory BR-1). What the product cannot record
// yet is lacking too.
import { isSettledBy } from "../../../domain/batch/review/review.ts";
import type { BatchRecord, Completeness } from "../record/record.ts";
import type { Reading } from "../record/record-part.ts";
import { registerOf, undecidedIn } from "../record/register.ts";
import { sectionRules } from "../record/section.ts";

type Content = Omit<BatchRecord, "completeness" | "counts" | "digest">;

export function completenessOf(record: Content): Completeness {
  const lacking = sectionRules.map((rule) => ({ ...rule, lacks: lacksIn(rule.number, record) }));
  return {
    missing: lacking
      .filter(({ gate, lacks }) => gate === "always" && lacks.length > 0)
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

const lacksIn = (number: number, record: Content): readonly string[] =>
  (checks[number]?.(record) ?? []).filter((item) => item !== undefined);

const unless = (there: boolean, lacking: string): string | undefined =>
  there ? undefined : lacking;

/** By section number; a section that is not here is made by printing. */
const checks: {
  readonly [section: number]: (record: Content) => readonly (string | undefined)[];
} = {
  2: ({ identity, outputs }) => [
    unless(!identity.numberIsProvisional, "final batch number"),
    unless(identity.plannedQuantity !== null, "batch size"),
    unless(identity.started !== null, "date of manufacture"),
    unless(
      outputs.some(({ expiresOn, retestOn }) => expiresOn !== null || retestOn !== null),
      "expiry or retest date of the product",
    ),
  ],
  3: ({ recipe, controlRecipe, masterActs }) => [
    unless(recipe !== null || controlRecipe !== null, "copy of the master record"),
    unless(
      ["RecipeSubmitted", "RecipeApproved"].every((type) =>
        masterActs.some((act) => act.type === type),
      ),
      "who prepared, checked and approved the master record",
    ),
  ],
  4: ({ people }) => [
    unless(
      people.some(({ kind }) => kind === "person"),
      "the people who made, checked and supervised",
    ),
  ],
  5: ({ inspections }) => [
    unless(
      inspections.some(({ phaseOfBatch }) => phaseOfBatch === "before"),
      "line clearance before the batch",
    ),
  ],
  6: ({ recipe, controlRecipe }) => [
    unless(
      (recipe?.formula.length ?? 0) + (controlRecipe?.inputs.length ?? 0) > 0,
      "required quantities",
    ),
  ],
  7: ({ materials }) => [
    unless(materials.length > 0, "materials"),
    unless(
      materials.every(({ quantity, voided }) => quantity !== null || voided),
      "quantities of materials",
    ),
    unless(
      materials.every(({ quantityKnownBy }) => ["weighed", "counted"].includes(quantityKnownBy)),
      "weighings or counts of materials",
    ),
  ],
  8: ({ equipment }) => [unless(equipment.length > 0, "equipment")],
  9: ({ steps, blankForms, copiedEntries }) => [
    unless(steps.length > 0, "steps"),
    unless(
      steps.every(({ outcome }) => outcome !== "started"),
      "end of steps that were started",
    ),
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
  10: ({ parameters, processData }) => [
    unless(parameters.length + processData.length > 0, "process parameters"),
  ],
  11: ({ inProcess }) => untested(inProcess, "in-process results"),
  12: ({ samples }) => [unless(samples.length > 0, "samples taken")],
  13: ({ times }) => [unless(times.length > 0, "limits of time")],
  14: ({ yields }) => [unless(yields.length > 0, "yields")],
  15: ({ materials }) => [
    unless(
      materials.some(({ kind }) => kind !== "charge"),
      "rework or blending",
    ),
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
  18: ({ labels }) => [
    unless(labels.length > 0, "labels"),
    ...labels
      .filter(({ reconciliation }) => reconciliation === null)
      .map(({ lot }) => `reconciliation of ${lot}`),
  ],
  19: ({ serialNumbers: { movements, reconciliation } }) => [
    unless(movements.length > 0, "serial numbers"),
    unless(
      movements.every(({ what }) => what !== "issued") || reconciliation !== null,
      "reconciliation of serial numbers",
    ),
  ],
  20: () => ["examination"],
  21: ({ release }) => untested(release, "release tests"),
  22: () => ["environment"],
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
    unless(
      outputs.length > 0 && outputs.every(({ quantity }) => quantity !== null),
      "quantity made",
    ),
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

/** 21 CFR 211.188(b)(9). */
const packagingKinds: ReadonlySet<string> = new Set([
  "container",
  "closure",
  "packaging",
  "printedPackaging",
]);

function untested(readings: readonly Reading[], what: string): readonly (string | undefined)[] {
  const tested = readings.filter(({ value }) => value !== null);
  if (tested.length === 0) return [what];
  return readings.filter(({ value }) => value === null).map(({ name }) => `${name}: not tested`);
}
