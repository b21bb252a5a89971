// The label of a dispensed container: its code is read back as what was encoded, and nothing that
// people name a thing breaks the drawing.
import { expect, test } from "vitest";
import { labelCode } from "../../../src/domain/batch/dispensing/label-code.ts";
import { parseScan } from "../../../src/domain/kernel/gs1/scan.ts";
import { labelPng, labelSvg } from "../../../src/reports/label/dispensing-label.ts";

const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const dispensed = {
  selectionId: "s-1",
  materialLotId: "lot-1",
  material: { materialDefinitionId: "starch", name: "Maize starch" },
  dispensedContainerId: "bin-2026-0017",
  nominal: kg("12.7"),
  weighing: { equipmentId: "scale-1", tare: kg("0.5"), gross: kg("13.2"), net: kg("12.7") },
  flags: [],
};

test("its code names the container, and is read back so", () => {
  const code = labelCode(dispensed);
  expect(code).toBe("(91)bin-2026-0017");
  const elements = [{ ai: "91", value: "bin-2026-0017" }];
  expect(parseScan(code ?? "")).toMatchObject({ form: "bracketed", elements });
  expect(labelCode({ ...dispensed, label: "(00)106141412345678908" })).toBe(
    "(00)106141412345678908",
  );
  expect(labelCode({ ...dispensed, dispensedContainerId: "Behälter 1" })).toBeUndefined();
});

test("it is drawn as SVG and as PNG; texts are escaped", async () => {
  const lines = [{ label: "Lot", value: "<script>&" }];
  const svg = await labelSvg({ code: "(91)bin-2026-0017", title: "Starch", lines });
  expect(svg).toContain("&lt;script&gt;&amp;");
  expect(svg.match(/<svg /g)).toHaveLength(2);
  const png = await labelPng("(91)bin-2026-0017");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
});

test("what is no GS1 data is not drawn", async () => {
  await expect(labelPng("(01)123")).rejects.toMatchObject({ code: "LABEL_NOT_DRAWN" });
  await expect(labelSvg({ code: "bin", title: "", lines: [] })).rejects.toMatchObject({
    code: "LABEL_NOT_DRAWN",
  });
});
