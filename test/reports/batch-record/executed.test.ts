// Whatever was written into a batch is on the paper: copy of the master, weighings, labels, times,
// departures (21 CFR 211.188(b)).
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { entryHandlers } from "../../../src/projections/batch-record/handlers/entry.ts";
import type { Block } from "../../../src/reports/model/block.ts";
import type { Section } from "../../../src/reports/model/document.ts";
import { withDatabase } from "../../database-hook.ts";
import { executed } from "../../projections/batch-record/executed.ts";
import { kg } from "../../projections/batch-record/tablets.ts";
import { printed } from "./printed.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

async function blockText(block: Block): Promise<string> {
  if (block.kind !== "table") return JSON.stringify(block);
  return JSON.stringify(await Array.fromAsync(block.rows()));
}
const sectionText = async ({ blocks }: Section): Promise<string> =>
  (await Promise.all(blocks.map(blockText))).join("\n");

async function paper() {
  const { document, parts } = await printed(database, executed);
  const texts = new Map<number, string>();
  for (const section of document.sections) {
    texts.set(Number(section.number), await sectionText(section));
  }
  return { texts, record: parts.record };
}

test("each event that the record keeps whole is in a section by its entry", async () => {
  const { texts } = await paper();
  const body = [...texts].filter(([number]) => number !== 25).map(([, text]) => text);
  const kept = Object.keys(entryHandlers).filter((type) => type !== "BatchDeviationLinked");
  for (const type of kept) {
    const position = executed.findIndex((one) => one.type === type);
    expect(position, type).toBeGreaterThan(-1);
    expect(
      body.some((text) => new RegExp(`"entry ${position}\\b`).test(text)),
      `${type}, entry ${position}`,
    ).toBe(true);
  }
});

test("the copy says which master, and all that is not as in it", async () => {
  const { texts, record } = await paper();
  expect(texts.get(3)).toContain("master-7");
  expect(texts.get(3)).toContain(record.controlRecipe?.digest);
  expect(record.controlRecipe?.adjustments).toMatchObject([
    {
      parameter: "Mixer speed",
      inMaster: { value: "10", unitOfMeasure: "/min" },
      inBatch: { value: "11", unitOfMeasure: "/min" },
    },
  ]);
  expect(texts.get(6)).toContain("Maize starch");
});

test("a weighing can be computed again from what is printed", async () => {
  const { texts, record } = await paper();
  const [weighed] = record.dispensings;
  const { numerator = "", denominator = "1" } = weighed?.compensation?.exact ?? {};
  expect((Number(numerator) / Number(denominator)).toFixed(3)).toBe(
    ((10 * 100 * 100) / (98.4 * (100 - 1.2))).toFixed(3),
  );
  for (const said of ["assay = 98.4%", "Certificate R-77", numerator, "10.286 kg", "0.500 kg"]) {
    expect(texts.get(7)).toContain(said);
  }
  expect(texts.get(7)).toContain("Calibration passed, CAL-88, due again on 2027-06-30");
  expect(texts.get(7)).toContain("checked by Eva Kos (eva): pass, entry 8");
});

test("a time over its limit is marked, on the step too", async () => {
  const { texts } = await paper();
  expect(texts.get(13)).toMatch(/4000\.000 s".*out-of-limit/);
  expect(texts.get(9)).toContain("TIME_LIMIT_EXCEEDED");
});

test("labels are issued, applied, returned, destroyed, and the rest is a difference", async () => {
  const { texts, record } = await paper();
  expect(record.labels).toMatchObject([
    {
      artworkVersion: "A-2",
      movements: [
        { what: "issued" },
        { what: "applied" },
        { what: "returned" },
        { what: "destroyed", cause: "Torn" },
      ],
      reconciliation: { difference: { value: "1" }, deviation: "A label is gone" },
    },
  ]);
  expect(texts.get(18)).toContain("out-of-limit");
});

test("an override says what used it up", async () => {
  const { texts, record } = await paper();
  const position = executed.findIndex(({ data }) => Object.hasOwn(data as object, "overrideIds"));
  expect(record.overrides).toMatchObject([{ code: "MATERIAL_EXPIRED", usedBy: { position } }]);
  expect(texts.get(23)).toContain(`entry ${position}`);
});

test("intermediates, surplus put back, aborted runs and pieces each have their place", async () => {
  const { texts, record } = await paper();
  expect(record.intermediates).toEqual([
    { material: "Granules", planned: null, made: kg("9.5"), charged: kg("9.1"), left: kg("0.4") },
  ]);
  expect(texts.get(14)).toMatch(/Granules.*9\.5 kg.*9\.1 kg.*0\.4 kg/);
  expect(record.outputs[0]?.pieces).toEqual({ value: "95", unitOfMeasure: "1" });
  expect(texts.get(14)).toContain("95, counted");
  expect(record.returns).toMatchObject([{ material: "Granules", quantity: kg("0.2") }]);
  expect(texts.get(7)).toContain("0.2 kg");
  expect(texts.get(9)).toMatch(/mix.*The power failed.*run 2: held/);
  expect(texts.get(9)).toMatch(/mix.*paused.*foreseen.*mix.*held.*The jacket is too hot.*stands/);
});

test("a deviation says what it means for the batch, and what was departed from", async () => {
  const { texts, record } = await paper();
  expect(record.deviations).toMatchObject([
    {
      concerns: "batch",
      assessment: { conclusion: "acceptable", by: { who: { id: "person-eva" } } },
    },
  ]);
  expect(texts.get(23)).toContain("acceptable: No drum is without its label");
  expect(texts.get(23)).toContain("reconciliation of the roll");
});
