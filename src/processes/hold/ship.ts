// Shipping: a shipment or a unit with anything in it that is on hold, past its date or not released
// does not leave. One that has left is recorded, and flagged.
import type { HoldRegisterState } from "../../domain/hold-register/hold-register.ts";
import { type Scope, unknownScope } from "../../domain/kernel/access/standing.ts";
import type { Command, Decision, Read, ReadStates } from "../../domain/kernel/decider.ts";
import type { AnyEvent, EventOf } from "../../domain/kernel/event-type.ts";
import { compare, sumOf } from "../../domain/kernel/quantity.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { shipLogisticUnit } from "../../domain/logistic-unit/commands.ts";
import {
  type LogisticUnitState,
  linesIn,
  logisticUnit,
} from "../../domain/logistic-unit/logistic-unit.ts";
import {
  type MaterialLotState,
  materialLot,
  scopeOfLot,
} from "../../domain/material-lot/material-lot.ts";
import { marketsOf } from "../../domain/material-lot/status/status.ts";
import { statusFlags } from "../../domain/material-lot/use/use.ts";
import { type PartyState, party } from "../../domain/party/party.ts";
import {
  dispatchShipment,
  prepareShipment,
  recordDispatch as record,
} from "../../domain/shipment/commands.ts";
import { type Line, type ShipmentDispatched, ShipmentFlag } from "../../domain/shipment/events.ts";
import { type ShipmentState, shipment } from "../../domain/shipment/shipment.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "./looking-at.ts";
import { lotOf, readMore, refuseAged, refuseHeld, registerOf, untilAllRead } from "./standing.ts";

const lotPrefix = "lot ";

interface Goods {
  readonly lots: readonly string[];
  readonly units: readonly string[];
  /** It leaves, and is not only put on paper: nothing of it is in quarantine, unless agreed. */
  readonly leaves?: true;
  readonly agreement?: string | undefined;
  /** By whom the goods are asked for, and whether they go elsewhere than to that country. */
  readonly to?: Pick<Prepared, "customerPartyId" | "consignee">;
  /** The unit must be on the papers of this shipment. */
  readonly listed?: { readonly shipmentId: string; readonly unitId: string };
}

type Prepared = Extract<ShipmentState, { status: "prepared" }>["prepared"];

type Reads = Readonly<
  Record<
    string,
    Read<
      unknown,
      MaterialLotState | LogisticUnitState | HoldRegisterState | ShipmentState | PartyState
    >
  >
>;
type Also = ReadStates<Reads>;
type Give = (handler: Handler, call: Call, session: Session) => Promise<Answer>;

function leaving<State, Data, Event extends AnyEvent>(
  base: Command<State, Data, Event>,
  goodsOf: (data: Data, state: State, id: string) => Goods,
  held: (decided: readonly Event[], refusal: Refusal) => Decision<Event>,
): Give {
  const onFolds = (reads: Reads) =>
    lookingAt(
      base,
      reads,
      (decided, { data, state, also, context }) => {
        // It has happened already.
        if (decided.length === 0) return decided;
        const goods = goodsOf(data, state, context.id);
        const refusal = refuseGoods(goods, also, context.judgedOn);
        const whole = decided.map((event) => withPacked(event, goods, also));
        if (!refusal) return whole;
        return refusal === readMore ? refusal : held(whole, refusal);
      },
      (_, also) => ofGoods(also),
    );
  return (handler, call, session) =>
    untilAllRead(async () => {
      const asked = base.data.safeParse(call.data);
      if (!asked.success) return handler.execute(base, call, session);
      const { state } = await handler.load(base.aggregate, call.id);
      const reads = await readsOf(handler, goodsOf(asked.data, state, call.id), session.site);
      return handler.execute(onFolds(reads), call, session);
    });
}

/** Whoever ships for one client ships nothing of another's, and nothing that is nobody's. */
function ofGoods(also: Also): readonly Scope[] {
  const scopes = Object.keys(also).flatMap((name) => {
    const lot = name.startsWith(lotPrefix) ? lotIn(also, name.slice(lotPrefix.length)) : undefined;
    return lot ? [scopeOfLot(lot)] : [];
  });
  return scopes.length > 0 ? scopes : [unknownScope];
}

