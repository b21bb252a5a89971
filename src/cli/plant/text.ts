// Answers about equipment, for the terminal.
import type { LogAnswer, StatusAnswer } from "../../domain/equipment/answer.ts";
import type { Doubt } from "../../domain/equipment/calibration.ts";
import type { Oee } from "../../domain/equipment/oee.ts";
import type { Impact } from "../../projections/equipment/calibration-impact.ts";
import { type Look, styleIn, textTable } from "../terminal/table.ts";

export function statusText(answer: StatusAnswer, look: Look): string {
  const style = styleIn(look);
  const { name, at, status, cause, usedByBatchId, openAlarms, objections } = answer;
  const facts = [
    ...(cause === null ? [] : [["Cause", cause]]),
    ...(usedByBatchId === null ? [] : [["In use by batch", usedByBatchId]]),
    ...openAlarms.map(({ code, alarmId }) => ["Open alarm", `${code} (${alarmId})`]),
    ...objections.map(({ code, because }) => [code, because]),
  ];
  const columns = [{ title: "" }, { title: "" }];
  const title = "What stands against its use";
  const table = textTable({ title, columns, rows: facts, empty: "nothing" }, look);
  return `${style("bold", `${name}: ${words[status]}`)} at ${at}\n\n${table}`;
}

const words: Readonly<Record<StatusAnswer["status"], string>> = {
  retired: "taken out of service for good",
  outOfService: "not to be used",
  cleaning: "being cleaned",
  running: "running",
  stopped: "stopped",
  inUse: "in use",
  dirty: "dirty",
  clean: "clean",
  notCleaned: "never cleaned",
};

export const logText = ({ name, from, to, entries }: LogAnswer, look: Look): string =>
  textTable(
    {
      title: `${name}, ${from} to ${to}`,
      columns: [{ title: "UTC" }, { title: "Event" }, { title: "" }],
      rows: entries.map(({ at, type, data }) => [at, type, JSON.stringify(data)]),
      empty: "nothing is recorded of this time",
    },
    look,
  );

export function oeeText(answer: Oee, look: Look): string {
  const { from, to, times, counts, countsReachBack, formula } = answer;
  const factors = (["availability", "performance", "quality", "oee"] as const).map((name) => {
    const { percent, numerator, denominator } = answer[name];
    return [
      name,
      percent === undefined ? "not known" : `${percent} %`,
      `${numerator} / ${denominator}`,
    ];
  });
  const spent = Object.entries(times).map(([name, milliseconds]) => [
    name,
    `${(milliseconds / 60_000).toFixed(1)} min`,
  ]);
  const back = countsReachBack ? "\n  A count may hold pieces made before.\n" : "";
  return [
    textTable({ title: `${from} to ${to}`, columns: three, rows: factors, empty: "" }, look),
    textTable({ title: "Where the time went", columns: two, rows: spent, empty: "" }, look),
    `  ${counts.good} good, ${counts.reject} rejected${back}\n  ${formula}\n`,
  ].join("\n");
}

const two = [{ title: "" }, { title: "", align: "right" as const }];
const three = [{ title: "" }, { title: "", align: "right" as const }, { title: "exactly" }];

type Impacted =
  | { readonly doubt: null }
  | ({ readonly doubt: Doubt; readonly asOf: number } & Impact);

export function impactText(answer: Impacted, look: Look): string {
  if (answer.doubt === null) return "It has failed no calibration.\n";
  const style = styleIn(look);
  const { doubt, asOf, measurements, batches, lots, unknown } = answer;
  const since = doubt.passedCertificate ?? "its registration: it has never passed one";
  const failed = `${doubt.certificate} of ${doubt.to}`;
  const columns = [{ title: "UTC" }, { title: "Batch" }, { title: "" }];
  return [
    `${style("bold", `In doubt since ${doubt.from} (${since})`)}: ${failed}`,
    style("dim", `Complete over the ${asOf} events recorded.`),
    "",
    textTable(
      {
        title: `Measurements (${measurements.length})`,
        columns,
        rows: measurements.map(({ at, batch, batchId, what }) => [
          at,
          batch ?? batchId ?? "",
          what,
        ]),
        empty: "none names it",
      },
      look,
    ),
    textTable(
      {
        title: `Batches (${batches.length})`,
        columns: [{ title: "Batch" }, { title: "Id" }],
        rows: batches.map(({ batch, batchId }) => [batch ?? "", batchId]),
        empty: "none",
      },
      look,
    ),
    textTable(
      {
        title: `Lots that these yielded (${lots.length}); batchproof trace tells where they went`,
        columns: [{ title: "Lot" }, { title: "Material" }],
        rows: lots.map(({ lotId, material }) => [lotId, material]),
        empty: "none",
      },
      look,
    ),
    textTable(
      {
        title: "Not known",
        columns: [{ title: "" }, { title: "Of" }, { title: "" }],
        rows: unknown.map(({ code, subject, detail }) => [code, subject, detail]),
        empty: "nothing",
      },
      look,
    ),
  ].join("\n");
}
