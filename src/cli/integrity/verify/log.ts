// The whole log, event by event as it is stored, and the read models that rest on it.
import type { EpochFound } from "../../../projections/integrity/epochs-read.ts";
import {
  type LogFindingCode,
  type LogReport,
  verifyLog,
} from "../../../projections/integrity/verify-log.ts";
import type { RebuildReport } from "../../../projections/rebuild/rebuild.ts";
import { sizeBeyond } from "../../backup/seen-beyond.ts";
import type { CommandRun } from "../../entry.ts";
import type { Instance } from "../../instance/instance.ts";
import { withInstance } from "../../run.ts";
import { CliFault } from "../../terminal/fault.ts";
import { openProgress } from "../../terminal/progress.ts";
import { lookOf, styleIn, textTable } from "../../terminal/table.ts";
import { type Checkpoints, openCheckpoints } from "../checkpoints.ts";

interface Report extends LogReport {
  readonly valid: boolean;
  /** The log is as it was recorded up to here: a tree size. */
  readonly cleanTo: number;
  /** Events of the largest head that was signed for more than a restore brought back; else 0. */
  readonly signedBeforeRestore: number;
  readonly readModels: readonly Pick<RebuildReport, "name" | "equal">[];
}

/** Throws VERIFICATION_FAILED. */
export async function verifyWholeLog(
  run: CommandRun,
  { isLogOnly }: { readonly isLogOnly: boolean },
): Promise<void> {
  const report = await withInstance(run, async (instance) => {
    await using checkpoints = await openCheckpoints(instance);
    if (!checkpoints) throw new CliFault("LOG_EMPTY", "Nothing has been recorded yet.");
    return reportOn(run, instance, checkpoints, { isLogOnly });
  });
  await run.terminal.write(run.json ? `${JSON.stringify(report)}\n` : text(run, report));
  if (report.valid) return;
  const [first] = report.findings;
  const drifted = report.readModels.filter(({ equal }) => !equal).map(({ name }) => name);
  const what = first ? `${first.code} at position ${first.position}` : `read models ${drifted}`;
  throw new CliFault("VERIFICATION_FAILED", `The log does not verify: ${what}.`, {
    findings: report.findings,
    drifted,
  });
}

export async function reportOn(
  { terminal }: CommandRun,
  { log, database, keys, projections, stores }: Instance,
  { all, epochs }: Pick<Checkpoints, "all" | "epochs">,
  { isLogOnly }: { readonly isLogOnly: boolean },
): Promise<Report> {
  const bar = openProgress(terminal.errors);
  const size = (await projections.asOf("integrity")) ?? 0;
  const found = await verifyLog({
    log,
    kysely: database.kysely,
    macKey: await keys.hmacKey(),
    checkpoints: all,
    epochs,
    untilTreeHas: (leaves) =>
      projections.waitFor(leaves - 1, { name: "integrity", timeout_ms: treeBehind_ms }),
    onProgress: (done) => bar.show("events read", done, size),
  });
  bar.end();
  const readModels = isLogOnly ? [] : await projections.rebuildAll({ verify: true });
  const valid = found.findings.length === 0 && readModels.every(({ equal }) => equal);
  const signedBeforeRestore = await sizeBeyond(stores.folder.path);
  return { ...found, valid, cleanTo: cleanTo(found), readModels, signedBeforeRestore };
}

/** A running `serve` may append while the log is read, and its tree comes a little later. */
const treeBehind_ms = 30_000;

/** What is forged around it says nothing of the events. */
const cleanTo = ({ size, findings }: LogReport): number =>
  findings.reduce(
    (clean, { code, position }) => (forged.has(code) ? clean : Math.min(clean, position)),
    size,
  );
const forged: ReadonlySet<LogFindingCode> = new Set(["CHECKPOINT_FORGED", "HAND_OVER_FORGED"]);

/** A gap: nothing that was signed before says that what comes is the same log. */
const rowOf = ({ origin, from, begunBy, isHandedOver }: EpochFound): readonly [string, string] => [
  isHandedOver ? "Key handed over" : "GAP in what was signed",
  `from ${from} events on signed as ${origin} with another key (${begunBy})`,
];

function text({ terminal }: CommandRun, report: Report): string {
  const look = lookOf(terminal.output);
  const style = styleIn(look);
  const verdict = report.valid
    ? style("green", `as it was recorded, up to ${report.size} events`)
    : style("red", `NOT as it was recorded; clean to ${report.cleanTo} of ${report.size} events`);
  const rows = [
    ["Root", report.root],
    ["Checkpoints that agree", String(report.checkpoints)],
    ...report.epochs.filter(({ begunBy }) => begunBy !== "first").map(rowOf),
    ...(report.signedBeforeRestore > 0
      ? [["LOST in a restore", `heads of up to ${report.signedBeforeRestore} events were signed`]]
      : []),
    ...report.readModels.map(({ name, equal }) => [
      `Read model ${name}`,
      equal ? "equal when made again" : "DIFFERS when made again",
    ]),
    ...report.findings.map(({ code, position, stream, detail }) => [
      code,
      `position ${position}${stream === undefined ? "" : `, ${stream}`}: ${detail}`,
    ]),
  ];
  const columns = [{ title: "" }, { title: "" }];
  return `The log is ${verdict}.\n${textTable({ columns, rows, empty: "" }, look)}`;
}
