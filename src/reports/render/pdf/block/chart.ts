// A trend chart in vectors: grid, limits, series, legend, and its description for those who listen.
import { labelled, type Plot, plotOf } from "../../../chart/plot.ts";
import type { Chart } from "../../../model/chart.ts";
import { words } from "../../../model/words.ts";
import { hairline, limitStrokes, muted, rule, strokes } from "../../palette.ts";
import { textString } from "../file/syntax.ts";
import { cut } from "../font/wrap.ts";
import { pdfBox } from "../page/annotation.ts";
import type { Paper } from "../page/paper.ts";
import { LEFT, RIGHT, styles, WIDTH } from "../page/theme.ts";

const AXIS = 40;
const PLOT_WIDTH = WIDTH - AXIS - 6;
const LABEL_WIDTH_MAX = 110;
const PLOT_HEIGHT = 150;
const UNDER = 38;
/** Extremes are kept in columns of half a point: finer than a printer's dot at this width. */
const DETAIL = 2;

/** Of the title, with the room of the highest label under it. */
const OVER = 21;

export const chartHeight = OVER + PLOT_HEIGHT + UNDER;

export async function drawChart(paper: Paper, chart: Chart): Promise<void> {
  const labels = (chart.limits ?? []).map(({ label }) =>
    paper.textWidth(fitted(paper, label), styles.axis),
  );
  const width = PLOT_WIDTH - Math.max(0, ...labels);
  const plot = await plotOf(chart, { width, height: PLOT_HEIGHT, detail: DETAIL });
  await paper.ensure(chartHeight);
  const title = `${chart.title} [${chart.unit}]`;
  paper.structure.begin("Figure", figureAttributes(paper, chart));
  paper.content(() => {
    paper.text(title, styles.caption, LEFT, paper.y);
    const place = { paper, plot, x: LEFT + AXIS, bottom: paper.y + OVER + PLOT_HEIGHT };
    drawGrid(place);
    drawLimits(place);
    drawSeries(place);
    drawLimitLabels(place);
    drawLegend(place, chart);
  });
  paper.structure.end();
  paper.y += chartHeight + 10;
}

interface Place {
  readonly paper: Paper;
  readonly plot: Plot;
  readonly x: number;
  readonly bottom: number;
}

function figureAttributes(paper: Paper, chart: Chart): string {
  const box = pdfBox({ x: LEFT, y: paper.y, width: WIDTH, height: chartHeight });
  const layout = `/A<</O/Layout/Placement/Block/BBox${box}>>`;
  return `/Alt ${textString(`${chart.title}: ${chart.alt}`)}${layout}`;
}

function drawGrid({ paper, plot, x, bottom }: Place): void {
  for (const { y, label } of plot.valueTicks) {
    const pen = { colour: hairline, width: 0.5 };
    paper.canvas.line(x, bottom - y, x + plot.width, bottom - y, pen);
    paper.text(label, styles.axis, x - 5, bottom - y - styles.axis.leading / 2, "end");
  }
  const pen = { colour: rule, width: 0.7 };
  paper.canvas.line(x, bottom - plot.height, x, bottom, pen);
  paper.canvas.line(x, bottom, x + plot.width, bottom, pen);
  for (const tick of plot.timeTicks) {
    paper.canvas.line(x + tick.x, bottom, x + tick.x, bottom + 3, pen);
    centred(paper, tick.label, x + tick.x, bottom + 4);
    if (tick.day !== undefined) centred(paper, tick.day, x + tick.x, bottom + 12.5);
  }
}

/** Kept inside the page where a tick stands at its edge. */
function centred(paper: Paper, text: string, x: number, y: number): void {
  const width = paper.textWidth(text, styles.axis);
  paper.text(text, styles.axis, Math.min(x - width / 2, RIGHT - width), y);
}

function drawLimits({ paper, plot, x, bottom }: Place): void {
  for (const { limit, y } of plot.limits) {
    const stroke = limitStrokes[limit.kind];
    paper.canvas.line(x, bottom - y, x + plot.width, bottom - y, { ...stroke, width: 0.8 });
  }
}

/** Beside the plot, where they hide no value. */
function drawLimitLabels({ paper, plot, x, bottom }: Place): void {
  for (const { limit, at } of labelled(plot, styles.axis.leading)) {
    const style = { ...styles.axis, colour: limitStrokes[limit.kind].colour };
    const label = fitted(paper, limit.label);
    paper.text(label, style, x + plot.width + 4, bottom - at - style.leading / 2);
  }
}

const fitted = (paper: Paper, label: string): string =>
  cut(label, LABEL_WIDTH_MAX, (part) => paper.textWidth(part, styles.axis));

function drawSeries({ paper, plot, x, bottom }: Place): void {
  plot.series.forEach(({ runs }, index) => {
    const lines = runs.map((run) => run.map(([px, py]) => [x + px, bottom - py] as const));
    paper.canvas.path(lines, { ...strokeOf(index), width: 0.7 });
  });
  if (plot.isEmpty) {
    paper.text(words.noPoints, styles.note, x + 12, bottom - plot.height / 2 - 6);
  }
}

function drawLegend({ paper, plot, x, bottom }: Place, chart: Chart): void {
  const y = bottom + 24;
  let at = x;
  plot.series.forEach(({ name }, index) => {
    paper.canvas.line(at, y + 5, at + 18, y + 5, { ...strokeOf(index), width: 1.2 });
    paper.text(name, styles.axis, at + 22, y + 0.7);
    at += 22 + paper.textWidth(name, styles.axis) + 16;
  });
  const zone = chart.time.zone === "unstated" ? words.zoneUnstated : chart.time.zone;
  paper.text(zone, styles.axis, RIGHT, y + 0.7, "end");
}

const strokeOf = (index: number) => strokes[index % strokes.length] ?? { colour: muted, dash: [] };
