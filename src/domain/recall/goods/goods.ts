// The fold of what came back and what became of it, and what is still to be accounted for.
import type { EventOf } from "../../kernel/event-type.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import { compare, negate, type Quantity, sign, sumOf } from "../../kernel/quantity.ts";
import type { ConsigneePart } from "../consignee/consignee.ts";
import { isIn, type ScopePart, shipmentsTo } from "../scope/scope.ts";
import type { goodsEvents, Line, RecallGoodsDisposed, RecallGoodsRecovered } from "./events.ts";

type Recovered = Counted<EventOf<typeof RecallGoodsRecovered>["data"]>;
type Disposed = Counted<EventOf<typeof RecallGoodsDisposed>["data"]>;
/** With no line where all of it was corrected away. */
type Counted<Data> = Omit<Data, "lines"> & { readonly lines: readonly Line[] };

export interface GoodsPart {
  /** By recovery number, as corrected. */
  readonly recovered: Keyed<Recovered>;
  /** By certificate, as corrected. */
  readonly disposed: Keyed<Disposed>;
}

export const noGoods: GoodsPart = { recovered: keyed(), disposed: keyed() };

export function evolveGoods(
  part: GoodsPart,
  event: EventOf<(typeof goodsEvents)[number]>,
): GoodsPart {
  switch (event.type) {
    case "RecallGoodsRecovered": {
      const { data } = event;
      return { ...part, recovered: part.recovered.with(data.recoveryNumber, data) };
    }
    case "RecallGoodsDisposed": {
      const { data } = event;
      return { ...part, disposed: part.disposed.with(data.certificate, data) };
    }
    case "RecallRecoveryCorrected": {
      const { recoveryNumber, lines } = event.data;
      return { ...part, recovered: withLines(part.recovered, recoveryNumber, lines) };
    }
    case "RecallDisposalCorrected": {
      const { certificate, lines } = event.data;
      return { ...part, disposed: withLines(part.disposed, certificate, lines) };
    }
    default:
      return event satisfies never;
  }
}

function withLines<Data extends { readonly lines: readonly Line[] }>(
  part: Keyed<Data>,
  number: string,
  lines: readonly Line[],
): Keyed<Data> {
  const former = part.get(number);
  return former ? part.with(number, { ...former, lines }) : part;
}

/** Of one lot; `undefined` where units of measure do not add up. */
export interface Account {
  readonly materialLotId: string;
  readonly shipped: Quantity | undefined;
  readonly recovered: Quantity | undefined;
  /** What consignees say was used up or destroyed there: it does not come back. */
  readonly gone: Quantity | undefined;
  /** With somebody who does not respond. */
  readonly beyondReach: Quantity | undefined;
  readonly disposed: Quantity | undefined;
  /** Recovered, gone and beyond reach are no less than shipped. */
  readonly isAccounted: boolean;
  /** What came back is disposed of. */
  readonly isDisposed: boolean;
}

interface Accounting {
  readonly scope: ScopePart;
  readonly consignees: ConsigneePart;
  readonly goods: GoodsPart;
}

/** Each lot that was shipped and is not left out of the scope, by lot id. */
export function accountsOf(of: Accounting): readonly Account[] {
  const { scope, goods } = of;
  const shares = sharesOf(of);
  const each = (share: (one: Share) => readonly Amount[]) => totals(shares.flatMap(share));
  const shipped = each(({ came }) => came);
  const recovered = totals([...goods.recovered.values()].flatMap(linesOf));
  const gone = each((one) => one.gone);
  const beyond = each((one) => one.beyond);
  const found = totals([...shares.flatMap(foundAt), ...fromNobody(of)]);
  const disposed = totals([...goods.disposed.values()].flatMap(linesOf));
  const lots = [...new Set([...shipped.keys(), ...recovered.keys()])].sort();
  return lots
    .filter((id) => isIn(scope.lots, id))
    .map((materialLotId) => ({
      materialLotId,
      shipped: shipped.get(materialLotId),
      recovered: recovered.get(materialLotId),
      gone: gone.get(materialLotId),
      beyondReach: beyond.get(materialLotId),
      disposed: disposed.get(materialLotId),
      isAccounted: covers(found.get(materialLotId), shipped, materialLotId),
      isDisposed: covers(disposed.get(materialLotId), recovered, materialLotId),
    }));
}

