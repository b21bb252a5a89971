// A trace as a document: what was reached, what could not be, and how complete the records behind
// it are.
import type { Trace } from "../../projections/genealogy/answer.ts";
import { unitText } from "../../projections/wording/quantity.ts";
import { completeText, sizeText } from "../answer/form.ts";
import { type Authenticity, authenticityBanners, type Issue, issuedBy } from "../issue.ts";
import type { Document, Section } from "../model/document.ts";
import { sealSection } from "../seal-section.ts";
import {
  batchTable,
  classTable,
  contactTable,
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
        { label: "As of", value: sizeText(trace.asOf, trace.logSize) },
      ],
      recordId: `trace ${trace.from} ${way}`,
      recordVersion: String(trace.asOf),
      status: { text: `As of ${trace.asOf} events`, tone: "neutral" },
    },
    ...(banner && { banner }),
    sections: numbered([
      answer(trace),
      reached(trace),
      ...(trace.classes ? [contact(trace)] : []),
      notKnown(trace),
    ]),
  };
}

const titles = { forward: "Forward trace", backward: "Backward trace", mixed: "Mixed trace" };

type Unnumbered = Omit<Section, "number">;

const numbered = (sections: readonly Unnumbered[]): readonly Section[] => [
  ...sections.map((section, n) => ({ ...section, number: String(n + 1) })),
  sealSection(String(sections.length + 1)),
];

const ways = {
  forward: "forward: everything that it went into",
  backward: "backward: everything that it came from",
  mixed: "mixed: everything that it came from, and everything that any of it went into",
};

const depthText = ({ depth, isCut }: Trace): string =>
  `${depth} steps: ${isCut ? "CUT, there is more beyond" : "nothing lies beyond"}`;

const answer = (trace: Trace): Unnumbered => ({
  id: "answer",
  title: "Answer",
  note: completeText(trace.asOf),
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
        ...(trace.rolledUp
          ? [
              {
                label: "Rolled up",
                value: `${trace.rolledUp.lots} lots and sublots stand as ${trace.lots.length} lots`,
              },
            ]
          : []),
        ...(trace.depth === undefined ? [] : [{ label: "Depth", value: depthText(trace) }]),
        { label: "Digest of the answer, SHA-256", value: trace.digest },
      ],
    },
  ],
});

const reached = (trace: Trace): Unnumbered => ({
  id: "reached",
  title: "What was reached",
  blocks: [batchTable(trace), lotTable(trace), shipmentTable(trace), unitTable(trace)],
});

const contact = (trace: Trace): Unnumbered => ({
  id: "contact",
  title: "Contact beside the flow of material",
  note: "Nothing of this is in the scope; whether it is to be is for somebody to decide.",
  blocks: [classTable(trace), contactTable(trace)],
});

const notKnown = (trace: Trace): Unnumbered => ({
  id: "not-known",
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
