// One sample, whole: whose hands it went through, what was found in it with every repeat and
// correction, what was out of specification, what is retained, and what is not known of it.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { zoneStated } from "../../domain/kernel/instant.ts";
import type { Reason } from "../../domain/kernel/metadata.ts";
import type { Finding, SpecifiedTest } from "../../domain/kernel/shape/test.ts";
import type { SampleEvent } from "../../domain/sample/sample.ts";
import { isSame } from "../../domain/sample/testing/testing.ts";
import type { Answered } from "../as-of.ts";
import { commonlyKnownAt } from "../known-at.ts";
import type { Unknown } from "../unknown.ts";
import { linesAt, type SampleLine, sampleReadModels } from "./samples.ts";

export interface Stamp {
  readonly position: number;
  /** As stated, with or without offset. */
  readonly at: string;
  /** Server's clock, UTC. */
  readonly recordedAt: string;
  readonly by: string;
  readonly reason: Reason | null;
}
type DataOf<Type extends SampleEvent["type"]> = Extract<
  SampleEvent,
  { readonly type: Type }
>["data"];

export type CustodyStep = Stamp &
  (
    | { readonly what: "taken" }
    | ({ readonly what: "sent" } & DataOf<"SampleSent">)
    | ({ readonly what: "received" } & DataOf<"SampleReceived">)
    | ({ readonly what: "retained" } & DataOf<"SampleRetained">)
    | ({ readonly what: "destroyed" } & DataOf<"SampleDestroyed">)
  );

type Recorded = Omit<DataOf<"TestResultRecorded">, "materialLotId" | "finding" | "conforms">;
interface Found {
  readonly finding: Finding;
  readonly conforms: boolean;
}
export interface TestResult extends Stamp, Recorded {
  /** 1: the first, which is kept for ever; else a repeat. */
  readonly attempt: number;
  /** As it was found first. */
  readonly first: Found;
  readonly corrections: readonly (Stamp & Found)[];
  /** As it stands now. */
  readonly stands: Found;
  /** An error of the laboratory was found: it counts for nothing. */
  readonly isInvalid: boolean;
}
type Opened = Pick<DataOf<"OutOfSpecificationOpened">, "oosId" | "testId" | "attempt" | "finding">;
export interface OutOfSpecification extends Stamp, Opened {
  /** Null: it stands until somebody has. */
  readonly assessed:
    | (Stamp & Omit<DataOf<"OutOfSpecificationAssessed">, "oosId" | "materialLotId">)
    | null;
}

export interface WholeSample extends Omit<SampleLine, "tests" | "results" | "outOfSpecification"> {
  readonly specificationVersion: number | null;
  readonly planNumber: number | null;
  readonly planId: string | null;
  readonly tests: readonly SpecifiedTest[];
  readonly custody: readonly CustodyStep[];
  readonly results: readonly TestResult[];
  readonly outOfSpecification: readonly OutOfSpecification[];
  readonly retained: DataOf<"SampleRetained"> | null;
  readonly unknown: readonly Unknown[];
}

type Taken = DataOf<"SampleTaken">;
type StepRow = Omit<StampRow, "position"> &
  Exclude<SampleEvent, { readonly type: "SampleTaken" }> & { readonly position: number };
interface StampRow {
  readonly position: number;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly by_name: string;
  readonly reason: Reason | null;
}

/** Undefined where no such sample was taken by then. Throws QueryFault AS_OF_AHEAD. */
export async function sampleAt(
  kysely: Kysely<DB>,
  sampleId: string,
  wanted?: number,
): Promise<Answered<WholeSample | undefined>> {
  const asOf = await commonlyKnownAt(kysely, sampleReadModels, wanted);
  const { rows: lines } = await sql<SampleLine>`
    select * from (${linesAt(asOf)}) as line where "sampleId" = ${sampleId}`.execute(kysely);
  const { rows: taken } = await sql<StampRow & { taken: Taken }>`
    select position, taken, occurred_at, recorded_at, by_name, null::jsonb as reason
    from laboratory.sample where sample_id = ${sampleId}`.execute(kysely);
  const { rows: steps } = await sql<StepRow>`
    select position, type, data, occurred_at, recorded_at, by_name, reason
    from laboratory.sample_step
    where sample_id = ${sampleId} and position < ${asOf} order by position`.execute(kysely);
  const [line, first] = [lines[0], taken[0]];
  if (!line || !first) return { asOf, answer: undefined };
  return { asOf, answer: whole(line, first, steps) };
}

const stampOf = ({ position, occurred_at, recorded_at, by_name, reason }: StampRow): Stamp => ({
  position,
  at: occurred_at,
  recordedAt: recorded_at,
  by: by_name,
  reason,
});

