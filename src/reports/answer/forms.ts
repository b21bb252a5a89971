// Every kind of answer with what is special of it: its words, its main table, its lists.

import type { Trace } from "../../projections/genealogy/answer.ts";
import type { Circumstances } from "../../projections/genealogy/circumstance/circumstances.ts";
import { type Between, noWay } from "../../projections/genealogy/question/between.ts";
import type { Common } from "../../projections/genealogy/question/common.ts";
import { type Shares, verdictReasons } from "../../projections/genealogy/question/shares.ts";
import type { Whereabouts } from "../../projections/whereabouts/answer.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import type { Fact } from "../model/fact.ts";
import { traceDocument } from "../trace/document.ts";
import { traceExport } from "../trace/tables.ts";
import { whereaboutsExport } from "../whereabouts/tables.ts";
import type { Form } from "./form.ts";
import { fact, table } from "./parts.ts";

const happened = ({ happenedBy }: { readonly happenedBy?: string }): readonly Fact[] =>
  happenedBy === undefined ? [] : [fact("Happened by", happenedBy)];
const unknown = "unknown";

export const traceForm: Form<Trace> = {
  kind: "trace",
  title: "Trace",
  about: ({ from, direction }) => `${from}, ${direction}`,
  facts: () => [],
  table: traceExport,
  lists: { lots: "lot", batches: "batch", shipments: "shipment", contacts: "contact", unknown },
  document: traceDocument,
};

export const whereaboutsForm: Form<Whereabouts> = {
  kind: "whereabouts",
  title: "Where everything is",
  about: ({ from }) => from,
  facts: ({ lots, serialCoverage: of }) => [
    fact("Lots", lots.length),
    ...(of ? [fact("Serial numbers", `${of.serials}; page ${of.page} of ${of.pages}`)] : []),
  ],
  table: whereaboutsExport,
  lists: { lots: "lot", totals: "total", serials: "serial", unknown },
};

export const betweenForm: Form<Between> = {
  kind: "between",
  title: "Between two things",
  about: ({ from, to }) => `${from} to ${to}`,
  facts: ({ reaches, why, path, edges, ...more }) => [
    fact("Reached", reaches ? `yes, in ${path.length} steps` : "no"),
    ...(why === undefined ? [] : [fact("Why not", noWay[why])]),
    fact("Steps on any way", edges.length),
    ...happened(more),
  ],
  table: ({ edges }) =>
    table(
      "steps",
      [
        ["position", "Position"],
        ["eventId", "Event"],
        ["step", "Step"],
        ["from", "From"],
        ["fromId", "From id"],
        ["to", "To"],
        ["toId", "To id"],
        ["quantity", "Quantity"],
        ["unitOfMeasure", "Unit (UCUM)"],
        ["returned", "Came back"],
        ["containerId", "Container"],
        ["span", "Part of a reel or run"],
        ["happenedAt", "Happened at"],
        ["timeBasis", "Time"],
      ],
      edges.map(({ from, to, quantity, ...edge }) => [
        ...[String(edge.position), edge.eventId, edge.kind, from.name, from.id, to.name, to.id],
        ...[quantity?.value ?? "", quantity?.unitOfMeasure ?? ""],
        ...[edge.returned ? quantityText(edge.returned) : "", edge.containerId ?? ""],
        edge.span ? `${quantityText(edge.span.from)} to ${quantityText(edge.span.to)}` : "",
        ...[edge.happenedAt, edge.timeBasis],
      ]),
    ),
  lists: { path: "pathStep", edges: "step", unknown },
};

export const commonForm: Form<Common> = {
  kind: "common",
  title: "What they have in common",
  about: ({ of }) => of.join(", "),
  facts: ({ causes, candidates, ...more }) => [
    fact("Listed", `${causes.length} of ${candidates}`),
    ...happened(more),
  ],
  table: ({ causes, othersMax }) =>
    table(
      "causes",
      [
        ["kind", "Kind"],
        ["id", "Id"],
        ["name", "Name"],
        ["explains", "Explains"],
        ["which", "Which"],
        ["others", "Others reached"],
      ],
      causes.map(({ kind, id, name, explains, others }) => [
        ...[kind, id, name, String(explains.length), explains.join("; ")],
        others === undefined ? `over ${othersMax}` : String(others),
      ]),
    ),
  lists: { causes: "cause" },
};

export const circumstancesForm: Form<Circumstances> = {
  kind: "circumstances",
  title: "Circumstances that they share",
  about: ({ of }) => of.join(", "),
  facts: ({ circumstances, candidates, compared, others, readingsNotCompared, withoutBatch }) => [
    fact("Listed", `${circumstances.length} of ${candidates}`),
    fact("Other batches compared", `${compared} of ${others}`),
    fact("Readings not compared", readingsNotCompared),
    fact("Without a batch", withoutBatch.join(", ") || "none"),
  ],
  table: ({ circumstances }) =>
    table(
      "circumstances",
      [
        ["kind", "Kind"],
        ["id", "Id"],
        ["name", "Name"],
        ["explains", "Explains"],
        ["which", "Which"],
        ["othersWith", "Others with it"],
        ["others", "Others compared"],
        ["chance", "Chance"],
      ],
      circumstances.map(({ kind, id, name, explains, othersWith, others, chance }) => [
        ...[kind, id, name, String(explains.length), explains.join("; ")],
        ...[String(othersWith), String(others), chance],
      ]),
    ),
  lists: { behind: "batch", circumstances: "circumstance" },
};

export const sharesForm: Form<Shares> = {
  kind: "shares",
  title: "Shares of a bad lot",
  about: ({ from, bad }) => `${quantityText(bad)} of ${from}`,
  facts: ({ mixing, heldByLot, coverage, bad, ...more }) => [
    fact("Mixing", mixing),
    ...(heldByLot === undefined
      ? []
      : [fact("Still in the lot", quantityText({ ...bad, value: heldByLot }))]),
    fact("Steps of an amount not known", `${coverage.edgesUnknown} of ${coverage.edges}`),
    ...happened(more),
  ],
  table: ({ shares, bad }) =>
    table(
      "shares",
      [
        ["kind", "Kind"],
        ["id", "Id"],
        ["name", "Name"],
        ["verdict", "Verdict"],
        ["reason", "Reason"],
        ["received", "Came there"],
        ["held", "Stayed"],
        ["certain", "At least"],
        ["possible", "At most"],
        ["unitOfMeasure", "Unit (UCUM)"],
      ],
      shares.map(({ kind, id, name, verdict, reason, received = "", held = "", ...bounds }) => [
        ...[kind, id, name, verdict, verdictReasons[reason], received, held],
        ...[bounds.certain, bounds.possible, bad.unitOfMeasure],
      ]),
    ),
  lists: { shares: "share", unknown },
};
