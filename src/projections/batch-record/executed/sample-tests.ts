// Section 21: what was found in samples of the lots that the batch made, and of what came of them;
// a result counts as it does for the gate before their release (21 CFR 211.165(a), 211.194(a)).
import type { Conclusion } from "../../../domain/sample/testing/events.ts";
import type { AuditEntry } from "../../audit-trail/entry.ts";
import { words } from "../../wording/show.ts";
import { saidOf } from "../query/said.ts";
import type { SampleTest } from "../record/record-part.ts";
import type { Rows } from "../rows/rows.ts";

export function sampleTestsOf(
  all: readonly AuditEntry[],
  { outputs, parts, dispositions }: Pick<Rows, "outputs" | "parts" | "dispositions">,
): readonly SampleTest[] {
  const lots = new Set([...outputs, ...dispositions].map((row) => row.material_lot_id));
  const lotOf = ({ about }: AuditEntry) =>
    about.find(({ kind, id }) => kind === "materialLot" && lots.has(id))?.id ?? null;
  const wholeOf = wholesOf(parts);
  const invalid = invalidIn(all);
  return all
    .filter((entry) => entry.type === "TestResultRecorded" && lotOf(entry) !== null)
    .flatMap((entry) =>
      saidOf([entry]).map((said) => ({
        ...said,
        test: saidAs(entry, "name"),
        materialLotId: wholeOf(lotOf(entry)),
        isValid: !invalid.has(attemptOf(entry)),
      })),
    );
}

/** Of a part that was split off: the lot that the batch made, however often it was split. */
function wholesOf(parts: Rows["parts"]) {
  const from = new Map(parts.map((row) => [row.material_lot_id, row.split_off.from]));
  return (lot: string | null): string | null => {
    let whole = lot;
    while (whole !== null && from.has(whole)) whole = from.get(whole) ?? null;
    return whole;
  };
}

/** Which were found to be an error of the laboratory, by sample, test and attempt. */
function invalidIn(all: readonly AuditEntry[]): ReadonlySet<string> {
  const concluded = new Map(
    all
      .filter(({ type }) => type === "OutOfSpecificationAssessed")
      .map((entry) => [deviationOf(entry), saidAs(entry, "conclusion")]),
  );
  const errors = all.filter(
    (entry) =>
      entry.type === "OutOfSpecificationOpened" && concluded.get(deviationOf(entry)) === inError,
  );
  return new Set(errors.map(attemptOf));
}

const inError = words("laboratoryError" satisfies Conclusion);

/** By the name of the test: an id that names nothing is not in an entry. */
const attemptOf = (entry: AuditEntry): string =>
  JSON.stringify([entry.stream, saidAs(entry, "name"), saidAs(entry, "attempt")]);

/** It has the id of what was out of specification. */
const deviationOf = ({ about }: AuditEntry) => about.find(({ kind }) => kind === "deviation")?.id;

const saidAs = ({ fields }: AuditEntry, name: string): string =>
  fields.find(({ field }) => field === name)?.new ?? "";