async function readsOf(
  handler: Handler,
  { lots, units, listed, to }: Goods,
  site: string,
): Promise<Reads> {
  const papers = listed && (await handler.load(shipment, listed.shipmentId)).state;
  const customerPartyId = (to ?? preparedOn(papers))?.customerPartyId;
  const inUnits = units.map(async (id) => contentsOf((await handler.load(logisticUnit, id)).state));
  const all = new Set([...lots, ...(await Promise.all(inUnits)).flat()]);
  return {
    register: registerOf(site),
    ...Object.fromEntries([...all].map((id) => [lotPrefix + id, lotOf(id)])),
    ...Object.fromEntries(
      units.map((id) => [`unit ${id}`, { aggregate: logisticUnit, id: () => id }]),
    ),
    ...(listed && { shipment: { aggregate: shipment, id: () => listed.shipmentId } }),
    ...(customerPartyId !== undefined && {
      customer: { aggregate: party, id: () => customerPartyId },
    }),
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

/** Held goods, those past their date, or what has come into a unit since it was looked at. */
function refuseGoods(
  { lots, units, listed, leaves, agreement, to }: Goods,
  also: Also,
  date: string,
): Refusal | undefined {
  const { register } = also;
  if (register?.status !== "register") return readMore;
  const unlisted = listed && refuseUnlisted(listed.unitId, also.shipment);
  if (unlisted) return unlisted;
  const agreed = agreement ?? preparedOn(also.shipment)?.quarantineAgreement;
  const market = marketOf(to ?? preparedOn(also.shipment), also.customer);
  const inUnits = units.flatMap((id) => contentsOf(unitIn(also, id)));
  for (const id of new Set([...lots, ...inUnits])) {
    const lot = lotIn(also, id);
    if (!lot) return readMore;
    const refused =
      refuseHeld(register, id, lot) ??
      refuseAged(lot, date) ??
      refuseMarket(lot, market) ??
      (leaves ? refuseUnreleased(lot, agreed !== undefined) : undefined);
    if (refused) return refused;
  }
  return undefined;
}

/** By an agreement leaves what is in quarantine, not what was judged to be bad. */
function refuseUnreleased(lot: MaterialLotState, isAgreed: boolean): Refusal | undefined {
  if (lot.status === "unknown") return undefined;
  const { qualityStatus, material } = lot;
  // At risk it is used here, in what waits for its release.
  const [flag] = qualityStatus === "useAtRisk" ? [notReleased] : statusFlags(lot);
  if (!flag) return undefined;
  if (isAgreed && qualityStatus === "quarantine") return undefined;
  return refuse(flag, `${material.name} is not released for it.`, { qualityStatus });
}

const notReleased = "MATERIAL_NOT_RELEASED" as const;

/** The papers that the unit leaves with. */
const preparedOn = (on: Also[string] | undefined): Prepared | undefined =>
  on && "prepared" in on ? on.prepared : undefined;

/** Where they say the goods go; else the customer's country. Undefined: nobody knows. */
const marketOf = (papers: Goods["to"], customer: Also[string] | undefined): string | undefined =>
  papers?.consignee.market ??
  (customer?.status === "registered" ? customer.registered.country : undefined);

/** What is released for some markets goes to those, and nowhere that is not known to be one. */
function refuseMarket(lot: MaterialLotState, market: string | undefined): Refusal | undefined {
  if (lot.status === "unknown") return undefined;
  const { material } = lot;
  const markets = marketsOf(lot);
  if (!markets) return undefined;
  const isOne = (one: string) => one.toLowerCase() === market?.toLowerCase();
  if (markets.some(isOne)) return undefined;
  const to = market ?? "a market that is not stated";
  const message = `${material.name} is released for ${markets.join(", ")}, and not for ${to}.`;
  const attempted = { markets, ...(market !== undefined && { market }) };
  return refuse("MARKET_NOT_RELEASED", message, attempted);
}

function refuseUnlisted(unitId: string, on: Also[string] | undefined): Refusal | undefined {
  const papers = preparedOn(on);
  if (!papers) return refuse("NOT_FOUND", "There is no shipment under this id.");
  if (papers.logisticUnitIds.includes(unitId)) return undefined;
  return refuse("UNIT_NOT_IN_SHIPMENT", "The shipment does not list the unit.", { unitId });
}

function lotIn(also: Also, id: string): MaterialLotState | undefined {
  const lot = also[lotPrefix + id];
  if (lot?.status === "unknown") return materialLot.initial;
  return lot?.status === "kept" || lot?.status === "destroyed" ? lot : undefined;
}

function unitIn(also: Also, id: string): LogisticUnitState {
  const unit = also[`unit ${id}`];
  return unit && "contents" in unit ? unit : logisticUnit.initial;
}

const contentsOf = (unit: LogisticUnitState): readonly string[] =>
  linesIn(unit).map(({ materialLotId }) => materialLotId);

function goodsIn(state: ShipmentState): Goods {
  if (state.status === "unknown") return { lots: [], units: [] };
  const { quarantineAgreement: agreement } = state.prepared;
  return { ...contents(state.prepared), leaves: true, agreement, to: state.prepared };
}

const contents = ({ lines, logisticUnitIds }: Contents): Goods => ({
  lots: lines.map(({ materialLotId }) => materialLotId),
  units: logisticUnitIds,
});
type Contents = Pick<
  Extract<ShipmentState, { status: "prepared" }>["prepared"],
  "lines" | "logisticUnitIds"
>;

const stays = <Event>(_: readonly Event[], refusal: Refusal): Decision<Event> => refusal;

export const prepare: Give = leaving(
  prepareShipment,
  (data) => ({ ...contents(data), to: data }),
  stays,
);

export const dispatch: Give = leaving(dispatchShipment, (_, state) => goodsIn(state), stays);

export const recordDispatch: Give = leaving(
  record,
  (_, state) => goodsIn(state),
  (decided, { refused }) => {
    const flag = ShipmentFlag.safeParse(refused).data;
    return decided.map((event) =>
      event.type === "ShipmentDispatched" && flag
        ? { ...event, data: { ...event.data, flags: [flag] } }
        : event,
    );
  },
);

/** With a shipment that lists it: its papers name everything that leaves with it. */
export const shipUnit: Give = leaving(
  shipLogisticUnit,
  ({ shipmentId }, unit, unitId) => ({
    lots: contentsOf(unit),
    units: [],
    leaves: true,
    listed: { shipmentId, unitId },
  }),
  stays,
);
