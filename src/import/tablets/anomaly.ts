// What in the files cannot be, or does not agree: flagged with its place, never mended.

import { type RawMaterial, resultColumns } from "./columns.ts";
import type { LaboratoryRow } from "./laboratory.ts";
import type { Segment } from "./press.ts";
import type { Source } from "./source.ts";

export interface Anomaly {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** The batch that it concerns, where that is one of the laboratory's. */
  readonly batch?: string;
}

/**
 * By how many percent points the press counter may differ from the laboratory's yield of tablets.
 */
const counterTolerance_percent = 5;

export function anomaliesOf(source: Source): readonly Anomaly[] {
  const rows = new Map(source.laboratory.map((row) => [row.batch, row]));
  return [
    ...source.laboratory.flatMap((row) => ofRow(row, source)),
    ...lotsThatDiffer(source.laboratory),
    ...source.segments.flatMap((segment) => ofSegment(segment, rows.get(segment.batch))),
    ...acrossSegments(source.segments),
  ];
}

function ofRow(row: LaboratoryRow, { segments, batchSizes }: Source): readonly Anomaly[] {
  const { file, line, batch, productCode, size } = row;
  const at = { file, line, batch };
  const found: Anomaly[] = [];
  if (!segments.some((segment) => segment.batch === batch)) {
    const text = `Batch ${batch} has no press series in the files given.`;
    found.push({ ...at, code: "BATCH_WITHOUT_SERIES", text });
  }
  for (const [column, percent] of row.yields) {
    if (Number(percent) <= 100) continue;
    const text = `Batch ${batch}: ${column} is ${percent} %, which is more than went in.`;
    found.push({ ...at, code: "YIELD_OVER_100", text });
  }
  const expected = batchSizes.get(productCode);
  if (expected !== undefined && Number(expected) !== Number(size)) {
    const text = `Batch ${batch}: ${size} tablets; product code ${productCode} has ${expected}.`;
    found.push({ ...at, code: "BATCH_SIZE_DIFFERS", text });
  }
  return found;
}

/**
 * One raw lot has one set of incoming results; where rows
 * disagree, which is right is not for an import to say.
 */
function lotsThatDiffer(rows: readonly LaboratoryRow[]): readonly Anomaly[] {
  const materials: readonly RawMaterial[] = ["api", "smcc", "lactose", "starch"];
  return materials.flatMap((material) => {
    const columns = Object.keys(resultColumns).filter(
      (name) => resultColumns[name]?.of === material,
    );
    const first = new Map<string, LaboratoryRow>();
    return rows.flatMap((row): Anomaly[] => {
      const lot = lotName(material, row);
      const former = first.get(lot);
      if (!former) first.set(lot, row);
      const differing = columns.filter(
        (column) => former && former.results.get(column) !== row.results.get(column),
      );
      if (!former || differing.length === 0) return [];
      const where = `line ${former.line} (batch ${former.batch})`;
      const text = `Lot ${lot}: ${differing.join(", ")} differ from ${where}.`;
      const { file, line, batch } = row;
      return [{ code: "LOT_RESULTS_DIFFER", file, line, batch, text }];
    });
  });
}

/**
 * As identifiers are written: api-1:38, starch:5. The lot
 * number alone is no key: codes share numbers.
 */
export const lotScheme = (material: RawMaterial, row: LaboratoryRow): string =>
  material === "api" ? `api-${row.apiCode}` : material;
const lotName = (material: RawMaterial, row: LaboratoryRow): string =>
  `${lotScheme(material, row)}:${row.lots[material]}`;

function ofSegment(segment: Segment, row: LaboratoryRow | undefined): readonly Anomaly[] {
  const { file, firstLine: line, batch, from, productCode, producedMax } = segment;
  const at = { file, line, ...(row && { batch }) };
  const odd = segment.oddities.map(({ kind, line: oddLine, text, more, upTo }) => {
    const rest = more === undefined ? "" : ` And ${more} more of this kind up to line ${upTo}.`;
    return { ...at, code: kind, line: oddLine, text: `Batch ${batch}: ${text}${rest}` };
  });
  if (!row) {
    const lacks = "has a press series and no row of the laboratory";
    const text = `Batch ${batch} ${lacks}; nothing is made of it.`;
    return [...odd, { ...at, code: "SERIES_WITHOUT_BATCH", text }];
  }
  const found: Anomaly[] = [...odd];
  if (productCode !== row.productCode) {
    const other = `the laboratory ${row.productCode}`;
    const text = `Batch ${batch}: the press says code ${productCode}, ${other}.`;
    found.push({ ...at, code: "PRODUCT_CODE_DIFFERS", text });
  }
  if (!from.startsWith(row.startMonth)) found.push({ ...at, ...startDiffers(segment, row) });
  const counted = (producedMax * 1000 * 100) / Number(row.size);
  const stated = Number(row.yields.get("tbl_yield") ?? counted);
  if (Math.abs(counted - stated) > counterTolerance_percent) {
    const says = `the press counted ${producedMax} thousand tablets of ${row.size}`;
    const text = `Batch ${batch}: ${says}, the laboratory states a yield of ${stated} %.`;
    found.push({ ...at, code: "COUNTER_DISAGREES", text });
  }
  return found;
}

function startDiffers(
  { batch, from }: Segment,
  row: LaboratoryRow,
): Pick<Anomaly, "code" | "text"> {
  const [date = "", time] = from.split("T");
  const [year, month, day] = date.split("-");
  const swapped = `${year}-${day}-${month}`;
  const stated = `the laboratory's row says it began in ${row.startMonth}`;
  if (swapped.startsWith(row.startMonth)) {
    const may = `day and month may be swapped (${swapped})`;
    const text = `Batch ${batch}: the press begins ${date} ${time}, ${stated}: ${may}.`;
    return { code: "STAMP_DAY_MONTH_SWAPPED", text };
  }
  const text = `Batch ${batch}: the press begins ${date} ${time}, ${stated}.`;
  return { code: "START_MONTH_DIFFERS", text };
}

/**
 * The press has no name in the files: two batches at once
 * are on two presses, or one stamp is wrong.
 */
function acrossSegments(segments: readonly Segment[]): readonly Anomaly[] {
  const byTime = segments.toSorted((left, right) => (left.from < right.from ? -1 : 1));
  let open: Segment | undefined;
  return byTime.flatMap((segment): Anomaly[] => {
    const former = open;
    if (!former || segment.to > former.to) open = segment;
    if (!former || former.to < segment.from || former.batch === segment.batch) return [];
    const { file, firstLine: line, batch } = segment;
    const span = `${segment.from} to ${segment.to}`;
    const text = `Batch ${batch} (${span}) overlaps batch ${former.batch}; no press is named.`;
    return [{ code: "SERIES_OVERLAP", file, line, text, batch }];
  });
}
