// Section 9, further: the blank forms that were out, and what was copied from them.
import type { CopiedEntry } from "../../../projections/batch-record/record/executed-part.ts";
import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import type { Cell } from "../../model/fact.ts";
import type { Table } from "../../model/table.ts";
import { byCell, byText, marked, whenCell } from "../cells.ts";
import { tableOf } from "../section.ts";

/** None where no form was issued. */
export const blankFormTables = ({ blankForms, copiedEntries }: BatchRecord): readonly Table[] =>
  blankForms.length === 0
    ? []
    : [
        tableOf(
          "blank-forms",
          "Blank forms",
          [
            ["form", "Form", 4],
            ["copy", "Copy", 2, "end"],
            ["issued", "Issued", 5],
            ["by", "Issued by", 4],
            ["pages", "Pages back", 2, "end"],
            ["ended", "Returned or voided", 5],
            ["endedBy", "By", 4],
          ],
          blankForms.map(({ form, copy, issued, pages, ended }) => [
            form,
            String(copy),
            whenCell(issued),
            byCell(issued),
            pages === null ? "none" : String(pages),
            ended ? endedCell(ended) : { text: "out", flag: "unknown" },
            byCell(ended?.by ?? null),
          ]),
        ),
        tableOf(
          "copied-entries",
          "Entries copied from forms, each compared by another person",
          [
            ["form", "Form and page", 4],
            ["what", "Entry", 7],
            ["by", "Entered by", 4],
            ["when", "When it was so", 5],
            ["compared", "Compared", 5],
          ],
          copiedEntries.map((one) => [
            marked(one.form, undefined, [`page ${one.page}`]),
            one.sentence,
            byCell(one.by),
            whenCell(one.by),
            comparedCell(one),
          ]),
          "Nothing was copied.",
        ),
      ];

type Ended = NonNullable<BatchRecord["blankForms"][number]["ended"]>;

function endedCell({ as, by }: Ended): Cell {
  const when = whenCell(by);
  const { text, note = "" } = typeof when === "string" ? { text: when } : when;
  const why = by.why ? `; ${by.why.text}` : "";
  const flag = as === "void" ? ({ flag: "voided" } as const) : {};
  return { text: `${as}, ${text}`, ...flag, note: `${note}${why}` };
}

function comparedCell({ checks, isChecked }: CopiedEntry): Cell {
  const said = checks.map(({ result, findings, by }) => {
    const found = findings === null ? "" : `: ${findings}`;
    return `entry ${by.position}: ${result}, ${byText(by)}${found}`;
  });
  return marked(isChecked ? "the same" : "not compared", isChecked ? undefined : "unknown", said);
}
