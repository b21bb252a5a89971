// A trend: one or more series over time, with limits. Nothing is interpolated: a gap is a gap.

export interface Chart {
  readonly kind: "chart";
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly time: TimeAxis;
  readonly series: readonly Series[];
  readonly limits?: readonly Limit[];
  /** What the picture shows, in words, for those who cannot see it (and for the JSON). */
  readonly alt: string;
}

export interface TimeAxis {
  /** Milliseconds since 1970 UTC. Points outside are an error: an axis must not hide a value. */
  readonly from: number;
  readonly to: number;
  /** IANA zone in which ticks are written, or "unstated": local times of an unknown zone. */
  readonly zone: string;
}

export interface Series {
  readonly name: string;
  /** A fresh iterator on each call, in time order. */
  readonly points: () => Iterable<Point> | AsyncIterable<Point>;
  /** Milliseconds: two neighbours further apart than this are not joined by a line. */
  readonly gapAfter?: number;
}

/** Milliseconds since 1970 UTC; null where the source had no value, which interrupts the line. */
export type Point = readonly [time: number, value: number | null];

export interface Limit {
  readonly label: string;
  readonly value: number;
  readonly kind: "limit" | "alert" | "target";
}
