// How long something took, as people say it.
const minute_ms = 60_000;
const parts = [
  [24 * 60 * minute_ms, "d"],
  [60 * minute_ms, "h"],
  [minute_ms, "min"],
] as const;

/** `3 d 2 h 5 min`; what is less than a minute, `less than 1 min`. */
export function durationText(duration_ms: number): string {
  let left = duration_ms;
  const said = parts.flatMap(([size_ms, unit]) => {
    const count = Math.floor(left / size_ms);
    left -= count * size_ms;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return said.join(" ") || "less than 1 min";
}
