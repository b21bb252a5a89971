// Shipping: a shipment or a unit with anything on hold in it does not leave. One that has left is
// recorded, and flagged.
import type { HoldRegisterState } from "../../domain/hold-register/hold-register.ts";
import type { Command, Decision, Read, ReadStates } from "../../domain/kernel/decider.ts";
import type { AnyEvent, EventOf } from "../../domain/kernel/event-type.ts";
import { compare, sumOf } from "../../domain/kernel/quantity.ts";
import type { Refusal } from "../../domain/kernel/refusal.ts";
import { shipLogisticUnit } from "../../domain/logistic-unit/commands.ts";
import {
  type LogisticUnitState,
  linesIn,
  logisticUnit,
} from "../../domain/logistic-unit/logistic-unit.ts";
import { type MaterialLotState, materialLot } from "../../domain/material-lot/material-lot.ts";
import {
  dispatchShipment,
  prepareShipment,
  recordDispatch as record,
} from "../../domain/shipment/commands.ts";
import type { Line, ShipmentDispatched } from "../../domain/shipment/events.ts";
import type { ShipmentState } from "../../domain/shipment/shipment.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "./looking-at.ts";
import { lotOf, readMore, refuseHeld, registerOf, untilAllRead } from "./standing.ts";

interface Goods {
  readonly lots: readonly string[];
  readonly units: readonly string[];
}

type Reads = Readonly<
  Record<string, Read<unknown, MaterialLotState | LogisticUnitState | HoldRegisterState>>
>;
type Also = ReadStates<Reads>;
type Give = (handler: Handler, call: Call, session: Session) => Promise<Answer>;

function leaving<State, Data, Event extends AnyEvent>(
  base: Command<State, Data, Event>,
  goodsOf: (data: Data, state: State) => Goods,
  held: (decided: readonly Event[], refusal: Refusal) => Decision<Event>,
): Give {
  const onFolds = (reads: Reads) =>
    lookingAt(base, reads, (decided, { data, state, also }) => {
      // It has happened already.
      if (decided.length === 0) return decided;
      const goods = goodsOf(data, state);
      const refusal = refuseGoods(goods, also);
      const whole = decided.map((event) => withPacked(event, goods, also));
      if (!refusal) return whole;
      return refusal === readMore ? refusal : held(whole, refusal);
    });
  return (handler, call, session) =>
    untilAllRead(async () => {
      const asked = base.data.safeParse(call.data);
      if (!asked.success) return handler.execute(base, call, session);
      const { state } = await handler.load(base.aggregate, call.id);
      const reads = await readsOf(handler, goodsOf(asked.data, state), session.site);
      return handler.execute(onFolds(reads), call, session);
    });
}

async function readsOf(handler: Handler, { lots, units }: Goods, site: string): Promise<Reads> {
  const inUnits = units.map(async (id) => contentsOf((await handler.load(logisticUnit, id)).state));
  const all = new Set([...lots, ...(await Promise.all(inUnits)).flat()]);
  return {
    register: registerOf(site),
    ...Object.fromEntries([...all].map((id) => [`lot ${id}`, lotOf(id)])),
    ...Object.fromEntries(
      units.map((id) => [`unit ${id}`, { aggregate: logisticUnit, id: () => id }]),
    ),
  };
}

/**
 * What left is read from the event alone. Lines of a lot that are less than what is packed of it
 * can only be what goes loose: then what is in the units is a line too.
 */
function withPacked<Event extends AnyEvent>(event: Event, { units }: Goods, also: Also): Event {
  if (!isDispatch(event)) return event;
  const { lines } = event.data;
  const packed = units.flatMap((id) => linesIn(unitIn(also, id)));
  const of = (all: readonly Line[], lot: string) =>
    sumOf(all.flatMap(({ materialLotId, quantity }) => (materialLotId === lot ? quantity : [])));
  const more = [...new Set(packed.map(({ materialLotId }) => materialLotId))].filter((lot) => {
    const [line, inside] = [of(lines, lot), of(packed, lot)];
    const order = line && inside && compare(line, inside);
    return order !== 0 && order !== 1;
  });
  if (more.length === 0) return event;
  const others = packed.filter(({ materialLotId }) => more.includes(materialLotId));
  return { ...event, data: { ...event.data, lines: [...lines, ...others] } };
}

const isDispatch = (event: AnyEvent): event is EventOf<typeof ShipmentDispatched> =>
  event.type === "ShipmentDispatched";

/** Held goods, or what has come into a unit since it was looked at. */
function refuseGoods({ lots, units }: Goods, also: Also): Refusal | undefined {
  const { register } = also;
  if (register?.status !== "register") return readMore;
  const inUnits = units.flatMap((id) => contentsOf(unitIn(also, id)));
  for (const id of new Set([...lots, ...inUnits])) {
    const lot = lotIn(also, id);
    if (!lot) return readMore;
    const refused = refuseHeld(register, id, lot);
    if (refused) return refused;
  }
  return undefined;
}

function lotIn(also: Also, id: string): MaterialLotState | undefined {
  const lot = also[`lot ${id}`];
  if (lot?.status === "unknown") return materialLot.initial;
  return lot?.status === "kept" || lot?.status === "destroyed" ? lot : undefined;
}

function unitIn(also: Also, id: string): LogisticUnitState {
  const unit = also[`unit ${id}`];
  return unit && "contents" in unit ? unit : logisticUnit.initial;
}

const contentsOf = (unit: LogisticUnitState): readonly string[] =>
  linesIn(unit).map(({ materialLotId }) => materialLotId);

const goodsIn = (state: ShipmentState): Goods =>
  state.status === "unknown" ? { lots: [], units: [] } : contents(state.prepared);

const contents = ({ lines, logisticUnitIds }: Contents): Goods => ({
  lots: lines.map(({ materialLotId }) => materialLotId),
  units: logisticUnitIds,
});
type Contents = Pick<
  Extract<ShipmentState, { status: "prepared" }>["prepared"],
  "lines" | "logisticUnitIds"
>;

const stays = <Event>(_: readonly Event[], refusal: Refusal): Decision<Event> => refusal;

export const prepare: Give = leaving(prepareShipment, (data) => contents(data), stays);

export const dispatch: Give = leaving(dispatchShipment, (_, state) => goodsIn(state), stays);

export const recordDispatch: Give = leaving(
  record,
  (_, state) => goodsIn(state),
  (decided) =>
    decided.map((event) =>
      event.type === "ShipmentDispatched"
        ? { ...event, data: { ...event.data, flags: ["LOT_ON_HOLD"] } }
        : event,
    ),
);

export const shipUnit: Give = leaving(
  shipLogisticUnit,
  (_, unit) => ({ lots: contentsOf(unit), units: [] }),
  stays,
);
