// Given what the records say and what somebody else counted, when they are compared, then each line
// agrees, differs, or stands on one side only.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { comparedWith } from "../../../src/cli/exercise/compare.ts";
import { ImportFault } from "../../../src/import/import-fault.ts";
import type { State, Whereabouts } from "../../../src/projections/whereabouts/answer.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "batchproof-exercise-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const held = (state: State, value?: string) => ({
  state,
  ...(value !== undefined && { quantity: kg(value) }),
});
const answer: Whereabouts = {
  from: "lot:a",
  asOf: 9,
  lots: [
    {
      lot: "no:A",
      lotId: "a",
      material: "Starch",
      made: kg("10"),
      holdings: [held("inStock", "4"), held("shipped", "5"), held("shipped", "1")],
    },
    { lot: "no:B", lotId: "b", material: "Starch", holdings: [held("inStock")] },
  ],
  totals: [],
  unknown: [],
  digest: "0",
};
const blobs = { put: async () => "a".repeat(64) };

async function compared(text: string) {
  const path = join(folder, "sheet.csv");
  await writeFile(path, text);
  return comparedWith(blobs, path, answer);
}

test("by the lot's name or its id, summed, whatever the unit", async () => {
  const { summary, lines } = await compared(
    "lot,state,quantity,unit\nno:A,shipped,2,kg\nlot:a,shipped,4000,g\na,,3.5,kg\nno:C,,1,kg\n",
  );
  expect(lines).toEqual([
    { lot: "no:A", state: "shipped", source: kg("6"), records: kg("6"), verdict: "agrees" },
    { lot: "no:A", state: "inStock", source: kg("3.5"), records: kg("4"), verdict: "differs" },
    { lot: "no:C", state: "inStock", source: kg("1"), verdict: "onlyInSource" },
    { lot: "no:B", state: "inStock", verdict: "onlyInRecords" },
  ]);
  expect(summary).toEqual({
    source: "sheet.csv",
    sha256: "a".repeat(64),
    lines: 3,
    agreeing: 1,
    differing: 1,
    onlyInSource: 1,
    onlyInRecords: 1,
  });
});

test("of a lot that is traced, nothing agrees with nothing", async () => {
  const { lines } = await compared("lot,state,quantity,unit\nno:A,scrapped,0,kg\n");
  expect(lines[0]).toMatchObject({ verdict: "agrees" });
});

test("a hundred thousand lines are compared at once, each counted, equal ones summed", async () => {
  const rows = Array.from({ length: 50_000 }, (_, n) => `x:${n},,1.5,kg\nno:A,,0.00008,kg`);
  const { summary, lines } = await compared(`lot,state,quantity,unit\n${rows.join("\n")}\n`);
  expect(summary).toMatchObject({ lines: 50_001, agreeing: 1, onlyInSource: 50_000 });
  expect(lines.filter(({ verdict }) => verdict === "agrees")).toMatchObject([{ source: kg("4") }]);
});

test("a unit that does not convert differs", async () => {
  const { lines } = await compared("lot,quantity,unit\nno:A,4,{bag}\n");
  expect(lines[0]).toMatchObject({ verdict: "differs" });
});

test.each([
  ["a state that is none", "lot,state,quantity,unit\nno:A,gone,1,kg\n", "VALUE_MALFORMED", 2],
  ["an amount that is none", "lot,quantity,unit\nno:A,1,kg\nno:A,some,kg\n", "VALUE_MALFORMED", 3],
  ["a column too few", "lot,quantity\nno:A,1\n", "COLUMN_MISSING", 1],
  ["nothing", "", "FILE_EMPTY", undefined],
  ["a heading alone", "lot,quantity,unit\n", "FILE_EMPTY", undefined],
])("%s is told with its line", async (_, text, code, line) => {
  const fault = await compared(text).catch((error: unknown) => error);
  if (!(fault instanceof ImportFault)) throw fault;
  expect({ code: fault.code, line: fault.place.line }).toEqual({ code, line });
});
