// From which dates the rules of a specification count for a lot: when what it goes back to was
// made, here or elsewhere, and received. Of what came together the oldest counts.
import { type BatchState, batch } from "../../../domain/batch/batch.ts";
import type { Batch } from "../../../domain/batch/batch-part.ts";
import type { DatingRule } from "../../../domain/kernel/shape/dating.ts";
import { validResults } from "../../../domain/sample/testing/testing.ts";
import { type Ancestor, type Evidence, lineage } from "./evidence.ts";
import { samplesOf } from "./results.ts";

/** A date at the site; or why it is not known. */
export type Base = { readonly on: string } | { readonly because: string };
export type Bases = Readonly<Record<DatingRule["countedFrom"], Base>>;
type DateOf = (instant: string) => string;

export function basesOf(
  evidence: Evidence,
  materialLotId: string,
  dateOf: DateOf,
): Omit<Bases, "release" | "retest"> {
  const roots = lineage(evidence, materialLotId).filter(({ lot }) => lot.from.length === 0);
  const oldest = (baseOf: (root: Ancestor) => Base) => oldestOf(roots.map(baseOf));
  const received = (of: "manufacturedOn" | "receivedOn", here: string, unsaid: string) =>
    oldest(({ lot: { receipt } }) => dateOr(receipt?.[of], receipt ? unsaid : here));
  const produced = (of: (made: Batch) => string | undefined, unsaid: string) =>
    oldest(({ lot: { batchId } }) => {
      if (batchId === undefined) return { because: "it was not made here" };
      const made: BatchState | undefined = evidence.of(batch, batchId);
      const at = made && made.status !== "unknown" ? of(made) : undefined;
      return dateOr(at === undefined ? undefined : dateOf(at), unsaid);
    });
  return {
    manufacture: received(
      "manufacturedOn",
      "it was made here, and the rule says neither start nor end of production",
      "whoever delivered it did not say when it was made",
    ),
    receipt: received("receivedOn", "it was made here", "it is not known when it came"),
    productionStart: produced(({ startedAt }) => startedAt, "its batch is not known to have begun"),
    productionEnd: produced(endedAt, "its batch is not known to be completed"),
    opening: { because: "it counts for a container that is opened" },
  };
}

/** It may be completed, in the system, long after the last of it was done. */
const endedAt = ({ completedAt, workedUntil }: Batch): string | undefined =>
  completedAt && (workedUntil ?? completedAt);

/** The day of the first valid result of a plan: testing that takes long extends nothing. */
export function testedOn(
  evidence: Evidence,
  materialLotId: string,
  planNumber: number,
  dateOf: DateOf,
): Base {
  const days = samplesOf(evidence, materialLotId)
    .filter((one) => one.materialLotId === materialLotId)
    .filter(({ sampled }) => sampled.sample.planNumber === planNumber)
    .flatMap(({ sample }) =>
      sample
        ? sample.taken.tests.flatMap(({ testId }) =>
            validResults(sample, testId).map(({ at }) => dateOf(at)),
          )
        : [],
    );
  return dateOr(days.sort()[0], "no result of the retest is valid");
}

const dateOr = (on: string | undefined, because: string): Base =>
  on === undefined ? { because } : { on };

function oldestOf(bases: readonly Base[]): Base {
  const unknown = bases.find((base) => "because" in base);
  const [first] = bases.flatMap((base) => ("on" in base ? base.on : [])).sort();
  return unknown ?? dateOr(first, "nothing is known of where it came from");
}
