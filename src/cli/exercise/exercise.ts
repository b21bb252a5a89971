// `batchproof exercise`: a lot traced as if it were suspect, against the clock, with the evidence
// kept.
import { randomUUID } from "node:crypto";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { everything } from "../../api/access/opening.ts";
import { answerIn } from "../../api/answer.ts";
import type { Paper } from "../../api/paper.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import type { Answer, Form } from "../../reports/answer/form.ts";
import { traceForm, whereaboutsForm } from "../../reports/answer/forms.ts";
import { renderCsv } from "../../reports/render/csv/csv.ts";
import type { CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { createPaper } from "../instance/paper.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import type { Caller } from "../log-in/caller.ts";
import { withInstance } from "../run.ts";
import { CliFault, refusalFault } from "../terminal/fault.ts";
import { comparisonExport } from "./comparison-table.ts";
import { type Exercise, performExercise } from "./perform.ts";

interface Options {
  readonly seed?: string;
  readonly compare?: string;
  readonly out?: string;
  readonly json?: true;
}

export function defineExercise(command: Command, run: CommandRun): void {
  command
    .option("--seed <text>", "what a lot is drawn by: the same of the same records", seedText)
    .option("--compare <file>", "a CSV file of an independent source: lot,state,quantity,unit")
    .option("--out <folder>", "write the evidence there, as files")
    .option("--json", "one line for machines")
    .addHelpText("after", help)
    .action((lot: string | undefined, options: Options) => exercise(run, lot, options));
}

function seedText(text: string): string {
  if (text.length >= 1 && text.length <= 120) return text;
  throw new InvalidArgumentError("Up to 120 characters.");
}

const help = `
Without a lot one is drawn at random. What the records say is frozen, and kept with its digest and
the time that it took. Without --compare it shows that the records agree with themselves only.

  batchproof exercise
  batchproof exercise starch:5 --out exercise-2026-11
  batchproof exercise --compare count-sheet.csv --json`;

async function exercise(
  run: CommandRun,
  lot: string | undefined,
  { seed, compare, out }: Options,
): Promise<void> {
  const asked = { ...(lot !== undefined && { lot }), ...(compare !== undefined && { compare }) };
  await withInstance(run, async (instance, caller) => {
    const { session } = caller;
    if (out !== undefined) {
      await refuseFilled(out);
      await takenOut(run, instance, caller);
    }
    const drawnBy = { seed: seed ?? randomUUID(), ...asked };
    const done = await performExercise(instance, session, drawnBy);
    const files = out === undefined ? [] : await writeEvidence(instance, out, done);
    const { exerciseId, eventId, performed } = done;
    await run.terminal.write(
      run.json
        ? `${JSON.stringify({ exerciseId, eventId, ...performed, files })}\n`
        : exerciseText(done, files, out),
    );
    await waitUntilVisible(instance, eventId);
  });
}

/** Before anything is recorded: evidence of two exercises is never mixed. */
async function refuseFilled(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.length === 0) return;
  throw new CliFault("OUT_NOT_EMPTY", `There is something in ${folder}; name another folder.`);
}

/** Evidence that is written out is a copy of records: the access trail keeps it first. */
async function takenOut(
  { typed }: CommandRun,
  { access }: Instance,
  { session, known }: Caller,
): Promise<void> {
  if (!known) return;
  const refusal = await access.trail.open(session, {
    rights: ["exportRecords"],
    scope: everything,
    taken: true,
    what: "performExercise",
    asked: `batchproof ${typed}`.slice(0, 2000),
  });
  if (refusal) throw refusalFault(refusal);
}

