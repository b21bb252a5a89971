// Edges in the order in which they happened: by time, and of one time in log order. Most logs are
// nearly in order, so only what is late is sorted.

/** `edges` ascending by id, hence in log order; `times` of each, in milliseconds of the epoch. */
export function inTimeOrder(edges: Int32Array, times: Float64Array): Int32Array {
  if (isRising(times)) return edges;
  const onTime: number[] = [];
  const late: number[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < edges.length; at++) {
    const isLate = times[at]! < latest;
    (isLate ? late : onTime).push(at);
    if (!isLate) latest = times[at]!;
  }
  late.sort((one, other) => times[one]! - times[other]! || one - other);
  const isBefore = (one: number, other: number): boolean =>
    times[one]! < times[other]! || (times[one]! === times[other]! && one < other);
  const ordered = new Int32Array(edges.length);
  let [next, nextLate] = [0, 0];
  for (let at = 0; at < ordered.length; at++) {
    const isLate =
      next === onTime.length ||
      (nextLate < late.length && isBefore(late[nextLate]!, onTime[next]!));
    ordered[at] = edges[isLate ? late[nextLate++]! : onTime[next++]!]!;
  }
  return ordered;
}

function isRising(times: Float64Array): boolean {
  for (let at = 1; at < times.length; at++) if (times[at]! < times[at - 1]!) return false;
  return true;
}
