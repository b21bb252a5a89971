// A trend chart as inline SVG, with title and description for screen readers.
import type { Plot, PlotRun } from "../../chart/plot.ts";
import { labelled, plotOf } from "../../chart/plot.ts";
import type { Chart } from "../../model/chart.ts";
import { words } from "../../model/words.ts";
import { hairline, limitStrokes, muted, rule, strokes } from "../palette.ts";
import { html, type Markup } from "./markup.ts";

const LEFT = 52;
const TOP = 10;
const PLOT = { width: 700, height: 210, detail: 1 };
const MIDDLE = { x: LEFT + PLOT.width / 2, y: TOP + PLOT.height / 2 };
const WIDTH = LEFT + PLOT.width + 14;
const HEIGHT = TOP + PLOT.height + 40;

export async function chartFigure(chart: Chart): Promise<Markup> {
  // Letters of this size are about six units wide.
  const longest = Math.max(0, ...(chart.limits ?? []).map(({ label }) => label.length));
  const width = PLOT.width - Math.min(260, longest * 6.2);
  const plot = await plotOf(chart, { ...PLOT, width });
  const zone = chart.time.zone === "unstated" ? words.zoneUnstated : chart.time.zone;
  return html`<figure id="${chart.id}"><figcaption>${chart.title} [${chart.unit}]</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${chart.id}-t ${chart.id}-d">
<title id="${chart.id}-t">${chart.title}</title><desc id="${chart.id}-d">${chart.alt}</desc>
${valueGrid(plot)}${timeScale(plot)}${limits(plot)}${lines(plot)}${limitLabels(plot)}
${plot.isEmpty ? text(MIDDLE.x, MIDDLE.y, words.noPoints, "middle") : undefined}
</svg><div class="legend">${legend(plot)}<span>${zone}</span></div></figure>`;
}

const Y = (y: number) => round(TOP + PLOT.height - y);
const X = (x: number) => round(LEFT + x);
const round = (n: number) => Math.round(n * 10) / 10;

const valueGrid = (plot: Plot): Markup[] =>
  plot.valueTicks.map(
    ({ y, label }) =>
      html`<path d="M${LEFT} ${Y(y)}h${plot.width}" stroke="${hairline}"/>
${text(LEFT - 6, Y(y) + 4, label, "end")}`,
  );

const timeScale = (plot: Plot): Markup[] => [
  html`<path d="M${LEFT} ${TOP}v${PLOT.height}h${plot.width}" fill="none" stroke="${rule}"/>`,
  ...plot.timeTicks.map(({ x, label, day }) => {
    const top = TOP + PLOT.height;
    const date = day === undefined ? undefined : text(X(x), top + 32, day, "middle");
    return html`<path d="M${X(x)} ${top}v5" stroke="${rule}"/>
${text(X(x), top + 18, label, "middle")}${date}`;
  }),
];

const limits = (plot: Plot): Markup[] =>
  plot.limits.map(({ limit, y }) => {
    const { colour, dash } = limitStrokes[limit.kind];
    return html`<path d="M${LEFT} ${Y(y)}h${plot.width}" stroke="${colour}"
stroke-dasharray="${dash.join(" ")}"/>`;
  });

/** Beside the plot, where they hide no value. */
const limitLabels = (plot: Plot): Markup[] =>
  labelled(plot, 13).map(({ limit, at }) => {
    const { colour } = limitStrokes[limit.kind];
    return text(LEFT + plot.width + 6, Y(at) + 4, limit.label, "start", colour);
  });

const lines = (plot: Plot): Markup[] =>
  plot.series.map(({ runs }, index) => {
    const { colour, dash } = strokeOf(index);
    const joined = runs
      .filter(({ length }) => length > 1)
      .map(pathOf)
      .join("");
    const dots = runs.filter(({ length }) => length === 1).map((run) => `${pathOf(run)}h0`);
    return html`<path d="${joined}" fill="none" stroke="${colour}" stroke-width="1.3"
stroke-linejoin="round" stroke-dasharray="${dash.join(" ")}"/>
<path d="${dots.join("")}" stroke="${colour}" stroke-width="4" stroke-linecap="round"/>`;
  });

const pathOf = (run: PlotRun): string => `M${run.map(([x, y]) => `${X(x)} ${Y(y)}`).join("L")}`;

const legend = (plot: Plot): Markup[] =>
  plot.series.map(({ name }, index) => {
    const { colour, dash } = strokeOf(index);
    return html`<span><svg width="26" height="8" aria-hidden="true"><path d="M0 4h26"
stroke="${colour}" stroke-width="2" stroke-dasharray="${dash.join(" ")}"/></svg> ${name}</span>`;
  });

const strokeOf = (index: number) => strokes[index % strokes.length] ?? { colour: muted, dash: [] };

const text = (x: number, y: number, label: string, anchor: string, colour: string = muted) =>
  html`<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}">${label}</text>`;
