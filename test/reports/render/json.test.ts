import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../../src/integrity/canonical-json.ts";
import type { Document } from "../../../src/reports/model/document.ts";
import { canonicalPieces } from "../../../src/reports/render/json/canonical.ts";
import { renderJson } from "../../../src/reports/render/json/json.ts";
import { sampleRecord } from "../sample/record.ts";
import { LONG_LOT } from "../sample/tables.ts";
import { textOf } from "../text-of.ts";

test("canonical pieces join to the canonical text, and parse back to the value", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      const text = await textOf(canonicalPieces(plain));
      expect(text).toBe(canonicalJson(plain));
      expect(JSON.parse(text)).toEqual(plain);
    }),
  );
});

test("a document is the same bytes each time, with its data and every row and point", async () => {
  const document = sampleRecord({ trail: 40, points: 500 });
  const text = await textOf(renderJson(document));
  expect(await textOf(renderJson(document))).toBe(text);
  const json = JSON.parse(text);
  expect(json.data).toEqual({ batch: "171", yieldPercent: "99.384", waste: 3684 });
  const blocks = json.sections.flatMap((section: { blocks: unknown[] }) => section.blocks);
  const byId = (id: string) => blocks.find((block: { id?: string }) => block.id === id);
  expect(byId("trail").rows).toHaveLength(40);
  expect(byId("materials").rows[1].lot).toBe(LONG_LOT);
  expect(byId("materials").rows[1].net).toMatchObject({ text: "412.060", flag: "corrected" });
  expect(byId("materials").rows[4].by).toBeNull();
  expect(
    byId("main-force").series[0].points.filter(([, value]: [number, unknown]) => value === 17.2),
  ).toHaveLength(1);
});

test("a row that does not fit its columns stops the rendering", async () => {
  const document = withRows([["only one cell"]]);
  await expect(textOf(renderJson(document))).rejects.toMatchObject({ code: "ROW_SHAPE_WRONG" });
});

test("an id used twice is refused before anything is written", () => {
  const document = sampleRecord();
  const twice = { ...document, sections: [...document.sections, document.sections[0]!] };
  expect(() => renderJson(twice)).toThrow(
    expect.objectContaining({ code: "DOCUMENT_ID_REPEATED" }),
  );
});

const withRows = (rows: string[][]): Document => ({
  ...sampleRecord(),
  sections: [
    {
      id: "s",
      title: "S",
      blocks: [
        {
          kind: "table",
          id: "t",
          columns: [
            { key: "a", title: "A", weight: 1 },
            { key: "b", title: "B", weight: 1 },
          ],
          rows: () => rows,
        },
      ],
    },
  ],
});
