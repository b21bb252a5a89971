// `batchproof status`: whether each part answers, and how far the read models are.
import type { Command } from "commander";
import type { CommandRun } from "./entry.ts";
import { build } from "./instance/build.ts";
import type { Instance } from "./instance/instance.ts";
import { unauthenticated } from "./instance/session.ts";
import { keptAnchors } from "./integrity/anchoring/anchors.ts";
import { anchorRow, reportOf } from "./integrity/anchoring/report.ts";
import { type Run, withInstance } from "./run.ts";
import { lookOf, textTable } from "./terminal/table.ts";

export function defineStatus(command: Command, run: CommandRun): void {
  command.option("--json", "one line for machines").action(() =>
    withInstance(run, async (instance) => {
      const facts = await factsOf(instance);
      await run.terminal.write(run.json ? `${JSON.stringify(facts)}\n` : text(run, facts));
    }),
  );
}

type Facts = Awaited<ReturnType<typeof factsOf>>;

async function factsOf({ log, projections, stores, settings, access }: Instance) {
  const readModels = await Promise.all(
    projections.status().map(async ({ name, state, asOf }) => ({
      name,
      state,
      asOf: asOf ?? (await projections.asOf(name)),
    })),
  );
  return {
    version: build.appVersion,
    dataDirectory: stores.folder.path,
    serving: stores.attachedTo?.address ?? null,
    eventStore: (await log.alive()) ? "answers" : "does not answer",
    site: settings.site,
    zone: settings.zone,
    legalEntity: settings.legalEntity,
    authentication: (await access.peopleExist()) ? ("required" as const) : ("none" as const),
    readModels,
    anchors: (await keptAnchors({ stores, settings })).map((kept) => {
      const size = readModels.find(({ name }) => name === "integrity")?.asOf ?? 0;
      return reportOf(kept, size, []);
    }),
  };
}

function text({ terminal }: Run, facts: Facts): string {
  const look = lookOf(terminal.output);
  const { readModels, serving, ...others } = facts;
  const pair = [{ title: "" }, { title: "" }];
  const rows = [
    ["Version", others.version],
    ["Data folder", others.dataDirectory],
    ["Serving at", serving ?? "nobody serves this folder now"],
    ["Event store", others.eventStore],
    ["PostgreSQL", "answers"],
    ["Site", `${others.site}, ${others.zone}`],
    ["Legal entity", others.legalEntity],
    ...others.anchors.map(anchorRow),
    [
      "Log-in",
      others.authentication === "required" ? "everybody logs in" : `none: ${unauthenticated}`,
    ],
  ];
  const models = {
    title: "Read models",
    columns: [{ title: "Name" }, { title: "State" }, { title: "Events", align: "right" as const }],
    rows: readModels.map(({ name, state, asOf }) => [name, state, String(asOf)]),
    empty: "none",
  };
  return `${textTable({ columns: pair, rows, empty: "" }, look)}\n${textTable(models, look)}`;
}
