// Of one lot: what was made of it, and where all of that is. Pure.

import { compare, type Quantity, sign } from "../../domain/kernel/quantity.ts";
import { quantityOf } from "../amount-row.ts";
import { type Books, booksOf } from "../books/books.ts";
import type { MovementRow } from "../books/rows.ts";
import { type Amount, isKnown, isNothing, less, type Sum, signed, sum } from "../books/sum.ts";
import { type Holding, type Lack, type LotWhereabouts, type State, states } from "./answer.ts";
import { placesOf } from "./places.ts";
import type { LotRows, Surroundings } from "./rows.ts";

export interface Settled {
  readonly lot: LotWhereabouts;
  readonly lacks: readonly Lack[];
}

interface Held extends Omit<Holding, "quantity"> {
  readonly sum: Sum;
}

export function settle(recorded: LotRows, around: Surroundings): Settled {
  const { lotId, lot, material } = recorded;
  const unit = unitOf(recorded);
  const { movements, stock: there, containers, countedMore } = booksOf(recorded, unit);
  const rows = { ...recorded, movements };
  const made = sum(movements.filter(isMade).map(quantityOf), unit);
  const held = [...stock(rows, there, containers, unit), ...elsewhere(rows, around, unit)]
    .filter((one) => !isNothing(one.sum))
    .map(orReturned);
  const order = Object.keys(states);
  const holdings = held
    .toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
    .map(holding);
  const all = held.map((one) => (isKnown(one.sum) ? one.sum.quantity : undefined));
  const rest = isKnown(made) ? sum([made.quantity, ...all.map(less)], unit) : made;
  const differs = isKnown(rest) && !isNothing(rest);
  const answer = {
    lot,
    lotId,
    material,
    ...(isKnown(made) && { made: made.quantity }),
    holdings,
    ...(differs && { difference: rest.quantity }),
  };
  return { lot: answer, lacks: lacksOf(made, held, { differs, countedMore }) };
}

/** That of what was made, else the first that is known. */
function unitOf({ movements, arrivals }: LotRows): string {
  const known = [...movements.filter(isMade), ...movements, ...arrivals];
  return known.find(({ unitOfMeasure }) => unitOfMeasure !== null)?.unitOfMeasure ?? "1";
}

const isMade = ({ account }: MovementRow): boolean => account === "made";

/** What is in stock, and of that what is packed; less than nothing is told apart. */
function stock(
  rows: LotRows,
  there: Sum,
  containers: Books["containers"],
  unit: string,
): readonly Held[] {
  const { movements, packings } = rows;
  const units = [...Map.groupBy(packings, ({ unitId }) => unitId)].map(([id, all]): Held => {
    const inside = all.map((row) =>
      row.direction === "in" ? quantityOf(row) : less(quantityOf(row)),
    );
    const { name = id, location = null, leftWith = null } = all[0] ?? {};
    const places = location === null ? {} : { places: [{ location }] };
    const held = { ...places, sum: sum(inside, unit) };
    // It says itself that it has left; the shipment does not say so.
    if (leftWith !== null) return { state: "inTransit", in: `unit ${name}`, id: leftWith, ...held };
    return { state: "packed", in: name, id, ...held };
  });
  const packed = units.map((one) => (isKnown(one.sum) ? one.sum.quantity : undefined));
  const loose = isKnown(there) ? sum([there.quantity, ...packed.map(less)], unit) : there;
  if (isKnown(loose) && sign(loose.quantity) < 0) {
    return [...units, { state: "overdrawn", sum: loose }];
  }
  const returned = sum(
    movements.filter((row) => row.account === "shipment" && row.direction === "in").map(quantityOf),
    unit,
  );
  const back = isKnown(returned) && isKnown(loose) && atMost(returned.quantity, loose.quantity);
  return [
    ...units,
    ...apart({ places: placesOf(rows, containers, unit), ...back, sum: loose }, unit),
  ];
}

