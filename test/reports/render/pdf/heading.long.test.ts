// Wherever on a page what comes before it ends, a heading has something under it.
import { folderForTests } from "../../folder.ts";
import { testWith } from "../../tool.ts";
import { refuseLoneHeadings } from "./printed-for-test.ts";

const folder = folderForTests();

testWith("pdftotext", "poppler-utils")("a heading never ends a page alone", () =>
  refuseLoneHeadings(
    folder,
    Array.from({ length: 34 }, (_, n) => n + 1),
  ),
);
