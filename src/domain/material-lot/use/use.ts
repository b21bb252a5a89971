// The fold of what was taken and returned, and the rules that a draw may break.
import type { AnyEvent, EventOf } from "../../kernel/event-type.ts";
import type { Fact } from "../../kernel/exception/fact.ts";
import type { Recorded } from "../../kernel/metadata.ts";
import { add, compare, negate, type Quantity } from "../../kernel/quantity.ts";
import type { DrawFlag } from "../../kernel/shape/charge.ts";
import type { Draw, Lot, SentOut } from "../lot.ts";
import { changedBy, type OnHand, takenFrom, type When, whenNext, without } from "../on-hand.ts";
import { aged } from "../quality/quality.ts";
import { holdsOn } from "../status/status.ts";
import type {
  MaterialDrawn,
  MaterialReturned,
  MaterialSampled,
  Part,
  useEvents,
} from "./events.ts";
import { factOfDraw } from "./exception.ts";

export function evolveUse(
  lot: Lot,
  event: EventOf<(typeof useEvents)[number]>,
  { id: eventId, metadata }: Recorded<AnyEvent>,
): Lot {
  const when = whenNext(lot.onHand, metadata.occurredAt);
  switch (event.type) {
    case "MaterialDrawn": {
      const draw = drawOf(event.data, factOfDraw({ id: eventId, event, metadata }), when);
      return { ...took(lot, event.data, when), draws: lot.draws.with(eventId, draw) };
    }
    case "MaterialReturned":
      return returned(lot, event.data, when);
    case "MaterialDrawCorrected":
      return corrected(lot, event.data.correctsEventId, event.data.quantity);
    case "MaterialSampled":
      return sampled(lot, event.data, when);
    case "MaterialScrapped":
      return took(lot, event.data, when);
    case "MaterialReturnedToSupplier": {
      const { containerIds, supplier, quantity } = event.data;
      const isWhole = containerIds.length > 0;
      const less = isWhole ? leftWhole(lot, event.data, when) : took(lot, event.data, when);
      return withSentOut(less, eventId, { to: supplier, quantity });
    }
    case "MaterialLotDestroyed":
      return lot;
    case "MaterialLotSplit":
      return {
        ...event.data.into.reduce((left, part) => splitOff(left, part, when), lot),
        splits: new Map(lot.splits).set(eventId, event.data.into),
        plansAtSplit: new Map([
          ...lot.plansAtSplit,
          ...event.data.into.map(({ materialLotId }) => [materialLotId, lot.plans.length] as const),
        ]),
      };
    default:
      return event satisfies never;
  }
}

interface Taken {
  readonly quantity?: Quantity;
  readonly containerId?: string;
}

const took = (lot: Lot, { quantity, containerId }: Taken, when: When): Lot => ({
  ...lot,
  onHand: takenFrom(lot.onHand, quantity, containerId, when),
});

/**
 * Out of each container what came out of it; a sample of its own is known to the lot from now on.
 */
function sampled(lot: Lot, data: EventOf<typeof MaterialSampled>["data"], when: When): Lot {
  const { sample } = data;
  const parts = sample?.parts ?? [];
  const left = (parts.length > 0 ? parts : [data]).reduce((all, one) => took(all, one, when), lot);
  if (!sample) return left;
  return { ...left, samples: new Map(lot.samples).set(sample.sampleId, { ...data, sample }) };
}

const withSentOut = (lot: Lot, eventId: string, sent: SentOut): Lot => ({
  ...lot,
  sentOut: new Map(lot.sentOut).set(eventId, sent),
});

/** Whole containers take what they hold with them. */
function leftWhole(
  lot: Lot,
  { quantity, containerIds }: { readonly quantity?: Quantity; readonly containerIds: string[] },
  when: When,
): Lot {
  return { ...lot, onHand: goneWith(lot.onHand, quantity, containerIds, when) };
}

/** The other containers keep what they hold. */
function goneWith(
  onHand: OnHand,
  quantity: Quantity | undefined,
  containerIds: readonly string[],
  when: When,
): OnHand {
  const { containers } = without(onHand, containerIds);
  return { ...takenFrom(onHand, quantity, undefined, when), containers };
}

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

function returned(lot: Lot, data: EventOf<typeof MaterialReturned>["data"], now: When): Lot {
  const draw = lot.draws.get(data.drawnEventId);
  if (!draw) return lot;
  // What the batch never took had not left: a count in between had found it there.
  const when = data.reason === "notConsumed" ? draw.when : now;
  const containerId = data.containerId ?? draw.containerId;
  const onHand = changedBy(lot.onHand, data.quantity, containerId, when);
  const unnamed = { code: "NOT_CONSUMED", message: "The batch did not take it." };
  const next = {
    ...draw,
    returned: [...draw.returned, data.quantity],
    notConsumed: data.reason === "notConsumed" ? (data.refusal ?? unnamed) : draw.notConsumed,
  };
  return { ...lot, onHand, draws: lot.draws.with(data.drawnEventId, next) };
}

function corrected(lot: Lot, drawnEventId: string, quantity: Quantity): Lot {
  const draw = lot.draws.get(drawnEventId);
  if (!draw) return lot;
  const more = draw.quantity && add(draw.quantity, negate(quantity));
  const known = more && !("refused" in more) ? more : undefined;
  const onHand = changedBy(lot.onHand, known, draw.containerId, draw.when);
  return { ...lot, onHand, draws: lot.draws.with(drawnEventId, { ...draw, quantity }) };
}

/**
 * Whole containers take what they hold with them; beside them, the part comes out of the lot as a
 * whole.
 */
function splitOff(lot: Lot, { quantity, containers }: Part, when: When): Lot {
  if (containers.length === 0) {
    return { ...lot, onHand: takenFrom(lot.onHand, quantity, undefined, when) };
  }
  const ids = containers.map(({ containerId }) => containerId);
  return { ...lot, onHand: goneWith(lot.onHand, quantity, ids, when) };
}

/** What is not there cannot be taken, whatever for. */
export function absences(lot: Lot & { status: string }, wanted: Taken): readonly DrawFlag[] {
  const { containerId, quantity } = wanted;
  const { containers, total } = lot.onHand;
  const known = containerId === undefined || containers.has(containerId);
  const available = containerId === undefined || !known ? total : containers.get(containerId);
  return [
    ...(lot.status === "destroyed" ? (["LOT_EMPTY"] as const) : []),
    ...(known ? [] : (["CONTAINER_UNKNOWN"] as const)),
    ...shortage(available, quantity),
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