/** What is at a contract maker is told apart; how much, where the containers there say it. */
function apart(there: Omit<Held, "state"> & Required<Pick<Held, "places">>, unit: string): Held[] {
  const { places, sum: all, ...rest } = there;
  const away = places.filter((place) => place.ofContractor);
  if (away.length === 0) return [{ state: "inStock", ...there }];
  if (away.length === places.length) return [{ state: "atContractor", ...there }];
  const outside = sum(
    away.map(({ quantity }) => quantity),
    unit,
  );
  const here = isKnown(all) && isKnown(outside) ? minus(all.quantity, outside.quantity, unit) : all;
  const own = places.filter((place) => !place.ofContractor);
  return [
    { state: "inStock", places: own, ...rest, sum: isKnown(outside) ? here : outside },
    { state: "atContractor", places: away, sum: outside },
  ];
}

const minus = (whole: Quantity, part: Quantity, unit: string): Sum =>
  sum([whole, less(part)], unit);

/** What came back, and is no more than what there is. */
function atMost(came: Quantity, there: Quantity): { readonly returned?: Quantity } {
  if (sign(came) === 0 || sign(there) <= 0) return {};
  return { returned: compare(came, there) === 1 ? there : came };
}

/** All other accounts: what went there less what came back. */
function elsewhere(rows: LotRows, around: Surroundings, unit: string): Held[] {
  const { movements, arrivals } = rows;
  const others = movements.filter((row) => !isMade(row) && row.account !== "shipment");
  const groups = Map.groupBy(others, ({ account, reference, detail }) =>
    JSON.stringify([account, reference, isOneWay(account) ? detail : null]),
  );
  const held = [...groups.values()].flatMap((all): Held[] => {
    const [first] = all;
    if (!first) return [];
    const { account, reference } = first;
    const net = sum(
      all.map((row) => less(signed(row))),
      unit,
    );
    if (account === "sample") return sampled(rows.lotId, first, net, around, unit);
    return [{ ...named(first, around), ...idOf(account, reference), sum: net }];
  });
  const shipments = new Set([
    ...movements.flatMap((row) => (row.account === "shipment" ? (row.reference ?? []) : [])),
    ...arrivals.map(({ shipmentId }) => shipmentId),
  ]);
  return [...held, ...[...shipments].flatMap((id) => sent(id, rows, around, unit))];
}

/** Retained, destroyed, or wherever it was sent to. */
function sampled(
  lotId: string,
  { reference, detail }: MovementRow,
  net: Sum,
  { samples }: Surroundings,
  unit: string,
): Held[] {
  const by = reference !== null && { in: reference };
  const taken = { state: "sampled", ...by, ...(detail !== null && { detail }) } as const;
  const sample = samples.get(`${lotId} ${reference}`);
  if (sample?.method) return [{ state: "destroyed", ...by, detail: sample.method, sum: net }];
  if (!sample?.isRetained) return [{ ...taken, sum: net }];
  const { location, locationId, keepUntil } = sample;
  const place = { ...(location !== null && { location }), ...(locationId && { locationId }) };
  const kept = { state: "retained", ...by, places: [place], detail: `until ${keepUntil}` } as const;
  const amount = quantityOf(sample);
  if (!amount) return [{ ...kept, sum: net }];
  const rest = isKnown(net) ? minus(net.quantity, amount, unit) : net;
  return [
    { ...kept, sum: sum([amount], unit) },
    { ...taken, sum: rest },
  ];
}

const isOneWay = (account: string): boolean => !["batch", "lot", "shipment"].includes(account);

const idOf = (account: string, reference: string | null) =>
  reference !== null && ["batch", "lot"].includes(account) && { id: reference };

const plain: Readonly<Record<string, State>> = {
  scrap: "scrapped",
  destroyed: "destroyed",
  supplier: "returnedToSupplier",
  adjusted: "adjusted",
};

function named(
  { account, reference, detail }: MovementRow,
  { batches, lots }: Surroundings,
): Omit<Held, "sum"> {
  if (account === "lot") {
    return {
      state: "otherLot",
      ...(reference !== null && { in: lots.get(reference) ?? reference }),
    };
  }
  if (account !== "batch") {
    const state = plain[account];
    if (!state) throw new Error(`${account} is no account of a lot.`);
    return {
      state,
      ...(reference !== null && { in: reference }),
      ...(detail !== null && { detail }),
    };
  }
  const batch = reference === null ? undefined : batches.get(reference);
  if (!batch) return { state: "inProcess" };
  const { batchNumber, completed, phases } = batch;
  if (completed) return { state: "consumed", in: batchNumber };
  return {
    state: "inProcess",
    in: batchNumber,
    ...(phases.length > 0 && { detail: phases.join("; ") }),
  };
}

