// Puts what one event says into the tables: nodes, edges,
// flows, identifiers, each with its place in the log.
import type { DB } from "../../database/schema.ts";
import { foldedValue, type Identifier } from "../../domain/kernel/identifier.ts";
import { zoneStated } from "../../domain/kernel/instant.ts";
import type { Metadata } from "../../domain/kernel/metadata.ts";
import { compare, convert, type Quantity } from "../../domain/kernel/quantity.ts";
import type { Span } from "../../domain/kernel/shape/charge.ts";
import type { Into, TablesOf } from "../projection.ts";
import { add, type Charge, type EdgeRow, type Memory, nodeName } from "./memory.ts";
import type { NodeKind } from "./seed.ts";

export type GenealogyInto = Into<TablesOf<DB, "genealogy">>;

export interface At {
  readonly id: string;
  readonly position: number;
  readonly metadata: Metadata;
}

export interface Flowing {
  readonly from: string;
  readonly to?: string;
  readonly basis: string;
}

/** One event on its way into the tables; while listening, it only says what it will ask for. */
export class Place {
  readonly #into: GenealogyInto;
  readonly #at: At;
  readonly #memory: Memory;
  readonly #listening: boolean;
  #ord = 0;

  constructor(into: GenealogyInto, at: At, memory: Memory, listening: boolean) {
    this.#into = into;
    this.#at = at;
    this.#memory = memory;
    this.#listening = listening;
  }

  get position(): number {
    return this.#at.position;
  }

  get into(): GenealogyInto {
    return this.#into;
  }

  /** The dense id of a node; a new one where the log names it for the first time. */
  node(kind: NodeKind, key: string, name?: string): number {
    const { nodes, wanted } = this.#memory;
    const node = nodeName(kind, key);
    if (this.#listening) wanted.nodes.add(node);
    const known = nodes.get(node);
    if (known !== undefined || this.#listening) return known ?? 0;
    const id = this.#memory.nextNode ?? 0;
    this.#memory.nextNode = id + 1;
    nodes.set(node, id);
    const { position } = this.#at;
    this.#into.insert("genealogy_node", { id, kind, key, position, name: name ?? null });
    return id;
  }

  edge(
    source: number,
    target: number,
    kind: string,
    more: {
      quantity?: Quantity | undefined;
      containerId?: string | undefined;
      span?: Span | undefined;
      flowing?: Flowing | undefined;
    },
  ): void {
    if (this.#listening) return;
    const { from, to, basis } = more.flowing ?? this.#ownTime();
    this.#insertEdge(
      {
        source,
        target,
        kind,
        container_id: more.containerId ?? null,
        ...alongOf(more.span),
        // The session's zone is UTC: local text is read as that.
        from_at: from,
        to_at: to ?? null,
        time_basis: basis,
        zone_stated: zoneStated(from),
      },
      more.quantity,
    );
  }

  /**
   * The edges of a charge are void from here on; with another quantity they stand again, as of the
   * same event: whoever corrects them once more names that.
   */
  correctEdges(charge: Charge, quantity: Quantity | undefined): void {
    const { eventId } = charge;
    if (this.#listening) this.#memory.wanted.charges.set(eventId, charge);
    const standing = this.#memory.edges.get(eventId) ?? [];
    this.#memory.edges.delete(eventId);
    for (const { position, ord, ...edge } of standing) {
      this.#into.insert("genealogy_edge_void", {
        position,
        ord,
        void_position: this.#at.position,
      });
      if (quantity) this.#insertEdge(edge, quantity, eventId);
    }
  }

  /** Whether the log has said before that this lot came to be; from here on it has. */
  isAgain(lotId: string): boolean {
    if (this.#listening) this.#memory.wanted.lots.add(lotId);
    if (this.#listening) return false;
    const { lots } = this.#memory;
    const known = lots.get(lotId);
    if (known === "once") {
      this.#into.update("genealogy_lot", { lot_id: lotId }, { again_position: this.position });
    }
    lots.set(lotId, known === undefined ? "once" : "again");
    return known !== undefined;
  }

  /** The whole list as it is from here on. */
  identifiers(lotId: string, list: readonly Identifier[]): void {
    if (this.#listening) this.#memory.wanted.lots.add(lotId);
    const { identifiers } = this.#memory;
    const { position } = this.#at;
    for (const former of identifiers.get(lotId) ?? []) {
      this.#into.update("genealogy_identifier", former, { void_position: position });
    }
    identifiers.delete(lotId);
    this.identifiersToo(lotId, list);
  }

  /** Beside those that it has. */
  identifiersToo(lotId: string, list: readonly Identifier[]): void {
    if (this.#listening) return;
    const { position } = this.#at;
    for (const { scheme, issuer, value } of unlike(list)) {
      const value_folded = foldedValue(value);
      const key = { scheme, value_folded, lot_id: lotId, issuer, position };
      this.#into.insert("genealogy_identifier", { ...key, value, void_position: null });
      add(this.#memory.identifiers, lotId, key);
    }
  }

  #insertEdge(
    edge: Omit<EdgeRow, "position" | "ord">,
    quantity: Quantity | undefined,
    id = this.#at.id,
  ): void {
    if (this.#listening) return;
    const { position } = this.#at;
    const row = { ...edge, position, ord: this.#next() };
    this.#into.insert("genealogy_edge", {
      ...row,
      quantity: quantity?.value ?? null,
      unit_of_measure: quantity?.unitOfMeasure ?? null,
      event_id: id,
    });
    if (this.#memory.corrected.has(id)) add(this.#memory.edges, id, row);
  }

  /** Recorded as it happened: observed. Said to have happened at another time: claimed. */
  #ownTime(): Flowing {
    const { occurredAt, recordedAt } = this.#at.metadata;
    return { from: occurredAt, basis: occurredAt === recordedAt ? "observed" : "claimed" };
  }

  #next(): number {
    this.#ord += 1;
    return this.#ord - 1;
  }
}

/** In the unit of its beginning; another does not compare, and says nothing. */
function alongOf(span: Span | undefined): Pick<EdgeRow, "span_from" | "span_to" | "span_unit"> {
  const to = span && convert(span.to, span.from.unitOfMeasure);
  if (!span || !to || "refused" in to) return { span_from: null, span_to: null, span_unit: null };
  const isInOrder = compare(span.from, to) !== 1;
  const [first, last] = isInOrder ? [span.from, to] : [to, span.from];
  const span_unit = span.from.unitOfMeasure;
  return { span_from: first.value, span_to: last.value, span_unit };
}

const unlike = (list: readonly Identifier[]): Iterable<Identifier> =>
  new Map(
    list.map((one) => [JSON.stringify([one.scheme, one.issuer, foldedValue(one.value)]), one]),
  ).values();
