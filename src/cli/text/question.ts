// Ways and common causes for the terminal.
import { type Between, noWay } from "../../projections/genealogy/question/between.ts";
import type { Common } from "../../projections/genealogy/question/common.ts";
import type { Step } from "../../projections/genealogy/question/step.ts";
import { spoken } from "../../projections/genealogy/question/thing.ts";
import { type Look, styleIn, type TextTable, textTable } from "../terminal/table.ts";
import { unknownTable } from "./trace.ts";

export function betweenText(answer: Between, look: Look): string {
  const { from, to, reaches, why, path, edges } = answer;
  const short = path.length === 0 ? "It is the same thing." : `In ${counted(path.length, "step")}.`;
  const said = reaches ? `${from} reached ${to}. ${short}` : `${from} did not reach ${to}.`;
  const reason = why === undefined ? "" : ` ${noWay[why]}`;
  const isMore = edges.length > path.length;
  const tables = [
    ...(reaches ? [stepTable("A shortest way", path)] : []),
    ...(isMore ? [stepTable(`All ${edges.length} steps that are on any way`, edges)] : []),
    unknownTable(answer),
  ];
  return [
    head(`${said}${reason}`, answer, look),
    ...tables.map((one) => textTable(one, look)),
  ].join("\n");
}

const stepTable = (title: string, steps: readonly Step[]): TextTable => ({
  title,
  columns: [{ title: "Step" }, { title: "Event" }],
  rows: steps.map(({ sentence, position }) => [sentence, String(position)]),
  empty: "none",
});

export function commonText(answer: Common, look: Look): string {
  const { of, causes, candidates, othersMax } = answer;
  const shown = causes.length < candidates ? `, the first ${causes.length} shown` : "";
  const title = `${counted(candidates, "thing")} reached two or more of ${of.join(", ")}${shown}`;
  const table: TextTable = {
    title: "The likeliest cause first: who explains the most, then who reached the fewest others",
    columns: [
      { title: "Thing" },
      { title: "Explains", align: "right" },
      { title: "Others reached", align: "right" },
      { title: "Which" },
    ],
    rows: causes.map((cause) => [
      spoken(cause),
      `${cause.explains.length} of ${of.length}`,
      cause.others === undefined ? `over ${othersMax}` : String(cause.others),
      cause.explains.length === of.length ? "all" : cause.explains.join(", "),
    ]),
    empty: "They have nothing in common that is recorded.",
  };
  return [head(title, answer, look), textTable(table, look)].join("\n");
}

interface Answer {
  readonly asOf: number;
  readonly digest: string;
  readonly happenedBy?: string;
}

/** What it is, and over how much of the log it is complete. */
export function head(title: string, { asOf, digest, happenedBy }: Answer, look: Look): string {
  const style = styleIn(look);
  const bound = happenedBy === undefined ? "" : `, as it had happened by ${happenedBy}`;
  const complete = `Complete over the ${asOf} events recorded${bound}. Digest ${digest}`;
  return `${style("bold", title)}\n${style("dim", complete)}\n`;
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;
