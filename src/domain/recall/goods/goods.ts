// The fold of what came back and what became of it, and what is still to be accounted for.
import type { EventOf } from "../../kernel/event-type.ts";
import { add, compare, negate, type Quantity, sign, sumOf } from "../../kernel/quantity.ts";
import type { ConsigneePart } from "../consignee/consignee.ts";
import { isIn, type ScopePart, type Shipped } from "../scope/scope.ts";
import type { goodsEvents, Line, RecallGoodsDisposed, RecallGoodsRecovered } from "./events.ts";

type Recovered = Counted<EventOf<typeof RecallGoodsRecovered>["data"]>;
type Disposed = Counted<EventOf<typeof RecallGoodsDisposed>["data"]>;
/** With no line where all of it was corrected away. */
type Counted<Data> = Omit<Data, "lines"> & { readonly lines: readonly Line[] };

export interface GoodsPart {
  /** By recovery number, as corrected. */
  readonly recovered: ReadonlyMap<string, Recovered>;
  /** By certificate, as corrected. */
  readonly disposed: ReadonlyMap<string, Disposed>;
}

export const noGoods: GoodsPart = { recovered: new Map(), disposed: new Map() };

export function evolveGoods(
  part: GoodsPart,
  event: EventOf<(typeof goodsEvents)[number]>,
): GoodsPart {
  switch (event.type) {
    case "RecallGoodsRecovered": {
      const { data } = event;
      return { ...part, recovered: new Map(part.recovered).set(data.recoveryNumber, data) };
    }
    case "RecallGoodsDisposed": {
      const { data } = event;
      return { ...part, disposed: new Map(part.disposed).set(data.certificate, data) };
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
  part: ReadonlyMap<string, Data>,
  number: string,
  lines: readonly Line[],
): ReadonlyMap<string, Data> {
  const former = part.get(number);
  return former ? new Map(part).set(number, { ...former, lines }) : part;
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

/** Each lot of the scope that was shipped, by lot id. */
export function accountsOf({ scope, consignees, goods }: Accounting): readonly Account[] {
  const shipped = totals([...scope.shipments.values()].flatMap(({ lines }) => lines));
  const recovered = totals([...goods.recovered.values()].flatMap(({ lines }) => lines));
  const replies = [...consignees.values()].flatMap(({ reply }) => reply?.lines ?? []);
  const gone = totals(replies.filter(({ as }) => as === "usedUp" || as === "destroyed"));
  const beyond = totals(beyondReach(consignees, [...scope.shipments.values()], goods));
  const disposed = totals([...goods.disposed.values()].flatMap(({ lines }) => lines));
  const lots = [...new Set([...shipped.keys(), ...recovered.keys()])].sort();
  return lots
    .filter((id) => isIn(scope.lots, id))
    .map((materialLotId) => {
      const of = (sums: Totals) => sums.get(materialLotId);
      const found = plus(plus(of(recovered), of(gone)), of(beyond));
      return {
        materialLotId,
        shipped: of(shipped),
        recovered: of(recovered),
        gone: of(gone),
        beyondReach: of(beyond),
        disposed: of(disposed),
        isAccounted: covers(found, shipped, materialLotId),
        isDisposed: covers(of(disposed), recovered, materialLotId),
      };
    });
}

/** What somebody who does not respond was sent and did not send back, or what was passed on. */
function beyondReach(
  consignees: ConsigneePart,
  shipments: readonly Shipped[],
  goods: GoodsPart,
): readonly Amount[] {
  const silent = [...consignees.values()].filter(({ givenUp }) => givenUp);
  const through = new Set(silent.map(({ ofConsigneeId }) => ofConsigneeId));
  const passedOn = [...consignees.values()].flatMap(({ consigneeNumber, reply }) =>
    through.has(consigneeNumber) ? (reply?.lines ?? []).filter(({ as }) => as === "passedOn") : [],
  );
  const direct = silent.flatMap(({ consigneeNumber }) => {
    const own = shipments.filter((one) => one.consigneeNumber === consigneeNumber);
    const ids = new Set(own.map(({ shipmentId }) => shipmentId));
    const back = [...goods.recovered.values()].filter(
      (one) =>
        one.consigneeNumber === consigneeNumber ||
        (one.shipmentId !== undefined && ids.has(one.shipmentId)),
    );
    return kept(totals(own.flatMap(linesOf)), totals(back.flatMap(linesOf)));
  });
  return [...direct, ...passedOn];
}

const linesOf = ({ lines }: { readonly lines: readonly Line[] }) => lines;

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
  readonly quantity: Quantity | undefined;
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

function added(left: Quantity, right: Quantity): Quantity | undefined {
  const sum = add(left, right);
  return "refused" in sum ? undefined : sum;
}

const plus = (left: Quantity | undefined, right: Quantity | undefined): Quantity | undefined =>
  left && right ? added(left, right) : (left ?? right);

/** Whether so much is no less than the total; nothing covers what does not add up. */
function covers(quantity: Quantity | undefined, of: Totals, materialLotId: string): boolean {
  if (!of.has(materialLotId)) return true;
  const total = of.get(materialLotId);
  const order = total && quantity && compare(quantity, total);
  return order === 0 || order === 1;
}
