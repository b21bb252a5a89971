// Issuing labels to the line: the lot must be free, and bears the artwork that it came with.
import { batch } from "../../domain/batch/batch.ts";
import { issueLabels as issue } from "../../domain/batch/label/commands.ts";
import { LabelIssued } from "../../domain/batch/label/events.ts";
import { commandsOf } from "../../domain/kernel/decider.ts";
import { materialDefinition } from "../../domain/material-definition/material-definition.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { scopeOfCharge } from "../charge-material.ts";
import { refuseLot } from "../dispensing/select-container.ts";
import { lotNamed, readMore, refuseHeld, registerOf, untilAllRead } from "../hold/standing.ts";

export const Issue = LabelIssued.data.pick({ materialLotId: true, quantity: true });

/** Of what material the lot is does not change: it is looked up before. */
export async function issueLabels(handler: Handler, call: Call, session: Session): Promise<Answer> {
  const asked = Issue.safeParse(call.data);
  return untilAllRead(async () => {
    const id = asked.success ? asked.data.materialLotId : "none";
    const { state } = await handler.load(materialLot, id);
    const material = state.status === "unknown" ? "none" : state.material.materialDefinitionId;
    return handler.execute(issueOf(material, session.site), call, session);
  });
}

const issueOf = (materialDefinitionId: string, site: string) =>
  commandsOf(batch)(
    issue.name,
    issue.right,
    Issue,
    (data, state, { also, ...context }) => {
      const { lot, register, definition } = also;
      const held = refuseHeld(register, data.materialLotId, lot);
      const unfit = refuseLot(lot, undefined, context, { held });
      if (unfit || lot.status === "unknown") return unfit ?? readMore;
      if (lot.material.materialDefinitionId !== materialDefinitionId) return readMore;
      const current = definition.status === "undefined" ? undefined : definition.current;
      // What a roll bears it bears since it came.
      const artworkVersion = lot.artworkVersion ?? current?.artworkVersion;
      const artwork = artworkVersion ? { artworkVersion } : {};
      const issued = { ...data, material: lot.material, ...artwork };
      return issue.decide(issued, state, { ...context, also: {} });
    },
    {
      reads: {
        lot: lotNamed,
        register: registerOf(site),
        definition: { aggregate: materialDefinition, id: () => materialDefinitionId },
      },
      scope: (_data, state, { lot }) => scopeOfCharge(lot, state),
    },
  );
