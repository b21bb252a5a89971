// A document in the form that was asked for, on its way to a file or to standard output.
import type { Paper } from "../../api/paper.ts";
import type { Document } from "../../reports/model/document.ts";
import { renderHtml } from "../../reports/render/html/html.ts";
import { renderJson } from "../../reports/render/json/json.ts";
import type { Text } from "./terminal.ts";

export type DocumentFormat = "pdf" | "html" | "json";

export async function piecesOf(
  paper: Paper,
  document: Document,
  format: DocumentFormat,
): Promise<AsyncIterable<Text> | Iterable<Text>> {
  switch (format) {
    case "pdf":
      return [await paper.sealed(document)];
    case "html":
      return renderHtml(document);
    case "json":
      return renderJson(document);
    default:
      return format satisfies never;
  }
}
