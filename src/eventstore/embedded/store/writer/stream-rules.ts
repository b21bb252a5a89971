// Stream metadata ($maxCount, $maxAge, $tb) as the last event of `$$<stream>` states it. What is
// not understood is left alone: a metadata stream may hold anything.

export interface StreamRules {
  readonly maxCount: number | null;
  readonly maxAgeS: number | null;
  readonly truncateBefore: number;
  readonly softDeleted: boolean;
}

/** `$tb` of a soft-deleted stream: int64 max, which JSON.parse rounds to 2^63. */
export const softDeletion = '{"$tb":9223372036854775807}';
const deletedFrom = 2 ** 63;

export function readStreamRules(data: Uint8Array): StreamRules {
  const metadata = parseObject(data) ?? {};
  const truncateBefore = count(metadata.$tb) ?? 0;
  const [maxCount, maxAgeS] = [count(metadata.$maxCount), count(metadata.$maxAge)];
  return {
    maxCount: maxCount === null ? null : storable(maxCount),
    maxAgeS: maxAgeS === null ? null : storable(maxAgeS),
    truncateBefore: storable(truncateBefore),
    softDeleted: truncateBefore >= deletedFrom,
  };
}

/** The same metadata with another `$tb`: what appending to a soft-deleted stream leaves of it. */
export function withTruncateBefore(data: Uint8Array | undefined, revision: number): Buffer {
  const metadata = data === undefined ? {} : parseObject(data);
  return Buffer.from(JSON.stringify({ ...metadata, $tb: revision }));
}

/** Undefined for what is not a JSON object. */
export function parseObject(data: Uint8Array): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString("utf8"));
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    return isObject ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;
}

/** What SQLite gives back as a number; no stream has as many events, nor as many seconds. */
const storable = (value: number): number => Math.min(value, Number.MAX_SAFE_INTEGER);
