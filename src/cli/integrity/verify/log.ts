// The log, event by event as it is stored, and the read models that rest on it. What was found
// clean is signed and kept, and a later run may begin behind it.
import { join } from "node:path";
import { openVerificationFile } from "../../../anchors/verification-file.ts";
import type { LoggedBytes } from "../../../eventstore/stored-event.ts";
import type { Signers } from "../../../integrity/epoch.ts";
import {
  type SignedVerification,
  signVerification,
} from "../../../integrity/evidence/verification.ts";
import { printNote, type Signer } from "../../../integrity/note.ts";
import { type LogFinding, ofKeepers } from "../../../projections/integrity/finding.ts";
import { fromTheBeginning, resume } from "../../../projections/integrity/resume.ts";
import { treeSize } from "../../../projections/integrity/tree.ts";
import {
  type LogReport,
  type VerifyLogParts,
  verifyLog,
} from "../../../projections/integrity/verify-log.ts";
import { sizeBeyond } from "../../backup/seen-beyond.ts";
import type { CommandRun } from "../../entry.ts";
import { build } from "../../instance/build.ts";
import { type Instance, isCut } from "../../instance/instance.ts";
import { withInstance } from "../../run.ts";
import { CliFault } from "../../terminal/fault.ts";
import { openProgress, type ProgressBar } from "../../terminal/progress.ts";
import { deliver } from "../../terminal/terminal.ts";
import { checkAnchors } from "../anchoring/check.ts";
import { type Checkpoints, openCheckpoints } from "../checkpoints.ts";
import { type KeptBytes, keptFound, keptIn } from "../kept-bytes.ts";
import { headsOf } from "./checkpoint.ts";
import { type Report, reportText } from "./log-text.ts";
import { type Since, sinceOf } from "./since.ts";

export interface LogOptions {
  readonly isLogOnly: boolean;
  readonly from?: number | "last";
  /** Files of heads that somebody kept. */
  readonly heads?: readonly string[];
  /** For the signed report. */
  readonly out?: string;
}

/** Throws VERIFICATION_FAILED, LOG_EMPTY, READ_MODEL_BEHIND, and what `sinceOf` does. */
export async function verifyWholeLog(run: CommandRun, options: LogOptions): Promise<void> {
  const work = async (instance: Instance) => {
    await using checkpoints = await openCheckpoints(instance);
    if (!checkpoints) throw new CliFault("LOG_EMPTY", "Nothing has been recorded yet.");
    return await reportOn(run, instance, checkpoints, options);
  };
  const report = await withInstance(run, work, { examines: true });
  const { signed } = report;
  if (options.out !== undefined && signed !== undefined) {
    await deliver(run.terminal, [signed], options.out);
  }
  await run.terminal.write(run.json ? `${JSON.stringify(report)}\n` : reportText(run, report));
  if (report.valid) return;
  const [first] = report.findings;
  const drifted = report.readModels.filter(({ equal }) => !equal).map(({ name }) => name);
  const what = first ? `${first.code} at position ${first.position}` : `read models ${drifted}`;
  throw new CliFault("VERIFICATION_FAILED", `The log does not verify: ${what}.`, {
    findings: report.findings,
    drifted,
  });
}

/** Throws what `verifyWholeLog` throws, but for findings. */
export async function reportOn(
  run: CommandRun,
  instance: Instance,
  checkpoints: Checkpoints,
  { from, isLogOnly, heads = [], out }: LogOptions,
): Promise<Report> {
  const folder = instance.stores.folder.path;
  const bar = openProgress(run.terminal.errors);
  const kept = await openVerificationFile(join(folder, "checkpoints", "verified"));
  try {
    const epochs = await checkpoints.epochs();
    const later = await checkpoints.laterKeys();
    const signers = { epochs, later };
    const held = await treeSize(instance.database.kysely);
    const signed = { reports: kept.all, checkpoints, signers, size: held };
    const since = from === undefined ? undefined : await sinceOf(from, signed);
    const started = performance.now();
    const all = headsIn(checkpoints, kept.all);
    const signedHeads = { all, epochs: checkpoints.epochs, later };
    const named: KeptBytes[] = [];
    const onEvent = (position: number, bytes: LoggedBytes) =>
      named.push(...keptIn(position, bytes));
    let log: number | undefined;
    const onAsked = (done: number, streams: number) => {
      log ??= secondsSince(started);
      bar.show("streams asked for", done, streams);
    };
    const found = await readLog(instance, { ...signedHeads, onEvent, onAsked }, since, bar);
    const both = secondsSince(started);
    const seconds = { log: log ?? both, streams: both - (log ?? both) };
    const { size } = found;
    const more = await headsOf(heads);
    const outside = await checkAnchors(instance, { size, signers, more });
    const bytes = await keptFound(instance.blobs, named);
    const findings = [...found.findings, ...outside.findings, ...bytes.findings];
    // To make them again takes every event: a run that reads only the newest leaves them out.
    const isBeyond = instance.projections.status().some(isCut);
    const isWhole = since === undefined && !isLogOnly && !isBeyond;
    const readModels = isWhole ? await madeAgain(instance, bar) : [];
    const valid = findings.length === 0 && readModels.every(({ equal }) => equal);
    const report = {
      ...found,
      findings,
      keptElsewhere: bytes.elsewhere.map(({ name, digest: sha256 }) => ({ name, sha256 })),
      anchors: outside.anchors,
      valid,
      cleanTo: cleanTo({ size, findings }),
      since,
      readModels,
      seconds,
      signedBeforeRestore: await sizeBeyond(folder),
    };
    if (!valid) return report;
    const signer = await checkpoints.signerAt(report.size).catch((error: unknown) => {
      const isLost = error instanceof CliFault && error.code === "SIGNING_KEY_LOST";
      if (isLost && out === undefined) return undefined;
      throw error;
    });
    if (!signer) return report;
    const verification = signVerification(verificationOf(report, instance, signer), signer);
    await kept.append(verification);
    return { ...report, signed: printNote(verification.note) };
  } finally {
    bar.end();
    await kept.close();
  }
}

