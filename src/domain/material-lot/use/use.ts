// The fold of what was taken and returned, and the rules that a draw may break.
import type { AnyEvent, EventOf } from "../../kernel/event-type.ts";
import type { Fact } from "../../kernel/exception/fact.ts";
import type { Recorded } from "../../kernel/metadata.ts";
import { compare, negate, type Quantity } from "../../kernel/quantity.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import type { DrawFlag } from "../../kernel/shape/charge.ts";
import type { Draw, Lot, SentOut } from "../lot.ts";
import {
  isThereSince,
  stockAt,
  stockNow,
  stocksSince,
  told,
  type When,
  whenNext,
} from "../on-hand.ts";
import { aged } from "../quality/quality.ts";
import { holdsOn } from "../status/status.ts";
import { type Happening, partsOf, type Stock, taking } from "../stock.ts";
import type { MaterialDrawn, MaterialReturned, MaterialSampled, useEvents } from "./events.ts";
import { factOfDraw } from "./exception.ts";

export function evolveUse(
  lot: Lot,
  event: EventOf<(typeof useEvents)[number]>,
  { id: eventId, metadata }: Recorded<AnyEvent>,
): Lot {
  const { occurredAt } = metadata;
  const took = (taken: Taken) => happened(lot, [less(taken)], occurredAt);
  switch (event.type) {
    case "MaterialDrawn": {
      const when = whenNext(lot.onHand, occurredAt);
      const draw = drawOf(event.data, factOfDraw({ id: eventId, event, metadata }), when);
      return { ...took(event.data), draws: lot.draws.with(eventId, draw) };
    }
    case "MaterialReturned":
      return returned(lot, event.data, occurredAt);
    case "MaterialDrawCorrected":
      return corrected(lot, event.data.correctsEventId, event.data.quantity);
    case "MaterialSampled":
      return sampled(lot, event.data, occurredAt);
    case "MaterialScrapped":
      return took(event.data);
    case "MaterialReturnedToSupplier": {
      const { containerIds, supplier, quantity } = event.data;
      const left = happened(lot, [taking(quantity, containerIds)], occurredAt);
      return withSentOut(left, eventId, { to: supplier, quantity });
    }
    case "MaterialLotDestroyed": {
      const { quantity } = event.data;
      return happened(lot, [{ kind: "destroyed", quantity }], occurredAt);
    }
    case "MaterialLotSplit": {
      const parts = event.data.into.flatMap(partsOf);
      const left = parts.map((one) => taking(one.quantity, one.containerIds));
      return {
        ...happened(lot, left, occurredAt),
        splits: new Map(lot.splits).set(eventId, event.data.into),
        plansAtSplit: new Map([
          ...lot.plansAtSplit,
          ...event.data.into.map(({ materialLotId }) => [materialLotId, lot.plans.length] as const),
        ]),
      };
    }
    default:
      return event satisfies never;
  }
}

interface Taken {
  readonly quantity?: Quantity | undefined;
  readonly containerId?: string | undefined;
}

const happened = (lot: Lot, all: readonly Happening[], occurredAt: string): Lot => ({
  ...lot,
  onHand: all.reduce(
    (onHand, what) => told(onHand, whenNext(onHand, occurredAt), what),
    lot.onHand,
  ),
});

const less = ({ quantity, containerId }: Taken): Happening => ({
  kind: "changed",
  delta: quantity && negate(quantity),
  containerId,
});

/**
 * Out of each container what came out of it; a sample of its own is known to the lot from now on.
 */
function sampled(lot: Lot, data: EventOf<typeof MaterialSampled>["data"], occurredAt: string): Lot {
  const { sample } = data;
  const parts = sample?.parts ?? [];
  const left = happened(lot, (parts.length > 0 ? parts : [data]).map(less), occurredAt);
  if (!sample) return left;
  return { ...left, samples: new Map(lot.samples).set(sample.sampleId, { ...data, sample }) };
}

const withSentOut = (lot: Lot, eventId: string, sent: SentOut): Lot => ({
  ...lot,
  sentOut: new Map(lot.sentOut).set(eventId, sent),
});

const drawOf = (
  data: EventOf<typeof MaterialDrawn>["data"],
  fact: Fact | undefined,
  when: When,
): Draw => ({
  when,
  quantity: data.quantity,
  containerId: data.containerId,
  batchId: data.batchId,
  intoMaterialLotId: data.intoMaterialLotId,
  charge: data.charge,
  observed: data.observed,
  flags: data.flags,
  fact,
  returned: [],
  notConsumed: undefined,
});