function whole(
  line: SampleLine,
  first: StampRow & { readonly taken: Taken },
  steps: readonly StepRow[],
): WholeSample {
  const { specificationVersion = null, planNumber = null, planId = null, tests } = first.taken;
  const outOfSpecification = outOfSpecificationIn(steps);
  const found = {
    ...line,
    specificationVersion,
    planNumber,
    planId,
    tests,
    custody: [{ what: "taken" as const, ...stampOf(first) }, ...steps.flatMap(custodyOf)],
    results: steps.flatMap((step) => resultOf(step, steps, outOfSpecification)),
    outOfSpecification,
    retained: of(steps, "SampleRetained").at(-1)?.data ?? null,
  };
  return { ...found, unknown: unknownOf(found) };
}

const of = <Type extends StepRow["type"]>(steps: readonly StepRow[], type: Type) =>
  steps.filter((step): step is Extract<StepRow, { readonly type: Type }> => step.type === type);

function custodyOf(step: StepRow): readonly CustodyStep[] {
  const stamp = stampOf(step);
  switch (step.type) {
    case "SampleSent":
      return [{ what: "sent", ...stamp, ...step.data }];
    case "SampleReceived":
      return [{ what: "received", ...stamp, ...step.data }];
    case "SampleRetained":
      return [{ what: "retained", ...stamp, ...step.data }];
    case "SampleDestroyed":
      return [{ what: "destroyed", ...stamp, ...step.data }];
    default:
      return [];
  }
}

function resultOf(
  step: StepRow,
  steps: readonly StepRow[],
  outOfSpecification: readonly OutOfSpecification[],
): readonly TestResult[] {
  if (step.type !== "TestResultRecorded") return [];
  const { materialLotId: _, finding, conforms, ...said } = step.data;
  const corrections = of(steps, "TestResultCorrected")
    .filter(({ data }) => isSame(data, said))
    .map((one) => ({
      ...stampOf(one),
      finding: one.data.finding,
      conforms: one.data.conforms,
    }));
  const first = { finding, conforms };
  const last = corrections.at(-1);
  const stands = last ? { finding: last.finding, conforms: last.conforms } : first;
  const isInvalid = outOfSpecification.some(
    (one) => isSame(one, said) && one.assessed?.conclusion === "laboratoryError",
  );
  return [{ ...stampOf(step), ...said, first, corrections, stands, isInvalid }];
}

function outOfSpecificationIn(steps: readonly StepRow[]): readonly OutOfSpecification[] {
  const assessments = of(steps, "OutOfSpecificationAssessed");
  return of(steps, "OutOfSpecificationOpened").map((step) => {
    const { oosId, testId, attempt, finding } = step.data;
    const by = assessments.findLast(({ data }) => data.oosId === oosId);
    return { ...stampOf(step), oosId, testId, attempt, finding, assessed: by ? saidBy(by) : null };
  });
}

function saidBy(step: Extract<StepRow, { readonly type: "OutOfSpecificationAssessed" }>) {
  const { oosId: _, materialLotId: __, ...said } = step.data;
  return { ...stampOf(step), ...said };
}

function unknownOf(sample: Omit<WholeSample, "unknown">): readonly Unknown[] {
  const { sampleId: subject, quantity, containerIds, specificationVersion, custody } = sample;
  const { tests, results } = sample;
  const unstated = [...custody, ...results].filter(({ at }) => !zoneStated(at));
  const untested = tests.filter(
    ({ testId }) => !results.some((one) => one.testId === testId && !one.isInvalid),
  );
  const isReceived = custody.some(({ what }) => what === "received");
  const all: readonly (readonly [isSo: boolean, code: string, detail: string])[] = [
    [quantity === null, "QUANTITY_UNKNOWN", "How much was taken is not recorded."],
    [containerIds.length === 0, "CONTAINERS_UNKNOWN", "From which containers is not recorded."],
    [
      specificationVersion === null,
      "SPECIFICATION_UNKNOWN",
      "By which version of a specification its tests were chosen is not recorded.",
    ],
    [
      results.length > 0 && !isReceived,
      "CUSTODY_UNKNOWN",
      "It was tested, and who received it for that is not recorded.",
    ],
    ...untested.map(({ name }) => [true, "RESULT_UNKNOWN", `${name}: no valid result.`] as const),
    ...unstated.map(({ at }) => {
      const detail = `${at} was stated without its zone and is read as UTC.`;
      return [true, "TIME_WITHOUT_ZONE", detail] as const;
    }),
  ];
  return all.filter(([isSo]) => isSo).map(([, code, detail]) => ({ code, subject, detail }));
}
