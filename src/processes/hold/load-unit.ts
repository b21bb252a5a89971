// Packing: what is on hold, or past its date, goes into no logistic unit; and whoever fills or
// seals one, or takes out of it, has the right for all that is in it.
import { unknownScope } from "../../domain/kernel/access/standing.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import {
  breakSeal as breakIt,
  loadLogisticUnit,
  sealLogisticUnit,
  unloadLogisticUnit,
} from "../../domain/logistic-unit/commands.ts";
import {
  type LogisticUnitState,
  linesIn,
  logisticUnit,
} from "../../domain/logistic-unit/logistic-unit.ts";
import { materialLot, scopeOfLot } from "../../domain/material-lot/material-lot.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { evidenceIn, readsOf } from "../material/judgement/evidence.ts";
import { lookingAt } from "./looking-at.ts";
import { readMore, refuseAged, refuseHeld, registerOf, untilAllRead } from "./standing.ts";

type Give = (handler: Handler, call: Call, session: Session) => Promise<Answer>;

/** `loaded`: the lot that goes into it. */
const onUnit =
  <Data, Event extends AnyEvent>(
    base: Command<LogisticUnitState, Data, Event>,
    loaded: (data: Data) => string | undefined = () => undefined,
  ): Give =>
  (handler, call, session) =>
    untilAllRead(async () => {
      const { state: now } = await handler.load(logisticUnit, call.id);
      const { data: asked } = base.data.safeParse(call.data);
      const into = asked && loaded(asked);
      const lots = [...lotsIn(now), ...(into === undefined ? [] : [into])];
      const reads = readsOf(lots.map((id) => [materialLot, id]));
      const command = lookingAt(
        base,
        { ...reads, register: registerOf(session.site) },
        (decided, { state, also: { register, ...states }, context }) => {
          const evidence = evidenceIn(states);
          const isRead = (id: string) => evidence.of(materialLot, id) !== undefined;
          if (!register || !lotsIn(state).every(isRead)) return readMore;
          const lot = into === undefined ? undefined : evidence.of(materialLot, into);
          if (into === undefined || !lot) return decided;
          return refuseHeld(register, into, lot) ?? refuseAged(lot, context.judgedOn) ?? decided;
        },
        (_, { register: __, ...states }) => [
          // An empty one is nobody's: whoever is limited has no more to do with it than to load it.
          ...(lots.length === 0 || now.status === "unknown" ? [unknownScope] : []),
          ...lots.map((id) => scopeOfLot(evidenceIn(states).of(materialLot, id) ?? unknownLot)),
        ],
      );
      return handler.execute(command, call, session);
    });

const unknownLot = materialLot.initial;

const lotsIn = (unit: LogisticUnitState): readonly string[] =>
  linesIn(unit).map(({ materialLotId }) => materialLotId);

export const loadUnit = onUnit(loadLogisticUnit, ({ materialLotId }) => materialLotId);
export const unloadUnit = onUnit(unloadLogisticUnit);
export const sealUnit = onUnit(sealLogisticUnit);
export const breakSeal = onUnit(breakIt);
