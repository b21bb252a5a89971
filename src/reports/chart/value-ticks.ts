// Round numbers for a value axis: steps of 1, 2 or 5 times a power of ten.

export interface ValueAxis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/** An axis that holds all values, with about `count` ticks; room is left around a flat line. */
export function valueAxis(values: Iterable<number>, count: number): ValueAxis {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = [0, 1];
  if (low === high) {
    const room = Math.abs(low) / 10 || 1;
    [low, high] = [low - room, high + room];
  }
  const step = roundStep((high - low) / count);
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => {
    const value = Number(((first + index) * step).toPrecision(12));
    return { value, label: label(value, decimals) };
  });
  return { from: first * step, to: last * step, ticks };
}

function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = raw / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

/** U+2212 is the minus sign; very large and small numbers keep their exponent. */
const label = (value: number, decimals: number): string =>
  (Math.abs(value) >= 1e9 || decimals > 9
    ? value.toExponential(2)
    : value.toFixed(decimals)
  ).replace("-", "\u2212");
