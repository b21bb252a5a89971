// Placing and lifting holds on what is not yet made.
import { z } from "zod";
import { type Context, commandsOf, type Decision } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { isOfOthers, isSameHold, refuseForRecall, refusePlacing } from "../kernel/shape/hold.ts";
import { type holdRegisterEvents, PredicateHoldLifted, PredicateHoldPlaced } from "./events.ts";
import { type HoldRegisterState, holdRegister } from "./hold-register.ts";

const command = commandsOf(holdRegister);

type Event = EventOf<(typeof holdRegisterEvents)[number]>;
const Place = PredicateHoldPlaced.data;
type Place = z.output<typeof Place>;
const Lift = z.strictObject({ holdId: PredicateHoldLifted.data.shape.holdId });
type Lift = z.output<typeof Lift>;

export const placePredicateHold = command(
  "PlacePredicateHold",
  "placeHold",
  Place,
  (data, register) =>
    refusePlacing(data, register.holds.get(data.holdId)) ?? placed(data, register),
);

/** By the recall that it belongs to. */
export const placeRecallPredicateHold = command(
  "PlaceRecallPredicateHold",
  "system",
  Place,
  (data, register) => placed(data, register),
);

export const liftPredicateHold = command(
  "LiftPredicateHold",
  "liftHold",
  Lift,
  (data, register, context) =>
    refuseForRecall(register.holds.get(data.holdId)) ?? lifted(data, register, context),
);

export const liftRecallPredicateHold = command(
  "LiftRecallPredicateHold",
  "system",
  Lift,
  (data, register, context) =>
    isOfOthers(register.holds.get(data.holdId)) ? [] : lifted(data, register, context),
);

/** Only what the hold is not on yet. */
function placed({ predicates, ...hold }: Place, register: HoldRegisterState): Decision<Event> {
  const standing = register.holds.get(hold.holdId);
  const former = standing && isSameHold(hold, standing) ? standing.predicates : [];
  const more = predicates.filter((one) => !former.some((other) => sameContent(one, other)));
  if (more.length === 0) return [];
  return [{ type: "PredicateHoldPlaced", data: { ...hold, predicates: more } }];
}

function lifted({ holdId }: Lift, register: HoldRegisterState, context: Context): Decision<Event> {
  const hold = register.holds.get(holdId);
  // It has been lifted already, or it was never placed: either way it does not stand.
  if (!hold) return [];
  const data = { holdId, code: hold.code };
  return refuseWithoutReason(context) ?? [{ type: "PredicateHoldLifted", data }];
}
