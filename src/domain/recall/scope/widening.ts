// What a trace adds to the scope. It takes nothing out: what it no longer reaches is proposed.
import { z } from "zod";
import { Instant } from "../../kernel/instant.ts";
import { sameContent } from "../../kernel/precondition.ts";
import { compare, sumOf } from "../../kernel/quantity.ts";
import { Id } from "../../kernel/shape/reference.ts";
import type { Consignee } from "../consignee/consignee.ts";
import { RecallSeedResolved } from "../opening/events.ts";
import { type Recall, type RecallEvent, thingKey } from "../recall.ts";
import { Members, RecallScopeWidened, ShippedTo } from "./events.ts";
import { idsIn, type Member, type ScopePart, type Shipped } from "./scope.ts";

export const Traced = z.strictObject({
  ...Members.shape,
  seeds: z
    .array(
      z.strictObject({
        seed: RecallSeedResolved.data.shape.seed,
        things: z.array(RecallSeedResolved.data.shape.things.element),
      }),
    )
    .describe("That it was traced from, and what each stands for."),
  shipments: z.array(ShippedTo),
  fresh: z
    .array(z.strictObject({ id: Id, at: Instant }))
    .describe("When the scope last came to reach it by another way, of what had been left out."),
  asOf: RecallScopeWidened.data.shape.asOf,
  digests: RecallScopeWidened.data.shape.digests,
});
export type Traced = z.output<typeof Traced>;
type Leaving = Traced["shipments"][number];

/** So many in one event, and so many events in one append: the rest is left to the next round. */
const membersMax = 500;
const partsMax = 4;

/** A round of it; what it adds is all that there was once there is nothing more to add. */
export function widening(recall: Recall, traced: Traced, proposalId: string): RecallEvent[] {
  const { scope } = recall;
  const { asOf, digests } = traced;
  const isStale = asOf < scope.asOf || !sameContent(seedsIn(traced), recall.seeds);
  const lots = traced.lots.filter((id) => isNew(scope, scope.lots.get(id), id, traced));
  const batches = traced.batches.filter((id) => isNew(scope, scope.batches.get(id), id, traced));
  const shipments = withConsignees(recall, more(recall, traced.shipments));
  const most = Math.max(lots.length, batches.length, shipments.length);
  const parts = Math.min(Math.ceil(most / membersMax), partsMax);
  const widened = Array.from({ length: parts }, (_, n): RecallEvent => {
    const part = <Of>(list: readonly Of[]) => list.slice(n * membersMax, (n + 1) * membersMax);
    const members = { lots: part(lots), batches: part(batches), shipments: part(shipments) };
    return { type: "RecallScopeWidened", data: { ...members, asOf, digests } };
  });
  // What is late, or of other suspects, cannot say that something is not reached.
  const less = isStale ? [] : proposed(recall, traced, proposalId);
  return [...resolved(recall, traced), ...widened, ...withdrawn(recall, traced), ...less];
}

/** What it would reach beyond what it ever had in it: ids. After its end it adds nothing. */
export const beyond = (recall: Recall, { lots, batches, shipments }: Beyond) => ({
  lots: lots.filter((id) => !recall.scope.lots.has(id)),
  batches: batches.filter((id) => !recall.scope.batches.has(id)),
  shipments: more(recall, shipments).map(({ shipmentId }) => shipmentId),
});
type Beyond = Pick<Traced, "lots" | "batches" | "shipments">;

const seedsIn = ({ seeds }: Traced) => seeds.map(({ seed }) => seed);

/** What was not known before of the suspects that still are. */
function resolved(recall: Recall, { seeds, asOf }: Traced): readonly RecallEvent[] {
  const events = seeds
    .filter(({ seed }) => recall.seeds.includes(seed))
    .flatMap(({ seed, things }) => {
      const known = recall.found.get(seed);
      const fresh = things.filter((one) => !known?.has(thingKey(one)));
      return Array.from({ length: Math.ceil(fresh.length / membersMax) }, (_, n) => ({
        type: "RecallSeedResolved" as const,
        data: { seed, things: fresh.slice(n * membersMax, (n + 1) * membersMax), asOf },
      }));
    });
  return events.slice(0, partsMax);
}