/** Of one consignee and whoever it passed goods on to. */
interface Share {
  readonly came: readonly Amount[];
  readonly back: readonly Amount[];
  readonly gone: readonly Amount[];
  readonly beyond: readonly Amount[];
}

function sharesOf({ scope, consignees, goods }: Accounting): readonly Share[] {
  const groups = Map.groupBy(consignees.values(), ({ consigneeNumber }) =>
    firstIn(consignees, consigneeNumber),
  );
  const sentBack = Map.groupBy(goods.recovered.values(), (one) => fromWhom(scope, consignees, one));
  return [...groups].map(([first, group]) => {
    const came = shipmentsTo(scope, first).flatMap(linesOf);
    const back = (sentBack.get(first) ?? []).flatMap(linesOf);
    const said = group.flatMap(({ reply }) => reply?.lines ?? []);
    const gone = said.filter(({ as }) => as === "usedUp" || as === "destroyed");
    const silent = group.filter(({ givenUp }) => givenUp);
    const through = new Set(silent.map(({ ofConsigneeId }) => ofConsigneeId));
    // With somebody who does not respond, what was passed on; or all that did not come back.
    const passedOn = group.flatMap(({ consigneeNumber, reply }) =>
      through.has(consigneeNumber)
        ? (reply?.lines ?? []).filter(({ as }) => as === "passedOn")
        : [],
    );
    const isSilent = silent.some(({ consigneeNumber }) => consigneeNumber === first);
    const left = isSilent ? kept(totals(came), totals(back)) : [];
    return { came, back, gone, beyond: [...left, ...passedOn] };
  });
}

/** Number of the consignee that it was shipped to, whoever passed it on from there. */
function firstIn(consignees: ConsigneePart, consigneeNumber: string): string {
  const of = consignees.get(consigneeNumber)?.ofConsigneeId;
  return of === undefined ? consigneeNumber : firstIn(consignees, of);
}

/** Undefined: nobody says from whom. */
function fromWhom(
  { shipments }: ScopePart,
  consignees: ConsigneePart,
  { consigneeNumber, shipmentId = "" }: Recovered,
): string | undefined {
  const number = consigneeNumber ?? shipments.get(shipmentId)?.consigneeNumber;
  return number === undefined ? undefined : firstIn(consignees, number);
}

/** What one consignee says does not stand for what another got. */
function foundAt({ came, back, gone, beyond }: Share): readonly Amount[] {
  const most = totals(came);
  return [...totals([...back, ...gone, ...beyond])].flatMap(([materialLotId, quantity]) => {
    const there = most.get(materialLotId);
    if (!quantity || !there) return [];
    return [{ materialLotId, quantity: compare(quantity, there) === 1 ? there : quantity }];
  });
}

const fromNobody = ({ scope, consignees, goods }: Accounting): readonly Amount[] =>
  [...goods.recovered.values()]
    .filter((one) => fromWhom(scope, consignees, one) === undefined)
    .flatMap(linesOf);

const linesOf = ({ lines }: { readonly lines: readonly Amount[] }) => lines;

/** What is left of each lot: never less than nothing. */
const kept = (came: Totals, back: Totals): readonly Amount[] =>
  [...came].map(([materialLotId, quantity]) => {
    if (!quantity || !back.has(materialLotId)) return { materialLotId, quantity };
    const returned = back.get(materialLotId);
    const left = sumOf([quantity, returned && negate(returned)]);
    const isLess = left && sign(left) < 0;
    return { materialLotId, quantity: isLess ? { ...left, value: "0" } : left };
  });

interface Amount {
  readonly materialLotId: string;
  readonly quantity?: Quantity | undefined;
}

/** Undefined: the units of some lines do not add up. */
type Totals = ReadonlyMap<string, Quantity | undefined>;

function totals(lines: readonly Amount[]): Totals {
  const sums = new Map<string, Quantity | undefined>();
  for (const { materialLotId, quantity } of lines) {
    const former = sums.get(materialLotId);
    const isFirst = !sums.has(materialLotId);
    sums.set(materialLotId, isFirst ? quantity : sumOf([former, quantity]));
  }
  return sums;
}

/** Whether so much is no less than the total; nothing covers what does not add up. */
function covers(quantity: Quantity | undefined, of: Totals, materialLotId: string): boolean {
  if (!of.has(materialLotId)) return true;
  const total = of.get(materialLotId);
  const order = total && quantity && compare(quantity, total);
  return order === 0 || order === 1;
}
