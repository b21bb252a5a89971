// A trace as a document: what was reached, what could not be, and how complete the records behind
// it are.
import type { Trace } from "../../projections/genealogy/answer.ts";
import { unitText } from "../../projections/wording/quantity.ts";
import { type Authenticity, authenticityBanners, type Issue, issuedBy } from "../issue.ts";
import type { Document, Section } from "../model/document.ts";
import { sealSection } from "../seal-section.ts";
import {
  batchTable,
  lotTable,
  residueTable,
  shipmentTable,
  unitTable,
  unknownTable,
} from "./tables.ts";

export function traceDocument(trace: Trace, authenticity: Authenticity, issue: Issue): Document {
  const banner = authenticityBanners[authenticity];
  const { direction: way } = trace;
  return {
    kind: "trace",
    title: titles[way],
    subtitle: trace.from,
    language: "en",
    identity: {
      ...issuedBy(issue),
      subject: [
        { label: "Trace of", value: `${trace.from}, ${way}` },
        { label: "As of", value: `${trace.asOf} events` },
      ],
      recordId: `trace ${trace.from} ${way}`,
      recordVersion: String(trace.asOf),
      status: { text: `As of ${trace.asOf} events`, tone: "neutral" },
    },
    ...(banner && { banner }),
    sections: [answer(trace), reached(trace), notKnown(trace), sealSection("4")],
  };
}

const titles = { forward: "Forward trace", backward: "Backward trace", mixed: "Mixed trace" };

const ways = {
  forward: "forward: everything that it went into",
  backward: "backward: everything that it came from",
  mixed: "mixed: everything that it came from, and everything that any of it went into",
};

const depthText = ({ depth, isCut }: Trace): string =>
  `${depth} steps: ${isCut ? "CUT, there is more beyond" : "nothing lies beyond"}`;

const answer = (trace: Trace): Section => ({
  id: "answer",
  number: "1",
  title: "Answer",
  note: `Complete over the recorded events 0 to ${trace.asOf - 1}.`,
  blocks: [
    {
      kind: "figures",
      figures: [
        { label: "Batches", value: String(trace.batches.length) },
        { label: "Lots", value: String(trace.lots.length) },
        { label: "Shipments", value: String(trace.shipments.length) },
        { label: "Steps followed", value: String(trace.edgeCount) },
        { label: "Not known", value: String(trace.unknown.length), ...attention(trace.unknown) },
      ],
    },
    {
      kind: "facts",
      facts: [
        { label: "From", value: trace.from },
        {
          label: "Direction",
          value: ways[trace.direction],
        },
        {
          label: "Happened by",
          value: trace.happenedBy ?? "no bound: time is not used to exclude",
        },
        ...(trace.strict
          ? [{ label: "Order of time", value: "left out: what observed times exclude" }]
          : []),
        ...(trace.depth === undefined ? [] : [{ label: "Depth", value: depthText(trace) }]),
        { label: "Digest of the answer, SHA-256", value: trace.digest },
      ],
    },
  ],
});

const reached = (trace: Trace): Section => ({
  id: "reached",
  number: "2",
  title: "What was reached",
  blocks: [batchTable(trace), lotTable(trace), shipmentTable(trace), unitTable(trace)],
});

const notKnown = (trace: Trace): Section => ({
  id: "not-known",
  number: "3",
  title: "What is not known",
  note: "A trace says what the records hold, and here what they do not.",
  blocks: [
    unknownTable(trace),
    {
      kind: "facts",
      facts: [
        {
          label: "Lots whose quantities add up",
          value: share(trace.coverage.lotsBalanced, trace.coverage.lots),
        },
        {
          label: "Inputs with a quantity",
          value: share(trace.coverage.inputsWithQuantity, trace.coverage.inputs),
        },
        {
          label: "Receipts with an origin",
          value: share(trace.coverage.receiptsWithOrigin, trace.coverage.receipts),
        },
      ],
    },
    residueTable(trace, unitText),
  ],
});

const share = (part: number, all: number): string => `${part} of ${all}`;

const attention = (unknown: readonly unknown[]): { tone?: "attention" } =>
  unknown.length > 0 ? { tone: "attention" } : {};
