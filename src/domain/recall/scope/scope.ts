// The fold of the scope: what is in it, what was left out and when, and which of its changes still
// have holds to be settled.
import type { EventOf } from "../../kernel/event-type.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import type { Metadata, Reason } from "../../kernel/metadata.ts";
import type {
  Members,
  RecallNarrowingProposed,
  RecallScopeWidened,
  scopeEvents,
} from "./events.ts";

export type Shipped = EventOf<typeof RecallScopeWidened>["data"]["shipments"][number];

export type Member =
  /** `since`: server's time. */
  | { readonly status: "in"; readonly since: string }
  | {
      readonly status: "leftOut";
      /** Server's time of the proposal: what is recorded after it was not judged. */
      readonly at: string;
      readonly why: Proposal["why"];
      readonly reason: Reason | undefined;
    };

export interface Proposal extends Members {
  readonly why: EventOf<typeof RecallNarrowingProposed>["data"]["why"];
  /** The actor's id. */
  readonly by: string;
  /** Server's time. */
  readonly at: string;
  readonly status: "open" | "accepted" | "rejected" | "withdrawn";
}

export interface ScopePart {
  /** By lot id. */
  readonly lots: Keyed<Member>;
  /** By batch id. */
  readonly batches: Keyed<Member>;
  /** The highest tree size that something was said of it for. */
  readonly asOf: number;
  /** By shipment id. */
  readonly shipments: Keyed<Shipped>;
  /** By proposal id. */
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly hold: { readonly sites: readonly string[] } | undefined;
  /** Events that changed which holds must stand, with what each is about. */
  readonly unsettled: ReadonlyMap<string, Members>;
}

export const noScope: ScopePart = {
  lots: keyed(),
  batches: keyed(),
  asOf: 0,
  shipments: keyed(),
  proposals: new Map(),
  hold: undefined,
  unsettled: new Map(),
};

export const isIn = (members: Keyed<Member>, id: string): boolean =>
  members.get(id)?.status === "in";

/** Ids, in no particular order. */
export const idsIn = (members: Keyed<Member>): readonly string[] =>
  [...members.entries()].flatMap(([id, { status }]) => (status === "in" ? [id] : []));

const byConsignee = new WeakMap<Keyed<Shipped>, ReadonlyMap<string, readonly Shipped[]>>();

/** What went to a consignee; sorted out once for all of them. */
export function shipmentsTo(
  { shipments }: Pick<ScopePart, "shipments">,
  consigneeNumber: string,
): readonly Shipped[] {
  const sorted =
    byConsignee.get(shipments) ?? Map.groupBy(shipments.values(), (one) => one.consigneeNumber);
  byConsignee.set(shipments, sorted);
  return sorted.get(consigneeNumber) ?? [];
}

export function evolveScope(
  scope: ScopePart,
  event: EventOf<(typeof scopeEvents)[number]>,
  { id, metadata }: { readonly id: string; readonly metadata: Metadata },
): ScopePart {
  switch (event.type) {
    case "RecallScopeWidened":
      return widened(scope, event.data, id, metadata.recordedAt);
    case "RecallHoldOrdered": {
      const members = { lots: [...idsIn(scope.lots)], batches: [...idsIn(scope.batches)] };
      const sites = [...new Set([...(scope.hold?.sites ?? []), ...event.data.sites])];
      return { ...scope, hold: { sites }, unsettled: settling(scope, id, members) };
    }
    case "RecallHoldsSettled": {
      const unsettled = new Map(scope.unsettled);
      for (const one of event.data.forEventIds) unsettled.delete(one);
      return { ...scope, unsettled };
    }
    case "RecallNarrowingProposed": {
      const { proposalId, lots, batches, why } = event.data;
      const { actor, recordedAt: at } = metadata;
      const proposal = { lots, batches, why, by: actor.id, at, status: "open" } as const;
      const asOf = Math.max(scope.asOf, event.data.asOf ?? 0);
      return { ...scope, asOf, proposals: new Map(scope.proposals).set(proposalId, proposal) };
    }
    case "RecallNarrowingDecided": {
      const { proposalId, accepted } = event.data;
      const decided = judged(scope, proposalId, accepted ? "accepted" : "rejected");
      const proposal = scope.proposals.get(proposalId);
      if (!accepted || !proposal) return decided;
      return narrowed(decided, event.data, id, { ...proposal, reason: metadata.reason });
    }
    case "RecallNarrowingWithdrawn":
      return judged(scope, event.data.proposalId, "withdrawn");
    default:
      return event satisfies never;
  }
}

function widened(
  scope: ScopePart,
  { lots, batches, shipments, asOf }: EventOf<typeof RecallScopeWidened>["data"],
  id: string,
  since: string,
): ScopePart {
  return {
    ...scope,
    lots: all(scope.lots, lots, { status: "in", since }),
    batches: all(scope.batches, batches, { status: "in", since }),
    asOf: Math.max(scope.asOf, asOf),
    shipments: shipments.reduce((known, one) => known.with(one.shipmentId, one), scope.shipments),
    unsettled: scope.hold ? settling(scope, id, { lots, batches }) : scope.unsettled,
  };
}

function narrowed(
  scope: ScopePart,
  { lots, batches }: Members,
  id: string,
  { at, why, reason }: Pick<Proposal, "at" | "why"> & { readonly reason: Reason | undefined },
): ScopePart {
  const leftOut = { status: "leftOut", at, why, reason } as const;
  return {
    ...scope,
    lots: all(scope.lots, lots, leftOut),
    batches: all(scope.batches, batches, leftOut),
    unsettled: scope.hold ? settling(scope, id, { lots, batches }) : scope.unsettled,
  };
}

const all = (members: Keyed<Member>, ids: readonly string[], now: Member): Keyed<Member> =>
  ids.reduce((known, id) => known.with(id, now), members);

/** The holds on what is not yet made follow from the seeds. */
export const resettled = (scope: ScopePart, id: string): ScopePart =>
  scope.hold ? { ...scope, unsettled: settling(scope, id, { lots: [], batches: [] }) } : scope;

/** Something was found in it, though it may have been left out since. */
export const wasReached = ({ lots, batches }: ScopePart): boolean => lots.size + batches.size > 0;

const settling = ({ unsettled }: ScopePart, id: string, { lots, batches }: Members) =>
  new Map(unsettled).set(id, { lots, batches });

function judged(scope: ScopePart, proposalId: string, status: Proposal["status"]): ScopePart {
  const proposal = scope.proposals.get(proposalId);
  if (!proposal) return scope;
  const proposals = new Map(scope.proposals).set(proposalId, { ...proposal, status });
  return { ...scope, proposals };
}
