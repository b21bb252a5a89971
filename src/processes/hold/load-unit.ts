// Packing: what is on hold, or past its date, goes into no logistic unit.
import { loadLogisticUnit } from "../../domain/logistic-unit/commands.ts";
import { scopeOfLot } from "../../domain/material-lot/material-lot.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "./looking-at.ts";
import { lotNamed, refuseAged, refuseHeld, registerOf } from "./standing.ts";

const loadAt = (site: string) =>
  lookingAt(
    loadLogisticUnit,
    { lot: lotNamed, register: registerOf(site) },
    (loaded, { data, also, context }) =>
      refuseHeld(also.register, data.materialLotId, also.lot) ??
      refuseAged(also.lot, context.judgedOn) ??
      loaded,
    (_, also) => scopeOfLot(also.lot),
  );

export const loadUnit = (handler: Handler, call: Call, session: Session): Promise<Answer> =>
  handler.execute(loadAt(session.site), call, session);