/** What was signed as it was recorded, and what a run found clean. */
async function* headsIn(checkpoints: Checkpoints, reports: readonly SignedVerification[]) {
  yield* checkpoints.all();
  yield* reports;
}

async function readLog(
  { log, database: { kysely }, keys, projections }: Instance,
  {
    all,
    epochs,
    later,
    onEvent,
    onAsked,
  }: { readonly all: VerifyLogParts["checkpoints"] } & Pick<Checkpoints, "epochs"> &
    Pick<Signers, "later"> &
    Pick<Required<VerifyLogParts>, "onEvent" | "onAsked">,
  since: Since | undefined,
  bar: ProgressBar,
): Promise<LogReport> {
  const size = (await projections.asOf("integrity")) ?? 0;
  const resumed = since ? await resume({ log, kysely }, since) : fromTheBeginning();
  if (!resumed) {
    const message = "The audit trail does not have the event to go on from yet.";
    throw new CliFault("READ_MODEL_BEHIND", message);
  }
  if ("code" in resumed) return nothingRead(resumed, since);
  const macKey = await keys.hmacKey();
  return verifyLog({
    log,
    kysely,
    macKey,
    checkpoints: all,
    epochs,
    later,
    untilTreeHas: (leaves) =>
      projections.waitFor(leaves - 1, { name: "integrity", timeout_ms: treeBehind_ms }),
    onEvent,
    onAsked,
    onProgress: (done) => bar.show("events read", done, size),
    resumed,
  });
}

const nothingRead = (finding: LogFinding, since: Since | undefined): LogReport => ({
  from: since?.size ?? 0,
  size: since?.size ?? 0,
  root: since?.root.toString("hex") ?? "",
  streams: 0,
  checkpoints: 0,
  epochs: [],
  findings: [finding],
});

async function madeAgain(
  { projections }: Instance,
  bar: ProgressBar,
): Promise<Report["readModels"]> {
  const { length } = projections.status();
  let started = performance.now();
  const seconds: number[] = [];
  bar.show("read models made again", 0, length);
  const reports = await projections.rebuildAll({
    verify: true,
    onRebuilt() {
      seconds.push(secondsSince(started));
      started = performance.now();
      bar.show("read models made again", seconds.length, length);
    },
  });
  return reports.map((report, n) => ({ ...report, seconds: seconds[n] ?? 0 }));
}

const verificationOf = (
  { size, root, from, checkpoints, readModels }: Report,
  { wallClock }: Instance,
  signer: Signer,
) => ({
  origin: signer.name,
  size,
  root: Buffer.from(root, "hex"),
  from,
  checkpoints,
  readModels: Object.fromEntries(
    readModels.map(({ name, asOf, live }) => [name, { asOf, digest: live }]),
  ),
  at: wallClock.now().toISOString(),
  program: build.appVersion,
});

const secondsSince = (started_ms: number): number => (performance.now() - started_ms) / 1_000;

/** A running `serve` may append while the log is read, and its tree comes a little later. */
const treeBehind_ms = 30_000;

const cleanTo = ({ size, findings }: Pick<LogReport, "size" | "findings">): number =>
  findings.reduce(
    (clean, { code, position }) => (ofKeepers.has(code) ? clean : Math.min(clean, position)),
    size,
  );