function exerciseText(
  { performed, eventId }: Exercise,
  files: readonly string[],
  out: string | undefined,
): string {
  const { lot, seed, took_ms, made, accounted, percentTraced, unknown, compared } = performed;
  const amounts = made
    ? `${accounted ? quantityText(accounted) : "not known how much"} of ${quantityText(made)}`
    : "how much there was of it is not recorded";
  const traced = percentTraced ? `${quantityText(percentTraced)}: ${amounts}` : amounts;
  const { forward, backward } = performed;
  const lines = [
    `Trace exercise on ${lot}${seed === undefined ? "" : `, drawn by ${seed}`}`,
    `  Time                ${(took_ms / 1_000).toFixed(3)} s, both ways`,
    `  Went into           ${reachedText(forward)}`,
    `  Came from           ${reachedText(backward)}`,
    `  Traced              ${traced}`,
    `  Not known           ${unknown}`,
    `  Compared with       ${compared ? comparedText(compared) : internal}`,
    `  Kept                event ${eventId ?? "of before"}, answer ${performed.answerSha256}`,
    ...(out === undefined ? [] : [`  Evidence            ${out}: ${files.join(", ")}`]),
  ];
  return `${lines.join("\n")}\n`;
}

const internal = "nothing: internal consistency only";

const reachedText = ({ lots, batches, shipments }: Exercise["performed"]["forward"]): string =>
  `${lots} lots, ${batches} batches, ${shipments} shipments`;

const comparedText = (compared: NonNullable<Exercise["performed"]["compared"]>): string => {
  const { source, lines, agreeing, differing, onlyInSource, onlyInRecords } = compared;
  return (
    `${source}: of ${lines} lines ${agreeing} agree, ${differing} differ, ` +
    `${onlyInSource} are not in this trace; ${onlyInRecords} more are in the records only`
  );
};

/** Names of the files. */
async function writeEvidence(
  instance: Instance,
  folder: string,
  done: Exercise,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const paper = createPaper(instance);
  const { exerciseId, eventId, performed, comparison } = done;
  const summary = { exerciseId, eventId, ...performed };
  const { forward, backward, whereabouts } = done;
  const whole = { ...summary, forward, backward, whereabouts };
  const files: Readonly<Record<string, Parameters<typeof writeFile>[1]>> = {
    "exercise.json": `${JSON.stringify(summary, null, 2)}\n`,
    ...(await inForms(paper, "forward", traceForm, forward)),
    ...(await inForms(paper, "backward", traceForm, backward)),
    ...(await inForms(paper, "whereabouts", whereaboutsForm, whereabouts)),
    "exercise.proof.json": await paper.proven("exercise", whole),
    ...(comparison.length > 0 && { "comparison.csv": renderCsv(comparisonExport(comparison)) }),
    "README.txt": readme(done),
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content, { flag: "wx" });
  }
  return Object.keys(files);
}

async function inForms<Of extends Answer>(
  paper: Paper,
  name: string,
  form: Form<Of>,
  answer: Of,
): Promise<Readonly<Record<string, Parameters<typeof writeFile>[1]>>> {
  const written = ["csv", "ndjson", "pdf"] as const;
  const pieces = written.map(async (format) => {
    return [`${name}.${format}`, (await answerIn(paper, form, answer, format)).pieces] as const;
  });
  return Object.fromEntries(await Promise.all(pieces));
}

function readme({ eventId, performed }: Exercise): string {
  const { lot, asOf, answerSha256, compared } = performed;
  const source = compared
    ? `It was compared with ${compared.source} (SHA-256 ${compared.sha256}): comparison.csv.`
    : "It was compared with no other source: it shows internal consistency only.";
  return `Trace exercise on ${lot}, complete over the ${asOf} events recorded.

exercise.json     what the log keeps of it
forward           what the lot went into, as a table (csv), as lines of JSON, and as a report (pdf)
backward          what it came from
whereabouts       where all of it is
exercise.proof.json  all of it; offline: batchproof verify exercise.proof.json --key KEY

The whole answer is kept under its SHA-256, ${answerSha256}, which is in the log.
${source}
To prove that it is in the log, offline: batchproof proof --event ${eventId ?? ""}
`;
}
