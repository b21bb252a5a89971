// The shares of a bad lot for the terminal.
import { type Shares, verdictReasons } from "../../projections/genealogy/question/shares.ts";
import { spoken } from "../../projections/genealogy/question/thing.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { type Look, type TextTable, textTable } from "../terminal/table.ts";
import { head } from "./question.ts";
import { unknownTable } from "./trace.ts";

export function sharesText(answer: Shares, look: Look): string {
  const { from, bad, mixing, shares, heldByLot, coverage } = answer;
  const reached = `its material came to ${shares.length} lots and batches`;
  const title = `${quantityText(bad)} of ${from} are bad: ${reached}`;
  const inUnit = (value: string) => quantityText({ ...bad, value });
  const byModel = mixing !== "unknown";
  const table: TextTable = {
    title: `${models[mixing]} Amounts of the bad material`,
    columns: [
      { title: "In" },
      { title: "Verdict" },
      ...(byModel
        ? [
            { title: "Came there", align: "right" as const },
            { title: "Stayed", align: "right" as const },
          ]
        : []),
      { title: "At least", align: "right" },
      { title: "At most", align: "right" },
    ],
    rows: shares.map((share) => [
      spoken(share),
      share.verdict,
      ...(byModel ? [inUnit(share.received ?? "0"), inUnit(share.held ?? "0")] : []),
      inUnit(share.certain),
      inUnit(share.possible),
    ]),
    empty: "Nothing was drawn from it.",
  };
  const reasons = [...Map.groupBy(shares, ({ reason }) => reason)].map(
    ([reason, all]) => `${all[0]?.verdict}: ${verdictReasons[reason]}`,
  );
  const notes = [
    ...reasons,
    ...(heldByLot === undefined ? [] : [`Still in the lot itself: ${inUnit(heldByLot)}.`]),
    `${coverage.edgesUnknown} of ${coverage.edges} steps carry an amount that is not known.`,
  ];
  return [
    head(title, answer, look),
    textTable(table, look),
    `${notes.map((note) => `  ${note}`).join("\n")}\n`,
    textTable(unknownTable(answer), look),
  ].join("\n");
}

const models = {
  wellMixed: "Well mixed: each draw takes of all that is there.",
  firstInFirstOut: "First in, first out: each draw takes what came first.",
  unknown: "Mixing unknown: only bounds.",
} as const;
