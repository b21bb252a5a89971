// In section 3: whose word the master has that was copied, and what was adjusted in the copy.

import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import { limitsText } from "../../../projections/wording/limits.ts";
import { amountCell, byCell, pathText, whenCell } from "../cells.ts";
import { tableOf } from "../section.ts";

/** 21 CFR 211.186(a). */
export const masterActTable = ({ masterActs }: BatchRecord) =>
  tableOf(
    "master-acts",
    "Who prepared, checked and brought into use the version that was copied",
    [
      ["act", "What", 7],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    masterActs.map(({ sentence, by }) => [sentence, byCell(by), whenCell(by)]),
  );

/** ISA-88: within the limits that the master sets, and shown for ever. */
export const adjustmentTables = ({ controlRecipe }: BatchRecord) =>
  controlRecipe
    ? [
        tableOf(
          "adjustments",
          "Adjusted for this batch: the whole difference to the master",
          [
            ["step", "Step", 5],
            ["parameter", "Parameter", 4],
            ["master", "In the master", 3, "end"],
            ["batch", "In this batch", 3, "end"],
            ["range", "Allowed", 4],
          ],
          controlRecipe.adjustments.map(({ step, parameter, inMaster, inBatch, low, high }) => [
            step ? pathText(step) : "batch as a whole",
            parameter,
            inMaster ? amountCell(inMaster) : "not set",
            amountCell(inBatch),
            limitsText({ rounding: "none", ...(low && { low }), ...(high && { high }) }) ||
              "no limits given",
          ]),
          "Nothing: the batch is made as the master says.",
        ),
      ]
    : [];
