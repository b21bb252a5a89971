// Parameters and results: the first value, its repeats and corrections together, and what was
// listed but not tested.
import type { Reading, ValueEntry } from "../record/record-part.ts";
import type { Entries } from "../record/stamp.ts";
import type { ReadingRow, Rows } from "../rows/rows.ts";

/**
 * Of one stage of testing; `null`: parameters of the process. In the order of first values; not
 * tested last.
 */
export function readingsOf(rows: Rows, stage: string | null, entries: Entries): readonly Reading[] {
  const own = rows.readings.filter((row) => row.stage === stage);
  const families = familiesOf(own).map((family) => reading(family, entries));
  const listed = rows.testsListed.filter((row) => row.stage === stage);
  const untested = new Map<string, Reading>();
  for (const { tests, material_lot_id: lotId, position } of listed) {
    const lot = lotId && entries.nameAt(position, "materialLot", lotId);
    const of = { lot, materialLotId: lotId };
    for (const name of tests) {
      const there = own.some((row) => row.name === name && row.material_lot_id === lotId);
      if (!there) untested.set(`${name} ${lotId}`, notTested(name, of));
    }
  }
  return [...families, ...untested.values()];
}

interface Family {
  readonly first: ReadingRow;
  readonly others: ReadingRow[];
}

/** A value with all that repeats or corrects it, or repeats or corrects one of those. */
function familiesOf(rows: readonly ReadingRow[]): readonly Family[] {
  const families: Family[] = [];
  const ofEvent = new Map<string, Family>();
  for (const row of rows) {
    const named = row.repeat_of_event_id ?? row.corrects_event_id;
    const known = named === null ? undefined : ofEvent.get(named);
    const family = known ?? { first: row, others: [] };
    if (known) known.others.push(row);
    else families.push(family);
    ofEvent.set(row.event_id, family);
  }
  return families;
}

function reading({ first, others }: Family, entries: Entries): Reading {
  const lotId = first.material_lot_id;
  const equipmentId = first.equipment_id;
  const last = others.at(-1) ?? first;
  const entryOf = new Map([first, ...others].map((row) => [row.event_id, row.position]));
  return {
    name: first.name,
    step: first.path,
    occasion: first.occasion,
    method: first.method,
    sample: first.sample,
    lot: lotId && entries.nameAt(first.position, "materialLot", lotId),
    materialLotId: lotId,
    equipment: equipmentId && entries.nameAt(first.position, "equipment", equipmentId),
    value: last.value,
    limits: last.limits ?? first.limits,
    outside: last.is_outside,
    first: valueEntry(first, entries),
    repeats: others
      .filter((row) => row.corrects_event_id === null)
      .map((row) => valueEntry(row, entries)),
    corrections: others.flatMap((row) =>
      row.corrects_event_id === null
        ? []
        : [
            {
              ...valueEntry(row, entries),
              ofEntry: entryOf.get(row.corrects_event_id) ?? null,
            },
          ],
    ),
  };
}

const valueEntry = (row: ReadingRow, entries: Entries): ValueEntry => ({
  value: row.value,
  limits: row.limits,
  outside: row.is_outside,
  source: row.source,
  claimedSource: row.claimed_source,
  by: entries.stampAt(row.position),
});

const notTested = (
  name: string,
  { lot, materialLotId }: Pick<Reading, "lot" | "materialLotId">,
): Reading => ({
  name,
  step: null,
  occasion: null,
  method: null,
  sample: null,
  lot,
  materialLotId,
  equipment: null,
  value: null,
  limits: null,
  outside: null,
  first: null,
  repeats: [],
  corrections: [],
});
