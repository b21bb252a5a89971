// Which rights an audit trail asks for. What bears on a batch or a lot is of its record; of
// anything else each of the three trails has a right of its own.
import type { Right } from "../../domain/kernel/access/right.ts";
import { type TrailQuery, trailsAsked } from "../../projections/audit-trail/trail.ts";
import type { TrailKind } from "../../projections/audit-trail/which-trail.ts";

const rightOf: Readonly<Record<TrailKind, Right>> = {
  record: "readRecords",
  system: "readSystemTrail",
  access: "readAccessTrail",
};

export function rightsForTrail(query: TrailQuery): readonly Right[] {
  const { batch, about, person, trails } = query;
  const isOfRecord =
    batch !== undefined || about?.kind === "batch" || about?.kind === "materialLot";
  if (isOfRecord && person === undefined && trails === undefined) return ["readRecords"];
  return trailsAsked(query).map((trail) => rightOf[trail]);
}
