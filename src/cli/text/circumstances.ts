// Common circumstances for the terminal.
import type { Circumstances } from "../../projections/genealogy/circumstance/circumstances.ts";
import { type Look, type TextTable, textTable } from "../terminal/table.ts";
import { head } from "./question.ts";

export function circumstancesText(answer: Circumstances, look: Look): string {
  const { of, behind, compared, others, candidates, withoutBatch, readingsNotCompared } = answer;
  const list = answer.circumstances;
  const shown = list.length < candidates ? `, the first ${list.length} shown` : "";
  const near = compared < others ? `the nearest ${compared} of ${others}` : `${others}`;
  const title =
    `Circumstances that two or more of ${of.join(", ")} share: ${candidates}${shown}. ` +
    `Batches behind them: ${behind.length}; others of the same products beside them: ${near}`;
  const table: TextTable = {
    title: "Who explains most comes first, then who is the least likely by chance",
    columns: [
      { title: "Circumstance" },
      { title: "Complaints", align: "right" },
      { title: "Others", align: "right" },
      { title: "Chance", align: "right" },
      { title: "Which" },
    ],
    rows: list.map(({ kind, name, explains, othersWith, chance }) => [
      kind === "shift" ? name : `${kind} ${name}`,
      `${explains.length} of ${of.length}`,
      `${othersWith} of ${compared}`,
      chance,
      explains.length === of.length ? "all" : explains.join(", "),
    ]),
    empty: "They have nothing of these in common that is recorded.",
  };
  const unknown = [
    ...(withoutBatch.length > 0
      ? [`No batch is recorded behind ${withoutBatch.join(", ")}: nothing explains them.`]
      : []),
    ...(readingsNotCompared > 0
      ? [`${readingsNotCompared} readings are no amount, or in units that do not convert.`]
      : []),
  ];
  return [head(title, answer, look), textTable(table, look), ...unknown].join("\n");
}
