// A made-up press trend with a stop in the middle, a spike and a few missing values.
import type { Chart, Point } from "../../../src/reports/model/chart.ts";
import { random } from "./random.ts";

export const START = Date.UTC(2026, 10, 3, 5, 12);

export function* pressForce(points: number, stepMs: number, seed = 7): Generator<Point> {
  const next = random(seed);
  let force = 12;
  for (let index = 0; index < points; index++) {
    const stopped = index > points * 0.4 && index < points * 0.46;
    force += (next() - 0.5) * 0.6 + (12 - force) * 0.08;
    const value = index === Math.floor(points * 0.73) ? 17.2 : Number(force.toFixed(3));
    if (stopped) continue;
    yield [START + index * stepMs, index % 997 === 500 ? null : value];
  }
}

export const forceChart = (id: string, points = 10_000, stepMs = 4_000): Chart => ({
  kind: "chart",
  id,
  title: "Main compression force",
  unit: "kN",
  time: { from: START, to: START + (points - 1) * stepMs, zone: "Europe/Ljubljana" },
  series: [
    { name: "Main force", points: () => pressForce(points, stepMs), gapAfter: stepMs * 10 },
    { name: "Pre-compression", points: () => scaled(points, stepMs), gapAfter: stepMs * 10 },
  ],
  limits: [
    { label: "Upper limit 16.0", value: 16, kind: "limit" },
    { label: "Alert 14.5", value: 14.5, kind: "alert" },
    { label: "Target 12.0", value: 12, kind: "target" },
    { label: "Lower limit 8.0", value: 8, kind: "limit" },
  ],
  alt:
    "Main force between 10.6 and 13.4 kN with one value of 17.2 kN above the upper " +
    "limit, and a stop of 40 minutes.",
});

function* scaled(points: number, stepMs: number): Generator<Point> {
  for (const [time, value] of pressForce(points, stepMs, 11)) {
    yield [time, value === null ? null : Number((value * 0.22 + 6.3).toFixed(3))];
  }
}

export const temperatureChart = (id: string): Chart => ({
  kind: "chart",
  id,
  title: "Product temperature, fluid bed dryer",
  unit: "°C",
  time: { from: START - 9_000_000, to: START - 3_600_000, zone: "unstated" },
  series: [{ name: "TI-204", points: () => drying() }],
  limits: [{ label: "≤ 60 °C", value: 60, kind: "limit" }],
  alt:
    "Product temperature rises from 24 °C to 56 °C within 40 minutes and stays under " +
    "the limit of 60 °C.",
});

function* drying(): Generator<Point> {
  const next = random(3);
  for (let time = START - 9_000_000; time <= START - 3_600_000; time += 15_000) {
    const progress = (time - (START - 9_000_000)) / 2_400_000;
    yield [time, Number((24 + 32 * (1 - Math.exp(-1.6 * progress)) + next() * 0.8).toFixed(2))];
  }
}
