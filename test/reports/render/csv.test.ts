import { expect, test } from "vitest";
import type { Row, Table } from "../../../src/reports/model/table.ts";
import { renderCsv } from "../../../src/reports/render/csv/csv.ts";
import { textOf } from "../text-of.ts";

const table = (rows: Row[]): Table => ({
  kind: "table",
  id: "t",
  columns: [
    { key: "a", title: "Lot", weight: 1 },
    { key: "b", title: "Net", unit: "kg", weight: 1 },
  ],
  rows: () => rows,
});

test("lines end in CRLF, marks stand in a column of their own", async () => {
  const csv = await textOf(
    renderCsv(table([["A,1", { text: "1.5", flag: "late", note: "shift change" }]])),
  );
  expect(csv).toBe('Lot,Net [kg],Marks\r\n"A,1",1.5,"Net: late entry, shift change"\r\n');
});

test("quotes and line breaks are quoted", async () => {
  const csv = await textOf(renderCsv(table([['6" pipe', "a\nb"]])));
  expect(csv.split("\r\n")[1]).toBe('"6"" pipe","a\nb",');
});

test.each(["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "＝1+1", " =1"])(
  "%j is not run as a formula",
  async (text) => {
    const csv = await textOf(renderCsv(table([[text, ""]])));
    expect(csv.split("\r\n")[1]).toMatch(/^"?'/);
  },
);

test.each(["-1.5", "+20", "-3e-4", "0"])("the number %s stays a number", async (text) => {
  const csv = await textOf(renderCsv(table([[text, ""]])));
  expect(csv.split("\r\n")[1]).toBe(`${text},,`);
});
