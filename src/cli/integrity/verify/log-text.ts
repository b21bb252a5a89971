// What a run over the log found, for people: also what it did not look at.
import type { EpochFound } from "../../../projections/integrity/epochs-read.ts";
import type { LogReport } from "../../../projections/integrity/verify-log.ts";
import type { RebuildReport } from "../../../projections/rebuild/rebuild.ts";
import type { Run } from "../../run.ts";
import { lookOf, styleIn, textTable } from "../../terminal/table.ts";
import { type AnchorReport, anchorRow } from "../anchoring/report.ts";
import type { Since } from "./since.ts";

export interface Report extends LogReport {
  readonly valid: boolean;
  /** The log is as it was recorded up to here: a tree size. */
  readonly cleanTo: number;
  /** Events of the largest head that was signed for more than a restore brought back; else 0. */
  readonly signedBeforeRestore: number;
  /** Left out: the log was read from its beginning. */
  readonly since: Since | undefined;
  readonly readModels: readonly (RebuildReport & { readonly seconds: number })[];
  readonly anchors: readonly AnchorReport[];
  /** Certificates of which the log has the digest, and this vault no bytes to compare. */
  readonly keptElsewhere: readonly { readonly name: string; readonly sha256: string }[];
  readonly seconds: { readonly log: number; readonly streams: number };
  /** The signed report, where nothing is wrong and the log's key is there. */
  readonly signed?: string;
}

export function reportText({ terminal }: Run, report: Report): string {
  const look = lookOf(terminal.output);
  const style = styleIn(look);
  const { valid, size, from, streams, seconds, findings, keptElsewhere } = report;
  const verdict = valid
    ? style("green", `as it was recorded, up to ${size} events`)
    : style("red", `NOT as it was recorded; clean to ${report.cleanTo} of ${size} events`);
  const rows = [
    ["Bytes and tree", readText(size - from, seconds.log)],
    ["Streams", `${streams} asked for in ${rate(streams, seconds.streams)}`],
    ["Signed heads that agree", String(report.checkpoints)],
    ...report.epochs.filter(({ begunBy }) => begunBy !== "first").map(epochRow),
    ...(report.signedBeforeRestore > 0
      ? [["LOST in a restore", `heads of up to ${report.signedBeforeRestore} events were signed`]]
      : []),
    ...report.anchors.map(anchorRow),
    ...(valid && report.signed === undefined ? [["Not signed", "the log's key is not there"]] : []),
    ...report.readModels.map((one) => [`Read model ${one.name}`, comparison(one)]),
    ...keptElsewhere.map(({ name, sha256 }) => [
      "Not in this vault",
      `${name}, SHA-256 ${sha256}: if it was kept here, restore it from a backup`,
    ]),
    ...notRead(report).map((what, n) => [n === 0 ? "Not read again" : "", what]),
    ...findings.map(({ code, position, stream, detail }) => [
      code,
      `position ${position}${stream === undefined ? "" : `, ${stream}`}: ${detail}`,
    ]),
  ];
  const columns = [{ title: "" }, { title: "" }];
  // The root stands alone: it is to be compared, and a table would break it.
  const table = textTable({ columns, rows, empty: "" }, look);
  return `The log is ${verdict}.\nRoot ${report.root}\n${table}`;
}

const readText = (events: number, seconds: number): string =>
  events === 0 ? "nothing came since" : `${events} events in ${rate(events, seconds)}`;

/** A gap: nothing that was signed before says that what comes is the same log. */
const epochRow = ({ origin, from, begunBy, isHandedOver }: EpochFound): string[] => [
  isHandedOver ? "Key handed over" : "GAP in what was signed",
  `from ${from} events on signed as ${origin} with another key (${begunBy})`,
];

function comparison({ equal, asOf, seconds, live, rebuilt, difference }: Report["readModels"][0]) {
  const made = `${asOf} events in ${rate(asOf, seconds)}`;
  if (equal) return `equal when made again of ${made}, ${live.slice(0, 16)}`;
  const where = difference ? `, first in table ${difference.table}` : "";
  const digests = `${live.slice(0, 16)} and ${rebuilt.slice(0, 16)}`;
  return `DIFFERS when made again of ${made}: ${digests}${where}`;
}

const rate = (events: number, seconds: number): string =>
  `${seconds.toFixed(1)} s (${Math.round(events / Math.max(seconds, 0.001))}/s)`;

function notRead({ since, readModels }: Report): readonly string[] {
  if (!since) return readModels.length > 0 ? [] : ["the read models"];
  const { size, by } = since;
  const signed = by === "report" ? "an earlier run found them clean" : "a checkpoint is over them";
  return [
    `events before position ${size}: ${signed}, and the tree has its root`,
    `checkpoints of fewer than ${size} events`,
    "the read models",
  ];
}
