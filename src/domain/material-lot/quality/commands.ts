// Planning the samples, dating, opening a container. What the specification says comes in with the
// command: the processes that know it give these.

import { refuseWithoutReason } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../material-lot.ts";
import { stockNow } from "../on-hand.ts";
import { ContainerOpened, SamplingPlanned, ShelfLifeDated } from "./events.ts";

/** Once for a release: to plan again would be to draw until the containers please. */
export const planSamples = command(
  "PlanSamples",
  "system",
  SamplingPlanned.data.omit({ planNumber: true, seed: true }),
  (data, lot, context) => {
    if (lot.status === "unknown") return unknown;
    if (lot.status === "destroyed") return refuse("LOT_EMPTY", "The lot has been destroyed.");
    const first = data.purpose === "release";
    if (first && lot.plans.some(({ purpose }) => purpose === "release")) {
      return refuse("STATUS_BLOCKS_USE", "The samples for its release have been picked.");
    }
    const planNumber = lot.plans.length + 1;
    const planned = { ...data, planNumber, seed: seedOf(lot, planNumber) };
    const refused = first ? undefined : refuseWithoutReason(context);
    return refused ?? [{ type: "SamplingPlanned", data: planned }];
  },
);

/**
 * Not of the caller's choosing: of the event by which the lot came, and of how many plans there
 * are.
 */
export const seedOf = (lot: { readonly originEventId: string }, planNumber: number): string =>
  `${lot.originEventId} ${planNumber}`;

export const dateShelfLife = command(
  "DateShelfLife",
  "system",
  ShelfLifeDated.data,
  (data, lot, context) => {
    if (lot.status === "unknown") return unknown;
    const before = { expiresOn: lot.expiresOn ?? null, retestOn: lot.retestOn ?? null };
    const event = { type: "ShelfLifeDated", data, before } as const;
    return (data.because === "retest" ? refuseWithoutReason(context) : undefined) ?? [event];
  },
);

export const openContainer = command(
  "OpenContainer",
  "handleMaterial",
  ContainerOpened.data.omit({ on: true }),
  (data, lot, { date }) => {
    if (lot.status === "unknown") return unknown;
    if (!stockNow(lot.onHand).containerIds.includes(data.containerId)) {
      return refuse("CONTAINER_UNKNOWN", "The lot has no such container.");
    }
    // Opened is opened: a later day does not begin anew.
    if (lot.openings.has(data.containerId)) return [];
    return [{ type: "ContainerOpened", data: { ...data, on: date } }];
  },
);

const unknown = refuse("NOT_FOUND", "There is no lot under this id.");
