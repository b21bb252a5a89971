// The digest of a trace's answer: over natural keys only, no surrogate ids, no position, no timings
// (design, section 5).
import { createHash } from "node:crypto";
import type { Trace } from "./answer.ts";
import type { Direction } from "./reach/walk.ts";
import type { SeedKind } from "./seed.ts";

export interface DigestedQuery {
  readonly direction: Direction;
  /** Of several, a list. */
  readonly from: readonly { readonly id: string; readonly kind: SeedKind }[];
  readonly happenedBy?: string;
  readonly strict?: true;
  readonly depth?: number;
}

/**
 * SHA-256 of RFC 8785. Members are written here in its order, and PostgreSQL's texts are
 * well-formed, so that ten thousand rows need not be sorted member by member; a test holds it.
 */
export function traceDigest(
  { direction, from, happenedBy, strict, depth }: DigestedQuery,
  { lots, batches, shipments, logisticUnits }: Omit<Trace, "digest" | "asOf">,
): string {
  const [only, ...others] = from.map(({ id, kind }) => ({ id, kind }));
  const text = JSON.stringify({
    batches: batches.map(({ batchId }) => batchId),
    logisticUnits,
    lots: lots.map(({ lotId, quantity }) =>
      quantity === undefined
        ? { lotId }
        : { lotId, quantity: { unitOfMeasure: quantity.unitOfMeasure, value: quantity.value } },
    ),
    query: {
      ...(depth !== undefined && { depth }),
      direction,
      from: only && others.length === 0 ? only : [only, ...others],
      ...(happenedBy !== undefined && { happenedBy }),
      ...(strict && { strict }),
    },
    shipments: shipments.map(({ shipmentId }) => shipmentId),
  });
  return createHash("sha256").update(text).digest("hex");
}
