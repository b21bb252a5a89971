// A document in the form that was asked for.
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Document } from "../reports/model/document.ts";
import { type Cell, flagged } from "../reports/model/fact.ts";
import { renderHtml } from "../reports/render/html/html.ts";
import { renderJson } from "../reports/render/json/json.ts";
import type { Paper } from "./paper.ts";

export type DocumentFormat = "pdf" | "html" | "json";

export interface Rendered {
  readonly type: string;
  readonly pieces: AsyncIterable<string | Uint8Array> | Iterable<Uint8Array>;
  /** Of an issued copy, hex. */
  readonly sha256?: string;
}

export async function rendered(
  paper: Paper,
  document: Document,
  format: DocumentFormat,
): Promise<Rendered> {
  switch (format) {
    case "pdf": {
      const { bytes, sha256 } = await paper.sealed(document);
      return { type: "application/pdf", pieces: [bytes], sha256 };
    }
    case "html":
      return { type: "text/html; charset=utf-8", pieces: renderHtml(document) };
    case "json":
      return { type: "application/json", pieces: renderJson(document) };
    default:
      return format satisfies never;
  }
}

export async function sendDocument(
  reply: FastifyReply,
  paper: Paper,
  document: Document,
  format: DocumentFormat,
): Promise<FastifyReply> {
  const { type, pieces, sha256 } = await rendered(paper, document, format);
  if (format === "pdf") {
    reply.header("content-disposition", `inline; filename="${fileName(document)}"`);
  }
  if (sha256 !== undefined) reply.header("batchproof-sha256", sha256);
  return reply.type(type).send(Readable.from(pieces));
}

const fileName = ({ kind, identity }: Document): string => {
  const [about = ""] = identity.subject.slice(0, 1).map(({ value }) => textOf(value));
  return `${kind} ${about}.pdf`.replace(/[^A-Za-z0-9._-]+/g, "-");
};

const textOf = (value: Cell): string => flagged(value).text;
