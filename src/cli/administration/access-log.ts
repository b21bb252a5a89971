// `batchproof session log`: who came and went, what failed, and locks (draft Annex 11, 11.9);
// sorted, searched, and taken out.
import { type Command, Option } from "commander";
import {
  type AccessKind,
  type AccessLine,
  type AccessLogQuery,
  type AccessSort,
  accessKinds,
  accessSorts,
  wholeAccessLog,
} from "../../projections/access/query/access-log.ts";
import { accessLogTable } from "../../reports/audit-trail/access-log.ts";
import { renderCsv } from "../../reports/render/csv/csv.ts";
import { type CommandRun, type Leaf, reading } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { type Look, lookOf } from "../terminal/table.ts";
import { deliver } from "../terminal/terminal.ts";
import { beginning, end } from "../terminal/time.ts";
import { oneUser } from "./directory.ts";
import { table } from "./showing.ts";

interface Options {
  readonly person?: string;
  readonly from?: string;
  readonly until?: string;
  readonly kind?: AccessKind;
  readonly find?: string;
  readonly sort?: AccessSort;
  readonly descending?: true;
  readonly format?: "json" | "csv";
  readonly json?: true;
  readonly out?: string;
}

export const accessLogLeaf: Leaf = {
  usage: "log",
  summary: "Who logged in and out, how and why it ended; failures and locks",
  access: reading("getAccessLog", "readAccessTrail", "exportRecords"),
  load: async () => defineLog,
};

const defineLog = (command: Command, run: CommandRun): unknown =>
  command
    .option("--person <user>", "of one person: username or id")
    .option("--from <time>", "from then on: a day of the site, or an instant")
    .option("--until <time>", "up to then; a day is taken whole")
    .addOption(new Option("--kind <kind>", "only such lines").choices(accessKinds))
    .option("--find <text>", "lines that have this text in a field")
    .addOption(
      new Option("--sort <column>", "in the order of the log otherwise").choices(accessSorts),
    )
    .option("--descending", "the other way round")
    .option("--json", "the same as --format json")
    .addOption(new Option("--format <format>", "for machines").choices(["json", "csv"]))
    .option("--out <file>", "write to a file")
    .addHelpText("after", "\n  batchproof session log --sort cause --format csv --out access.csv")
    .action((options: Options) => accessLogOf(run, options));

async function accessLogOf(run: CommandRun, options: Options): Promise<void> {
  const { json, format = json && "json", out } = options;
  await withInstance(run, async (instance, caller) => {
    // First, so that nobody learns who there is from what is not found.
    await openRecords(run, instance, caller, { taken: out !== undefined || format === "csv" });
    const query = await queryOf(instance, options);
    const { asOf, lines } = await wholeAccessLog(instance.database.kysely, query);
    if (format === "csv") return deliver(run.terminal, renderCsv(accessLogTable(lines)), out);
    const all = await Array.fromAsync(lines());
    const look = lookOf(run.terminal.output);
    const words = () => textOf(all, out === undefined ? look : { ...look, colour: false });
    const said = format === "json" ? `${JSON.stringify({ asOf, lines: all })}\n` : words();
    return deliver(run.terminal, [said], out);
  });
}

async function queryOf(instance: Instance, options: Options): Promise<AccessLogQuery> {
  const { person, from, until, kind, find, sort, descending } = options;
  const { zone } = instance.settings;
  return {
    ...(person !== undefined && { person: (await oneUser(instance, person)).id }),
    ...(from !== undefined && { from: beginning(from, zone) }),
    ...(until !== undefined && { until: end(until, zone) }),
    ...(kind !== undefined && { kinds: [kind] }),
    ...(find !== undefined && { find }),
    ...(sort !== undefined && { sort }),
    ...(descending && { descending }),
  };
}

function textOf(lines: readonly AccessLine[], look: Look): string {
  const rows = lines.map(({ at, kind, person, roles, assurance, workstation, ...line }) => [
    at,
    kind,
    person ? `${person.name ?? ""} (${person.username ?? person.id})` : "a name that nobody has",
    roles.join(", "),
    assurance ?? "",
    workstation ?? "",
    line.endedAt ?? line.lockedUntil ?? "",
    line.cause ?? line.why ?? "",
  ]);
  const titles = ["At", "Kind", "Person", "Roles", "By", "Station", "Until", "Why"];
  return table(titles, rows, "Nobody.", look);
}
