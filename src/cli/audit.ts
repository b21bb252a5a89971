// `batchproof audit`: the audit trail of a batch, a lot, a person or a period.
import { type Command, Option } from "commander";
import type { Kysely } from "kysely";
import { rightsForTrail } from "../api/access/trail-rights.ts";
import { rendered } from "../api/document.ts";
import type { DB } from "../database/schema.ts";
import { answered } from "../projections/as-of.ts";
import { peopleCalled } from "../projections/audit-trail/people-called.ts";
import { auditTrailFor, type Trail, type TrailQuery } from "../projections/audit-trail/trail.ts";
import { trailKinds } from "../projections/audit-trail/which-trail.ts";
import { findSeed } from "../projections/genealogy/seed.ts";
import { trailExport } from "../reports/audit-trail/tables.ts";
import { renderCsv } from "../reports/render/csv/csv.ts";
import type { CommandRun } from "./entry.ts";
import type { Instance } from "./instance/instance.ts";
import { createPaper } from "./instance/paper.ts";
import { openRecords, type Shown } from "./log-in/opening.ts";
import { type Run, withInstance } from "./run.ts";
import { wholeNumber } from "./terminal/argument.ts";
import { CliFault } from "./terminal/fault.ts";
import { type Look, lookOf } from "./terminal/table.ts";
import { deliver, type Text } from "./terminal/terminal.ts";
import { beginning, end } from "./terminal/time.ts";
import { entryLines } from "./text/audit.ts";
import { NamingFault, notOne, oneBatch, unknown } from "./text/not-one.ts";

interface Options {
  readonly batch?: string;
  readonly lot?: string;
  readonly person?: string;
  readonly from?: string;
  readonly until?: string;
  readonly trail?: (typeof trailChoices)[number];
  readonly refused?: true;
  readonly changed?: true;
  readonly late?: true;
  readonly asOf?: number;
  readonly json?: true;
  readonly format?: (typeof formats)[number];
  readonly out?: string;
}

const formats = ["csv", "json", "ndjson", "html", "pdf"] as const;

const trailChoices = [...trailKinds, "all"] as const;

export function defineAudit(command: Command, run: CommandRun): void {
  command
    .addOption(new Option("--batch <batch>", "what concerns a batch").conflicts("lot"))
    .option("--lot <identifier>", "what concerns a lot: scheme:value, or lot: with an id")
    .option("--person <person>", "what a person did, or what was done about them")
    .option("--from <time>", "recorded from then on: a day of the site, or an instant")
    .option("--until <time>", "recorded up to then; a day is taken whole")
    .addOption(
      new Option(
        "--trail <trail>",
        "record and system, unless --person is given; or this one",
      ).choices(trailChoices),
    )
    .option("--refused", "only refused attempts")
    .option("--changed", "only what changed or voided an earlier value")
    .option("--late", "only late entries")
    .option("--as-of <size>", "as it was known when the log had so many events", wholeNumber)
    .option("--json", "the same as --format json")
    .addOption(new Option("--format <format>", "for machines, or as a document").choices(formats))
    .option("--out <file>", "write to a file")
    .action((options: Options) => audit(run, options));
}

async function audit(run: CommandRun, options: Options): Promise<void> {
  await withInstance(run, async (instance, caller) => {
    const query = await queryOf(instance, options);
    await openRecords(run, instance, caller, shown(query, options));
    const trail = await auditTrailFor(instance.database.kysely, query);
    const pieces = await inForm(run, instance, trail, options);
    await deliver(run.terminal, pieces, options.out);
  });
}

async function queryOf({ database, settings }: Instance, options: Options): Promise<TrailQuery> {
  const { kysely } = database;
  const { batch, lot, person, from, until, trail, asOf } = options;
  return {
    ...(batch !== undefined && { batch: (await oneBatch(kysely, batch)).batchId }),
    ...(lot !== undefined && { about: { kind: "materialLot", id: await lotId(kysely, lot) } }),
    ...(person !== undefined && { person: await personId(kysely, person) }),
    ...(from !== undefined && { from: beginning(from, settings.zone) }),
    ...(until !== undefined && { until: end(until, settings.zone) }),
    ...(trail !== undefined && { trails: trail === "all" ? trailKinds : [trail] }),
    ...(options.refused && { refusedOnly: true }),
    ...(options.changed && { changedOnly: true }),
    ...(options.late && { lateOnly: true }),
    ...(asOf !== undefined && { asOf }),
  };
}

