// An edge of the genealogy as a step that people can read: what, how much, when, by which event.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { Quantity } from "../../../domain/kernel/quantity.ts";
import type { Span } from "../../../domain/kernel/shape/charge.ts";
import { type EdgeKind, kindOf, timeBasisOf } from "../../../genealogy/edge.ts";
import { quantityOf } from "../../amount-row.ts";
import { quantityText } from "../../wording/quantity.ts";
import { codeInSql } from "../graph/rows.ts";
import type { NodeRow } from "../reach/row.ts";
import { spoken, type Thing, thingOf } from "./thing.ts";

export interface Step {
  readonly eventId: string;
  /** Log index of the event. */
  readonly position: number;
  readonly kind: EdgeKind;
  readonly from: Thing;
  readonly to: Thing;
  /** Absent: the source does not say it. */
  readonly quantity?: { readonly value: string; readonly unitOfMeasure: string };
  /** Surplus of it that came back; what stayed is the rest. Absent: none is recorded. */
  readonly returned?: { readonly value: string; readonly unitOfMeasure: string };
  /** The container that it was taken from, where it is recorded. */
  readonly containerId?: string;
  /** Which part of a reel or run, where it is recorded. */
  readonly span?: Span;
  /** Business time; without a zone in the source it is read as UTC. */
  readonly happenedAt: string;
  readonly endedAt?: string;
  /** observed, claimed, backflushed, unknown */
  readonly timeBasis: string;
  readonly sentence: string;
}

/** An edge, and what only an answer needs of it. */
export interface EdgeLine {
  readonly position: number;
  readonly ord: number;
  readonly source: number;
  readonly target: number;
  readonly code: number;
  readonly quantity: string | null;
  readonly unitOfMeasure: string | null;
  readonly eventId: string;
  readonly containerId: string | null;
  readonly spanFrom: string | null;
  readonly spanTo: string | null;
  readonly spanUnit: string | null;
  readonly fromAt: string;
  readonly toAt: string | null;
  readonly sourceKind: Thing["kind"];
  readonly sourceKey: string;
  readonly targetKind: Thing["kind"];
  readonly targetKey: string;
}

/** All edges of these events, in log order, whether void or not. */
export async function edgeLines(
  at: Kysely<DB>,
  positions: Iterable<number>,
): Promise<readonly EdgeLine[]> {
  const { rows } = await sql<EdgeLine>`
    select e.position, e.ord, e.source, e.target, ${sql.raw(coded)} as code, e.quantity,
           e.unit_of_measure as "unitOfMeasure", e.event_id as "eventId",
           e.container_id as "containerId", e.span_from as "spanFrom", e.span_to as "spanTo",
           e.span_unit as "spanUnit", e.from_at as "fromAt", e.to_at as "toAt",
           s.kind as "sourceKind", s.key as "sourceKey",
           t.kind as "targetKind", t.key as "targetKey"
    from genealogy.genealogy_edge e join genealogy.genealogy_node s on s.id = e.source
         join genealogy.genealogy_node t on t.id = e.target
    where e.position = any(${`{${[...new Set(positions)]}}`}::bigint[])
    order by e.position, e.ord`.execute(at);
  return rows;
}

// Nodes have a kind as well.
const coded = codeInSql.replaceAll(/\b(kind|time_basis|zone_stated)\b/g, "e.$1");

export function stepOf(
  line: EdgeLine,
  rows: ReadonlyMap<number, NodeRow>,
  returned?: Quantity,
): Step {
  const { eventId, position, containerId, fromAt, toAt } = line;
  const span = spanOf(line);
  const from = named(rows.get(line.source), line.sourceKind, line.sourceKey);
  const to = named(rows.get(line.target), line.targetKind, line.targetKey);
  const kind = kindOf(line.code);
  const amount = quantityOf(line);
  const timeBasis = timeBasisOf(line.code);
  const said = `${how(amount)} ${spoken(from)} ${verbs[kind]} ${spoken(to)}`;
  return {
    ...{ eventId, position, kind, from, to, happenedAt: fromAt, timeBasis },
    ...(amount && { quantity: amount }),
    ...(returned && { returned }),
    ...(containerId !== null && { containerId }),
    ...(span && { span }),
    ...(toAt !== null && { endedAt: toAt }),
    sentence: `${said}${finely(returned, span)}, ${fromAt} (${timeBasis}).`,
  };
}

function spanOf({ spanFrom, spanTo, spanUnit }: EdgeLine): Span | undefined {
  if (spanFrom === null || spanTo === null || spanUnit === null) return undefined;
  const end = (value: string): Quantity => ({ value, unitOfMeasure: spanUnit });
  return { from: end(spanFrom), to: end(spanTo) };
}

const finely = (returned: Quantity | undefined, span: Span | undefined): string =>
  (span ? ` (${quantityText(span.from)} to ${quantityText(span.to)})` : "") +
  (returned ? `, ${quantityText(returned)} of it came back` : "");

const how = (amount: Step["quantity"]): string =>
  amount ? `${quantityText(amount)} of` : "An amount that is not known of";

const verbs: Readonly<Record<EdgeKind, string>> = {
  consume: "went into",
  rework: "was reworked into",
  heel: "was left in the vessel of",
  produce: "came out as",
  split: "was split off as",
  merge: "was merged into",
  pack: "was packed into",
  ship: "left with",
};

/** Of a batch that was never issued only the id is known. */
const named = (row: NodeRow | undefined, kind: Thing["kind"], id: string): Thing =>
  row ? thingOf(row) : { kind, id, name: id };