function returned(
  lot: Lot,
  data: EventOf<typeof MaterialReturned>["data"],
  occurredAt: string,
): Lot {
  const draw = lot.draws.get(data.drawnEventId);
  if (!draw) return lot;
  const next = { ...draw, returned: [...draw.returned, data.quantity] };
  if (data.reason === "notConsumed") {
    const unnamed = { code: "NOT_CONSUMED", message: "The batch did not take it." };
    const undone = { ...next, notConsumed: data.refusal ?? unnamed };
    // What the batch never took had not left.
    const onHand = told(lot.onHand, draw.when, undefined);
    return { ...lot, onHand, draws: lot.draws.with(data.drawnEventId, undone) };
  }
  // What never left says nothing of where more came from.
  const containerId = data.containerId ?? (draw.notConsumed ? undefined : draw.containerId);
  const more = { kind: "changed", delta: data.quantity, containerId } as const;
  return { ...happened(lot, [more], occurredAt), draws: lot.draws.with(data.drawnEventId, next) };
}

function corrected(lot: Lot, drawnEventId: string, quantity: Quantity): Lot {
  const draw = lot.draws.get(drawnEventId);
  if (!draw) return lot;
  const draws = lot.draws.with(drawnEventId, { ...draw, quantity });
  if (draw.notConsumed) return { ...lot, draws };
  return { ...lot, draws, onHand: told(lot.onHand, draw.when, less({ ...draw, quantity })) };
}

/** What was not there when it was taken, whatever for. */
export const absences = (lot: Lot, wanted: Taken, occurredAt: string): readonly DrawFlag[] =>
  absencesIn(stockAt(lot.onHand, occurredAt), wanted);

/**
 * What is not there cannot be taken: neither by an act that is told late, where others have taken
 * it since. What was only found missing since was there to be taken.
 */
export const absencesSince = (lot: Lot, wanted: Taken, occurredAt: string): readonly DrawFlag[] => [
  ...new Set(
    stocksSince(lot.onHand, occurredAt, wanted.containerId).flatMap((stock) =>
      absencesIn(stock, wanted),
    ),
  ),
];

/** Whole containers go that are there, and that nothing says were there later still. */
export function refuseLeaving(
  { onHand }: Lot,
  containerIds: readonly string[],
  occurredAt: string,
): Refusal | undefined {
  const then = stockAt(onHand, occurredAt);
  for (const containerId of containerIds) {
    if (
      !then.containerIds.includes(containerId) ||
      !stockNow(onHand).containerIds.includes(containerId)
    ) {
      const message = `The lot has no container ${containerId} that could have gone.`;
      return refuse("CONTAINER_UNKNOWN", message, { containerId });
    }
    if (!isThereSince(onHand, occurredAt, containerId)) continue;
    const message = `Container ${containerId} was drawn from, or counted, after that time.`;
    return refuse("CONTAINER_UNKNOWN", message, { containerId });
  }
  return undefined;
}

function absencesIn(stock: Stock, { containerId, quantity }: Taken): readonly DrawFlag[] {
  const isNamed = containerId !== undefined;
  const known = !isNamed || stock.containerIds.includes(containerId);
  const available = isNamed && known ? stock.inside.get(containerId) : stock.total;
  return [
    ...(stock.isDestroyed ? (["LOT_EMPTY"] as const) : []),
    ...(known ? [] : (["CONTAINER_UNKNOWN"] as const)),
    ...(stock.isDestroyed ? [] : shortage(available, quantity)),
  ];
}

function shortage(
  available: Quantity | undefined,
  quantity: Quantity | undefined,
): readonly DrawFlag[] {
  if (!available) return [];
  if (!quantity) return compare(available, { ...available, value: "0" }) === 1 ? [] : ["LOT_EMPTY"];
  const order = compare(available, quantity);
  if (typeof order !== "number") return ["UNIT_NOT_CONVERTIBLE"];
  return order < 0 ? ["QUANTITY_NOT_AVAILABLE"] : [];
}

/** What stands against using it in a batch on this date, which is the site's. */
export function objections(
  lot: Lot,
  containerId: string | undefined,
  date: string,
): readonly DrawFlag[] {
  return [
    ...statusFlags(lot),
    ...(holdsOn(lot, containerId).length > 0 ? (["LOT_ON_HOLD"] as const) : []),
    ...aged(lot, containerId, date),
  ];
}

/** Nothing is used, nor leaves, before it has been released (21 CFR 211.110(c), 211.142). */
export function statusFlags({ qualityStatus }: Pick<Lot, "qualityStatus">): readonly DrawFlag[] {
  switch (qualityStatus) {
    case "released":
    case "conditional":
    case "useAtRisk":
      return [];
    case "rejected":
      return ["MATERIAL_REJECTED"];
    case "quarantine":
    case "unstated":
    case "rework":
      return ["MATERIAL_NOT_RELEASED"];
    // What was taken back nobody lets in all the same: it is decided on anew.
    case "suspended":
      return ["MATERIAL_SUSPENDED"];
    default:
      return qualityStatus satisfies never;
  }
}