/** A trail of one thing is about that thing. */
function shown(query: TrailQuery, { format, out }: Options): Shown {
  const { batch, about, person } = query;
  const rights = rightsForTrail(query);
  const taken = out !== undefined || !["json", "html"].includes(format ?? "json");
  if (batch !== undefined) return { about: { kind: "batch", id: batch }, taken, rights };
  if (about) return { about, taken, rights };
  const whole = { taken, rights };
  return person === undefined ? whole : { about: { kind: "person", id: person }, ...whole };
}

async function lotId(kysely: Kysely<DB>, identifier: string): Promise<string> {
  const { answer } = await answered(kysely, "genealogy", (at) =>
    findSeed(at, identifier, Number.MAX_SAFE_INTEGER),
  );
  if (answer.found !== "one") throw notOne(identifier, answer);
  if (answer.seed.kind === "materialLot") return answer.seed.id;
  throw new CliFault("LOT_UNKNOWN", `${identifier} is not a lot of material.`);
}

async function personId(kysely: Kysely<DB>, person: string): Promise<string> {
  const people = await peopleCalled(kysely, person);
  const [only] = people;
  if (!only) throw unknown("PERSON_UNKNOWN", `Nobody is recorded under ${person}.`, "person");
  if (people.length === 1) return only.id;
  const lines = people.map(({ id, name }) => `  ${id}  ${name}`).join("\n");
  const message = `${person} fits ${people.length} people. Ask for one of them by id:\n${lines}\n`;
  const names = people.map(({ id }) => ({ kind: "person", id }) as const);
  throw new NamingFault("PERSON_AMBIGUOUS", message, names, { candidates: people });
}

async function inForm(
  run: Run,
  instance: Instance,
  trail: Trail,
  { json, format = json && "json", out, ...asked }: Options,
): Promise<AsyncIterable<Text> | Iterable<Text>> {
  switch (format) {
    case undefined: {
      const look = lookOf(run.terminal.output);
      return sentences(trail, out === undefined ? look : { ...look, colour: false });
    }
    case "csv":
      return renderCsv(trailExport("trail", trail.entries));
    case "json":
      return asJson(trail);
    case "ndjson":
      return lines(trail);
    default: {
      const paper = createPaper(instance);
      const document = await paper.auditTrail(trail, subjectOf(asked));
      return (await rendered(paper, document, format)).pieces;
    }
  }
}

function subjectOf({ batch, lot, person }: Options): string {
  const named = [
    ...(batch === undefined ? [] : [`batch ${batch}`]),
    ...(lot === undefined ? [] : [`lot ${lot}`]),
    ...(person === undefined ? [] : [`person ${person}`]),
  ];
  return named.length > 0 ? named.join(", ") : "everything recorded";
}

async function* sentences(trail: Trail, look: Look): AsyncGenerator<string> {
  let count = 0;
  for await (const entry of trail.entries()) {
    yield entryLines(entry, look);
    count += 1;
  }
  yield `${count} ${count === 1 ? "entry" : "entries"} among the ${trail.asOf} events recorded.\n`;
}

async function* lines(trail: Trail): AsyncGenerator<string> {
  for await (const entry of trail.entries()) yield `${JSON.stringify(entry)}\n`;
}

/** The same object as GET /v1/audit-trail answers, whole, without holding it. */
async function* asJson(trail: Trail): AsyncGenerator<string> {
  yield `{"asOf":${trail.asOf},"entries":[`;
  let isFirst = true;
  for await (const entry of trail.entries()) {
    yield `${isFirst ? "" : ","}\n${JSON.stringify(entry)}`;
    isFirst = false;
  }
  yield "]}\n";
}
