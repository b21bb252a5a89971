// Of one lot: what was made of it, and where all of that is. Pure.
import { sign } from "../../domain/kernel/quantity.ts";
import { type Holding, type Lack, type LotWhereabouts, type State, states } from "./answer.ts";
import { placesOf } from "./places.ts";
import { type LotRows, type MovementRow, quantityOf, type Surroundings } from "./rows.ts";
import { type Amount, isKnown, isNothing, less, type Sum, sum } from "./sum.ts";

export interface Settled {
  readonly lot: LotWhereabouts;
  readonly lacks: readonly Lack[];
}

interface Held extends Omit<Holding, "quantity"> {
  readonly sum: Sum;
}

export function settle(rows: LotRows, around: Surroundings): Settled {
  const { lotId, lot, material, movements } = rows;
  const unit = movements.find(({ account }) => account === "made")?.unitOfMeasure ?? "1";
  const made = sum(movements.filter(isMade).map(quantityOf), unit);
  const held = [...stock(rows, unit), ...elsewhere(rows, around, unit)].filter(
    (one) => !isNothing(one.sum),
  );
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
  return { lot: answer, lacks: lacksOf(made, held, differs) };
}

const isMade = ({ account }: MovementRow): boolean => account === "made";

const signed = (row: MovementRow): Amount =>
  row.direction === "in" ? quantityOf(row) : less(quantityOf(row));

/** What is in stock, and of that what is packed; less than nothing is told apart. */
function stock(rows: LotRows, unit: string): readonly Held[] {
  const { movements, counts, packings } = rows;
  const counted = counts.findLast(({ containerId }) => containerId === null);
  const since = movements.filter(({ position }) => !counted || position > counted.position);
  const there = sum([...(counted ? [quantityOf(counted)] : []), ...since.map(signed)], unit);
  const units = [...Map.groupBy(packings, ({ unitId }) => unitId)].map(([id, all]): Held => {
    const inside = all.map((row) =>
      row.direction === "in" ? quantityOf(row) : less(quantityOf(row)),
    );
    const { name, location } = all[0] ?? { name: id, location: null };
    const places = location === null ? {} : { places: [{ location }] };
    return { state: "packed", in: name, id, ...places, sum: sum(inside, unit) };
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
  const back = isKnown(returned) && !isNothing(returned) && { returned: returned.quantity };
  return [...units, { state: "inStock", places: placesOf(rows, unit), ...back, sum: loose }];
}

/** All other accounts: what went there less what came back. */
function elsewhere({ lotId, movements }: LotRows, around: Surroundings, unit: string): Held[] {
  const others = movements.filter((row) => !isMade(row));
  const groups = Map.groupBy(others, ({ account, reference, detail }) =>
    JSON.stringify([account, reference, isOneWay(account) ? detail : null]),
  );
  return [...groups.values()].flatMap((all): Held[] => {
    const [first] = all;
    if (!first) return [];
    const { account, reference } = first;
    if (account === "shipment") return sent(lotId, all, around, unit);
    const net = sum(
      all.map((row) => less(signed(row))),
      unit,
    );
    return [{ ...named(first, around), ...idOf(account, reference), sum: net }];
  });
}

const isOneWay = (account: string): boolean => !["batch", "lot", "shipment"].includes(account);

const idOf = (account: string, reference: string | null) =>
  reference !== null && ["batch", "lot"].includes(account) && { id: reference };

const plain: Readonly<Record<string, State>> = {
  sample: "sampled",
  scrap: "scrapped",
  destroyed: "destroyed",
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

function sent(
  lotId: string,
  movements: readonly MovementRow[],
  { shipments }: Surroundings,
  unit: string,
): Held[] {
  const id = movements[0]?.reference ?? "";
  const shipment = shipments.get(id);
  const of = (direction: "in" | "out") =>
    movements.filter((row) => row.direction === direction).map(quantityOf);
  const [gone, back] = [of("out"), of("in")];
  const { number, consignee, documents } = shipment ?? { number: id, consignee: "", documents: [] };
  const papers = documents.length > 0 && { documents };
  const with_ = { in: number, id, ...(consignee !== "" && { consignee }), ...papers };
  if (!shipment?.hasArrived) {
    return [{ state: "inTransit", ...with_, sum: sum([...gone, ...back.map(less)], unit) }];
  }
  const found = shipment.arrivals.filter((row) => row.lotId === lotId).map(quantityOf);
  return [
    { state: "shipped", ...with_, sum: sum([...found, ...back.map(less)], unit) },
    { state: "notArrived", ...with_, sum: sum([...gone, ...found.map(less)], unit) },
  ];
}

function holding({ sum: total, ...rest }: Held): Holding {
  return isKnown(total) ? { ...rest, quantity: total.quantity } : rest;
}

function lacksOf(made: Sum, held: readonly Held[], differs: boolean): readonly Lack[] {
  const found = new Set<Lack>();
  if (!isKnown(made)) {
    found.add(made.lack === "QUANTITY_UNKNOWN" ? "LOT_QUANTITY_UNKNOWN" : made.lack);
  }
  for (const { state, sum: total, in: name, places } of held) {
    // What is left in stock of an unknown amount is unknown for that reason alone.
    if (!isKnown(total) && (isKnown(made) || state !== "inStock")) found.add(total.lack);
    if (state === "inProcess" && name === undefined) found.add("BATCH_UNKNOWN");
    if (state === "shipped" || state === "inTransit") found.add("BEYOND_CONSIGNEE");
    if (state === "inStock" && !places?.every(({ location }) => location))
      found.add("PLACE_UNKNOWN");
  }
  if (differs) found.add("QUANTITIES_DIFFER");
  return [...found].toSorted();
}
