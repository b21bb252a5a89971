// The digest of a trace's answer: over natural keys only, no surrogate ids, no position, no timings
// (design, section 5).
import { createHash } from "node:crypto";
import { canonicalJson } from "../../integrity/canonical-json.ts";
import type { Contacts } from "./contact/contact.ts";
import type { Nodes } from "./reach/nodes.ts";
import type { Direction } from "./reach/walk.ts";
import type { SeedKind } from "./seed.ts";

export interface DigestedSeed {
  readonly id: string;
  readonly kind: SeedKind;
  /** What it stood for, where it is no thing itself: their ids. */
  readonly things?: readonly string[];
}

export interface DigestedQuery {
  readonly direction: Direction;
  /** Of several, a list. */
  readonly from: readonly DigestedSeed[];
  readonly happenedBy?: string;
  readonly strict?: true;
  readonly depth?: number;
}

/**
 * SHA-256 of RFC 8785. Members are written here in its order, so that ten thousand rows need not
 * be sorted member by member; a test holds it.
 */
export function traceDigest(
  { direction, from, happenedBy, strict, depth }: DigestedQuery,
  { lots, batches, shipments, logisticUnits }: Nodes,
  { classes, contacts }: Partial<Contacts> = {},
): string {
  const listed = (classes ?? []).flatMap((one) => (one.isListed ? [one.class] : []));
  const [only, ...others] = from.map(({ id, kind, things }) => ({
    id,
    kind,
    ...(things && { things }),
  }));
  const query = {
    ...(listed.length > 0 && { classes: listed }),
    ...(depth !== undefined && { depth }),
    direction,
    from: only && others.length === 0 ? only : [only, ...others],
    ...(happenedBy !== undefined && { happenedBy }),
    ...(strict && { strict }),
  };
  const members = {
    batches: JSON.stringify(batches.map(({ traced }) => traced.batchId)),
    ...(listed.length > 0 && { contacts: canonicalJson(contacts) }),
    logisticUnits: JSON.stringify(logisticUnits.map(({ key }) => key)),
    lots: `[${lots.map(({ digested }) => digested).join()}]`,
    query: JSON.stringify(query),
    shipments: JSON.stringify(shipments.map(({ traced }) => traced.shipmentId)),
  };
  const text = Object.entries(members).map(([name, written]) => `"${name}":${written}`);
  return createHash("sha256").update(`{${text.join()}}`).digest("hex");
}