/** In transit until the receipt; then what was found, and what was sent and not found. */
function sent(
  id: string,
  { movements, arrivals }: LotRows,
  { shipments }: Surroundings,
  unit: string,
): Held[] {
  const shipment = shipments.get(id);
  const arrivedAt = shipment?.arrivedAt ?? null;
  const own = movements.filter((row) => row.account === "shipment" && row.reference === id);
  const gone = own.filter(({ direction }) => direction === "out").map(quantityOf);
  const back = own.filter(({ direction }) => direction === "in");
  const { number = id, consignee, documents = [] } = shipment ?? {};
  const papers = documents.length > 0 && { documents };
  const by = { in: number, id, ...(consignee !== undefined && { consignee }), ...papers };
  if (arrivedAt === null) {
    return [{ state: "inTransit", ...by, sum: sum([...gone, ...back.map(away)], unit) }];
  }
  const found = arrivals.filter(({ shipmentId }) => shipmentId === id).map(quantityOf);
  // What came back before the receipt was refused at the door, unless the receipt counts it too.
  const before = back.filter(({ since }) => since < arrivedAt);
  const missing = sum([...gone, ...before.map(away), ...found.map(less)], unit);
  const atDoor = isKnown(missing) && sign(missing.quantity) >= 0 ? before : [];
  const later = back.filter((row) => !atDoor.includes(row));
  return [
    {
      state: shipment?.isDonation ? "donated" : "shipped",
      ...by,
      sum: sum([...found, ...later.map(away)], unit),
    },
    {
      state: "notArrived",
      ...by,
      sum: sum([...gone, ...atDoor.map(away), ...found.map(less)], unit),
    },
  ];
}

/** Where more came back than had gone there is nothing any more: the rest is a line of its own. */
function orReturned(held: Held): Held {
  if (!comesBack.has(held.state) || !isKnown(held.sum) || sign(held.sum.quantity) > 0) return held;
  const { detail: _, ...rest } = held;
  return { ...rest, state: "moreReturned" };
}

const comesBack: ReadonlySet<State> = new Set([
  ...(["inProcess", "consumed", "otherLot"] as const),
  ...(["inTransit", "shipped", "donated"] as const),
]);

const beyond: ReadonlySet<State> = new Set(["shipped", "donated", "inTransit"]);

const away = (row: MovementRow): Amount => less(quantityOf(row));

function holding({ sum: total, ...rest }: Held): Holding {
  return isKnown(total) ? { ...rest, quantity: total.quantity } : rest;
}

function lacksOf(
  made: Sum,
  held: readonly Held[],
  { differs, countedMore }: { readonly differs: boolean; readonly countedMore: boolean },
): readonly Lack[] {
  const found = new Set<Lack>();
  if (!isKnown(made)) {
    found.add(made.lack === "QUANTITY_UNKNOWN" ? "LOT_QUANTITY_UNKNOWN" : made.lack);
  }
  for (const { state, sum: total, in: name, places } of held) {
    // What is left in stock of an unknown amount is unknown for that reason alone.
    if (!isKnown(total) && (isKnown(made) || state !== "inStock")) found.add(total.lack);
    if (state === "moreReturned") found.add("MORE_RETURNED");
    if (state === "inProcess" && name === undefined) found.add("BATCH_UNKNOWN");
    if (beyond.has(state)) found.add("BEYOND_CONSIGNEE");
    if (state === "inTransit" && name?.startsWith("unit ")) found.add("DISPATCH_NOT_RECORDED");
    if (state === "inStock" && !places?.every(({ location }) => location))
      found.add("PLACE_UNKNOWN");
  }
  if (countedMore) found.add("COUNTED_MORE");
  if (differs) found.add("QUANTITIES_DIFFER");
  return [...found].toSorted();
}
