// Each block on paper.
import type { Attachments, Block, Glossary } from "../../../model/block.ts";
import type { Column, Row } from "../../../model/table.ts";
import { words } from "../../../model/words.ts";
import type { Paper } from "../page/paper.ts";
import { chartHeight, drawChart } from "./chart.ts";
import { drawFacts } from "./facts.ts";
import { drawFigures } from "./figures.ts";
import { drawParagraph } from "./paragraph.ts";
import { drawSeal } from "./seal.ts";
import { drawSignatures } from "./signatures.ts";
import { drawTable } from "./table/table.ts";
import { drawTree } from "./tree.ts";

export async function drawBlock(paper: Paper, block: Block): Promise<void> {
  switch (block.kind) {
    case "paragraph":
      return drawParagraph(paper, block);
    case "facts":
      return drawFacts(paper, block.facts);
    case "figures":
      return drawFigures(paper, block);
    case "table":
      return drawTable(paper, block);
    case "chart":
      return drawChart(paper, block);
    case "tree":
      return drawTree(paper, block);
    case "attachments":
      return drawList(paper, fileColumns, fileRows(block));
    case "signatures":
      return drawSignatures(paper, block);
    case "seal":
      return drawSeal(paper);
    case "glossary":
      return drawList(paper, termColumns, termRows(block));
    default:
      return block satisfies never;
  }
}

/** What of a block must stand under its heading: a chart wholly, others by their beginning. */
export const keepUnderHeading = (block: Block | undefined): number =>
  block?.kind === "chart" ? chartHeight : block?.kind === "seal" ? 150 : 0;

const drawList = (paper: Paper, columns: readonly Column[], rows: readonly Row[]): Promise<void> =>
  drawTable(paper, { kind: "table", id: "", columns, rows: () => rows });

const fileColumns: readonly Column[] = [
  { key: "name", title: words.file, weight: 22 },
  { key: "mediaType", title: words.mediaType, weight: 16 },
  { key: "description", title: words.description, weight: 26 },
  { key: "digest", title: words.digest, weight: 36 },
];

const fileRows = ({ files }: Attachments): Row[] =>
  files.map((file) => [
    file.name,
    file.mediaType,
    file.description,
    file.digest ?? words.digestInside,
  ]);

const termColumns: readonly Column[] = [
  { key: "term", title: words.term, weight: 1 },
  { key: "meaning", title: words.meaning, weight: 3 },
];

const termRows = ({ terms }: Glossary): Row[] => terms.map(({ term, meaning }) => [term, meaning]);