/** Or left out: because nothing reached it, and something does; or else before a new way to it. */
function isNew(
  scope: ScopePart,
  member: Member | undefined,
  id: string,
  { asOf, fresh }: Traced,
): boolean {
  if (!member) return true;
  if (member.status === "in") return false;
  if (member.why === "notReached") return asOf >= scope.asOf;
  return fresh.some((one) => one.id === id && one.at >= member.at);
}

/** Those with lots, or with more of a lot, than is told yet; what was told of others stays. */
const more = ({ scope }: Recall, shipments: readonly Leaving[]): readonly Leaving[] =>
  shipments.flatMap((shipment) => {
    const told = linesByLot(scope.shipments.get(shipment.shipmentId)?.lines ?? []);
    const lines = [...linesByLot(shipment.lines)].filter(([id, now]) => isMore(now, told.get(id)));
    return lines.length === 0 ? [] : [{ ...shipment, lines: inAll(new Map([...told, ...lines])) }];
  });

type Line = Leaving["lines"][number];

const linesByLot = (lines: readonly Line[]) =>
  Map.groupBy(lines, ({ materialLotId }) => materialLotId);

const inAll = (byLot: ReadonlyMap<string, readonly Line[]>): Line[] => [...byLot.values()].flat();

/** Of one lot; how much is more than not to know how much. */
function isMore(now: readonly Line[], before: readonly Line[] | undefined): boolean {
  if (!before) return true;
  const [is, was] = [now, before].map((of) => sumOf(of.map(({ quantity }) => quantity)));
  return is !== undefined && (was === undefined || compare(is, was) === 1);
}

/** What several sources say of one shipment: of each lot, what the one says that says most. */
export function mostOf(sources: readonly (readonly Line[])[]): Line[] {
  const most = new Map<string, readonly Line[]>();
  for (const lines of sources) {
    for (const [id, of] of linesByLot(lines)) if (isMore(of, most.get(id))) most.set(id, of);
  }
  return inAll(most);
}

function withConsignees({ consignees }: Recall, shipments: readonly Leaving[]): Shipped[] {
  const known = new Map(
    [...consignees.values()].map((one) => [placeOf(one.partyId, one), one.consigneeNumber]),
  );
  let count = consignees.size;
  return shipments.map((shipment) => {
    const place = placeOf(shipment.customerPartyId, shipment);
    let consigneeNumber = known.get(place);
    if (consigneeNumber === undefined) {
      count += 1;
      consigneeNumber = `C${count}`;
      known.set(place, consigneeNumber);
    }
    return { ...shipment, consigneeNumber };
  });
}

/** One consignee for each customer, name and address. */
export const placeOf = (
  partyId: string | undefined,
  { name, address }: { readonly name: string; readonly address?: Consignee["address"] },
): string => JSON.stringify([partyId ?? null, name, address ?? null]);

/** What a proposal said was not reached any more is reached again. */
function withdrawn({ scope }: Recall, { lots, batches }: Traced): readonly RecallEvent[] {
  const reached = new Set([...lots, ...batches]);
  return [...scope.proposals]
    .filter(([, { status, why }]) => status === "open" && why === "notReached")
    .filter(([, proposal]) => [...proposal.lots, ...proposal.batches].some((id) => reached.has(id)))
    .map(([proposalId]) => ({ type: "RecallNarrowingWithdrawn", data: { proposalId } }));
}

function proposed({ scope }: Recall, traced: Traced, proposalId: string): readonly RecallEvent[] {
  const asked = [...scope.proposals.values()]
    .filter(
      ({ status, why }) => why === "notReached" && (status === "open" || status === "rejected"),
    )
    .flatMap(({ lots, batches }) => [...lots, ...batches]);
  const known = new Set([...traced.lots, ...traced.batches, ...asked]);
  const lots = idsIn(scope.lots)
    .filter((id) => !known.has(id))
    .sort()
    .slice(0, membersMax);
  const batches = idsIn(scope.batches)
    .filter((id) => !known.has(id))
    .sort()
    .slice(0, membersMax);
  if (lots.length + batches.length === 0) return [];
  const text = "What had led to it was corrected or taken back.";
  const { asOf } = traced;
  const data = { proposalId, lots, batches, why: "notReached" as const, text, asOf };
  return [{ type: "RecallNarrowingProposed", data }];
}
