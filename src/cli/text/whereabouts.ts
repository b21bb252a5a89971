// Where everything is, for the terminal: lot by lot, then in sum, then what is not known.
import {
  type LotWhereabouts,
  type SerialLine,
  type SerialPlace,
  states,
  type Total,
  type Whereabouts,
} from "../../projections/whereabouts/answer.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { holdingText, placeText } from "../../reports/whereabouts/tables.ts";
import { type Look, styleIn, type TextTable, textTable } from "../terminal/table.ts";
import { unknownTable } from "./trace.ts";

export function whereaboutsText(answer: Whereabouts, look: Look): string {
  const style = styleIn(look);
  const { from, lots, asOf, digest } = answer;
  const count = `${lots.length} ${lots.length === 1 ? "lot" : "lots"}`;
  const head = `${style("bold", `Where everything of ${from} is`)}: ${count}
${style("dim", `Complete over the ${asOf} events recorded. Digest ${digest}`)}
`;
  const tables = [...lots.map(lotTable), ...(lots.length > 1 ? [totalTable(answer)] : [])];
  const all = [...tables, ...serialTables(answer), unknownTable(answer)];
  return [head, ...all.map((one) => textTable(one, look))].join("\n");
}

function serialTables({ serials, serialCoverage: of }: Whereabouts): readonly TextTable[] {
  if (!serials || !of) return [];
  const page = of.pages === 1 ? "" : `, page ${of.page} of ${of.pages}`;
  return [
    {
      title: `${of.serials} serial ${of.serials === 1 ? "number" : "numbers"}${page}`,
      columns: [
        { title: "Of" },
        { title: "Numbers" },
        { title: "Count", align: "right" },
        { title: "What became of them" },
        { title: "Where" },
      ],
      rows: serials.map(({ batch, lot = "", from, to, count, became, ...where }) => [
        batch === undefined ? lot : `batch ${batch}`,
        ...[to === undefined ? from : `${from} to ${to}`, String(count), became],
        whereText(where),
      ]),
      empty: "none is recorded",
    },
  ];
}

const whereText = ({
  state,
  among = [],
  ...more
}: Partial<SerialPlace> & Pick<SerialLine, "among">) =>
  state ? placeText({ state, ...more }) : among.map(placeText).join("; or ");

const lotTable = ({ lot, material, made, holdings, difference }: LotWhereabouts): TextTable => ({
  title: `${lot}, ${material}: ${made ? quantityText(made) : "how much is not known"}`,
  columns: [{ title: "Where" }, { title: "Quantity", align: "right" }, { title: "" }],
  rows: [
    ...holdings.map((holding) => [
      states[holding.state],
      holding.quantity ? quantityText(holding.quantity) : "not known",
      holdingText(holding),
    ]),
    ...(difference ? [["Not accounted for", quantityText(difference), ""]] : []),
  ],
  empty: "nothing of it is left, and nothing is recorded of where it went",
});

const totalTable = ({ totals }: Whereabouts): TextTable => ({
  title: "In sum (what was used up stands again with what it became)",
  columns: [{ title: "Material" }, { title: "Where" }, { title: "Quantity", align: "right" }],
  rows: totals.map((total) => [total.material, states[total.state], totalText(total)]),
  empty: "nothing",
});

function totalText({ quantities, unknown }: Total): string {
  const known = quantities.map(quantityText).join(" and ");
  if (unknown === 0) return known;
  return known === "" ? "not known" : `${known} and more`;
}
