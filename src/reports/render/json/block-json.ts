// Each block as JSON. A table is an array of objects named by its columns; a series is an array of
// [milliseconds, value]. Whatever is printed is here; nothing is rounded or cut.
import { canonicalJson } from "../../../integrity/canonical-json.ts";
import type { Block } from "../../model/block.ts";
import type { Chart, Series } from "../../model/chart.ts";
import type { Cell } from "../../model/fact.ts";
import type { SignatureSlot } from "../../model/signature.ts";
import type { Table } from "../../model/table.ts";
import type { TreeNode } from "../../model/tree.ts";
import { checkedRows } from "../../model/walk.ts";
import { words } from "../../model/words.ts";
import { type JsonSource, StreamedArray } from "./canonical.ts";

export function blockJson(block: Block): JsonSource {
  switch (block.kind) {
    case "table":
      return tableJson(block);
    case "chart":
      return chartJson(block);
    case "tree":
      return { ...block, roots: block.roots.map(nodeJson) };
    case "facts":
      return {
        kind: block.kind,
        facts: block.facts.map(({ label, value }) => ({ label, value: cellJson(value) })),
      };
    case "signatures":
      return { kind: block.kind, slots: block.slots.map(slotJson) };
    case "attachments":
      return { kind: block.kind, files: block.files.map((file) => ({ ...file })) };
    case "figures":
      return { kind: block.kind, figures: block.figures.map((figure) => ({ ...figure })) };
    case "glossary":
      return { kind: block.kind, terms: block.terms.map((term) => ({ ...term })) };
    case "paragraph":
    case "seal":
      return { ...block };
    default:
      return block satisfies never;
  }
}

/** Text where there is only text; else the text with its flag and note. */
export function cellJson(cell: Cell): string | { readonly [key: string]: string } {
  if (typeof cell === "string") return cell;
  const { text, flag, note } = cell;
  if (flag === undefined && note === undefined) return text;
  return { text, ...(flag && { flag }), ...(note && { note }) };
}

const slotJson = (slot: SignatureSlot): JsonSource =>
  slot.state === "signed" ? { ...slot, mark: { ...slot.mark } } : { ...slot };

function tableJson(table: Table): JsonSource {
  const keys = table.columns
    .map(({ key }, index) => ({ name: `${JSON.stringify(key)}:`, key, index }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    kind: table.kind,
    id: table.id,
    title: table.title,
    empty: table.empty ?? words.nothingRecorded,
    columns: table.columns.map((column) => ({ ...column })),
    rows: new StreamedArray(async function* () {
      for await (const row of checkedRows(table)) {
        const members = keys.map(({ name, index }) => name + canonicalJson(cellOrNull(row[index])));
        yield `{${members.join(",")}}`;
      }
    }),
  };
}

/** An empty cell is null for machines: absent, and known to be absent. */
const cellOrNull = (cell: Cell | undefined) =>
  cell === undefined || (typeof cell === "string" && cell.trim() === "") ? null : cellJson(cell);

const chartJson = (chart: Chart): JsonSource => ({
  kind: chart.kind,
  id: chart.id,
  title: chart.title,
  unit: chart.unit,
  alt: chart.alt,
  time: { ...chart.time },
  limits: (chart.limits ?? []).map((limit) => ({ ...limit })),
  series: chart.series.map((series) => ({
    name: series.name,
    gapAfter: series.gapAfter,
    points: new StreamedArray(() => pointTexts(series)),
  })),
});

async function* pointTexts(series: Series): AsyncGenerator<string> {
  for await (const [time, value] of series.points()) yield `[${time},${value}]`;
}

const nodeJson = (node: TreeNode): JsonSource => ({
  ...node,
  children: node.children.map(nodeJson),
});
