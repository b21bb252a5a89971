// The insides of pdfkit that pdf-file.ts builds on: an update that moves them fails here first.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import { expect, test } from "vitest";

test("the version is the one whose insides are known", () => {
  const manifest = fileURLToPath(new URL("../package.json", import.meta.resolve("pdfkit")));
  expect(JSON.parse(readFileSync(manifest, "utf8")).version).toBe("0.20.2");
});

test("what is overridden and read is there", () => {
  const document = new PDFDocument({ autoFirstPage: false, font: "", tagged: true });
  for (const method of ["_write", "_finalize", "_addInfo", "endAcroForm", "flushPages", "ref"]) {
    expect(typeof Reflect.get(document, method), method).toBe("function");
  }
  expect(document._offsets).toBeInstanceOf(Array);
  expect(document._offset).toBeGreaterThan(0);
  expect(document._waiting).toBeGreaterThan(0);
  expect(document._id).toBeInstanceOf(Uint8Array);
  expect(document._root.data.Names.data).toHaveProperty("Dests");
  expect(document._root.data.StructTreeRoot.data).toHaveProperty("ParentTree");
});
