// Fewer points of a series, none of them made up: of each stretch of rows the smallest and the
// largest reading stay, in their own places, and where a reading is missing a null stays, so that
// no line is drawn across it.

/** Milliseconds since 1970, UTC; null: no reading. */
export type Point = readonly [time: number, value: number | null];

/** At most `maxPoints` (at least 5) of the points, in their order. */
export function decimate(points: readonly Point[], maxPoints: number): readonly Point[] {
  if (points.length <= maxPoints) return points;
  const missing = points.some(([, value]) => value === null);
  const stretches = Math.max(1, Math.floor(maxPoints / (missing ? 5 : 2)));
  const kept: Point[] = [];
  for (let n = 0; n < stretches; n += 1) {
    const from = Math.floor((n * points.length) / stretches);
    const until = Math.floor(((n + 1) * points.length) / stretches);
    kept.push(...extremes(points.slice(from, until)));
  }
  return kept;
}

/**
 * The smallest and the largest, and one missing reading before, between and after them where there
 * is any.
 */
function extremes(stretch: readonly Point[]): readonly Point[] {
  let [low, high] = [-1, -1];
  for (const [n, [, value]] of stretch.entries()) {
    if (value === null) continue;
    if (low < 0 || value < (stretch[low]?.[1] ?? 0)) low = n;
    if (high < 0 || value > (stretch[high]?.[1] ?? 0)) high = n;
  }
  const [first, last] = [Math.min(low, high), Math.max(low, high)];
  const missingIn = (from: number, until: number) =>
    stretch.slice(from, until).find(([, value]) => value === null);
  if (first < 0) return stretch.slice(0, 1);
  const places = [
    missingIn(0, first),
    stretch[first],
    missingIn(first, last),
    first === last ? undefined : stretch[last],
    missingIn(last, stretch.length),
  ];
  return places.filter((point) => point !== undefined);
}
