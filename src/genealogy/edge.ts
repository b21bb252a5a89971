// The kinds of edges, what each carries, and one edge as it is written into the graph.

/** As the read model names them. At most 16: a kind is half a byte in the graph. */
export const edgeKinds = [
  "consume",
  "rework",
  "heel",
  "produce",
  "split",
  "merge",
  "pack",
  "ship",
] as const;
export type EdgeKind = (typeof edgeKinds)[number];

/** How the time interval of an edge is known. */
export const timeBases = ["observed", "claimed", "backflushed", "unknown"] as const;
export type TimeBasis = (typeof timeBases)[number];

/** Material flows carry taint; packing and shipping carry the place only. */
const placeKinds: readonly EdgeKind[] = ["pack", "ship"];
export const materialKinds = edgeKinds.filter((kind) => !placeKinds.includes(kind));

export interface Edge {
  /** Dense ids of the nodes, in log order. */
  readonly source: number;
  readonly target: number;
  readonly kind: EdgeKind;
  /** Absent: the source does not know it. */
  readonly quantity?: number;
  /** The caller's code of the unit of measure, 0 .. 65535. */
  readonly unit: number;
  /** Log index of the event. */
  readonly position: number;
  /** Milliseconds of the epoch; a graph without intervals forgets them. */
  readonly from: number;
  /** Absent: the moment `from`. */
  readonly to?: number;
  readonly timeBasis: TimeBasis;
  /** The source did not say in which zone its local time is. Absent: it did. */
  readonly isZoneUnstated?: true;
}

/** One byte: kind in bits 0 to 3, basis in bits 4 and 5, bit 6 where the zone is unstated. */
export const codeOf = ({ kind, timeBasis, isZoneUnstated }: EdgeCode): number =>
  edgeKinds.indexOf(kind) | (timeBases.indexOf(timeBasis) << 4) | (isZoneUnstated ? 64 : 0);

type EdgeCode = Pick<Edge, "kind" | "timeBasis" | "isZoneUnstated">;

export const kindMaskOf = (kinds: readonly EdgeKind[]): number =>
  kinds.reduce((mask, kind) => mask | (1 << edgeKinds.indexOf(kind)), 0);

export const kindOf = (code: number): EdgeKind => edgeKinds[code & 15] ?? "consume";
export const timeBasisOf = (code: number): TimeBasis => timeBases[(code >> 4) & 3] ?? "unknown";
export const isObserved = (code: number): boolean => (code & 48) === 0;
export const isZoneUnstated = (code: number): boolean => (code & 64) !== 0;

export const materialMask = kindMaskOf(materialKinds);
export const produceMask = kindMaskOf(["produce"]);
