// Real readings of a tablet press: the figures are those worked out independently from the raw
// rows, and agree with what the data set's authors published.
import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { figuresOf, type Readings } from "../../../src/projections/process-data/figure.ts";
import { tabletPressFigures } from "../../../src/projections/process-data/tablet-press.ts";
import { sharedData, testOnData } from "../../shared-data.ts";

const file = "tablets/campaign-43/press_10s.csv";

/** Waste, of which at start-up, mean main force, largest ejection force. */
const expected = {
  164: ["7015", "5975", "5.954", "229"],
  165: ["12229", "11373", "5.951", "225"],
  166: ["7104", "6258", "5.955", "224"],
  167: ["14464", "12454", "4.757", "224"],
  168: ["14188", "14097", "5.956", "218"],
  169: ["3323", "3217", "5.956", "238"],
  170: ["7313", "6862", "6.155", "275"],
  171: ["3684", "3610", "6.760", "269"],
};
const names = [
  "Waste",
  "Waste at start-up",
  "Main compression force, mean in production",
  "Ejection force, largest in production",
];

testOnData(file, "the figures of campaign 43 come out of its readings", async () => {
  const text = await readFile(sharedData(file), "utf8");
  const [head = [], ...rows] = text
    .replace(/^\uFEFF/, "")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(";"));
  const batches = Map.groupBy(rows, (row) => row[head.indexOf("batch")]);
  const found = [...batches].map(([batch, own]) => {
    const figures = figuresOf(tabletPressFigures, [readingsOf(head, own)]);
    const valueNamed = (name: string) => figures.find((one) => one.name === name)?.value;
    return [batch, names.map(valueNamed)];
  });
  expect(Object.fromEntries(found)).toEqual(expected);
});

function readingsOf(head: readonly string[], rows: readonly string[][]): Readings {
  const tags = head.slice(head.indexOf("code") + 1);
  return new Map(
    tags.map((tag) => {
      const cells = rows.map((row) => row[head.indexOf(tag)] ?? "");
      const values = cells.map((cell) => (cell === "" ? null : Number(cell)));
      return [tag, { unitOfMeasure: "{unit not stated}", values }];
    }),
  );
}
