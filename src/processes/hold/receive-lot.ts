// Receiving a lot: what falls under a hold of the register is held from its first event on.
import { holdsOnLot } from "../../domain/hold-register/fitting.ts";
import { receiveMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "./looking-at.ts";
import { registerOf } from "./standing.ts";

const receiveAt = (site: string) =>
  lookingAt(
    receiveMaterialLot,
    { register: registerOf(site) },
    (received, { data: { material, identifiers }, also, context }) => {
      const { materialDefinitionId } = material;
      const lot = { materialLotId: context.id, materialDefinitionId, identifiers, madeOn: [] };
      const holds = holdsOnLot(also.register, lot).map((hold) => ({
        type: "HoldPlaced" as const,
        data: { ...hold, inheritedFromRegisterOf: site },
      }));
      return [...received, ...holds];
    },
  );

export const receiveLot = (handler: Handler, call: Call, session: Session): Promise<Answer> =>
  handler.execute(receiveAt(session.site), call, session);
