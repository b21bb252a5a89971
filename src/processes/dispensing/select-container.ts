// Taking a container for a batch: asked before anything is weighed, of the lot, of the register of
// holds, and of the batch (21 CFR 211.101(c)).
import { batch } from "../../domain/batch/batch.ts";
import { overriddenIn } from "../../domain/batch/deviation/override.ts";
import { selectContainer as select } from "../../domain/batch/dispensing/commands.ts";
import { Select } from "../../domain/batch/dispensing/events.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import { commandsOf } from "../../domain/kernel/decider.ts";
import { isRefusal, refuse } from "../../domain/kernel/refusal.ts";
import type { MaterialLotState } from "../../domain/material-lot/material-lot.ts";
import { absences, objections } from "../../domain/material-lot/use/use.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lotNamed, refuseHeld, registerOf } from "../hold/standing.ts";

const selectAt = (site: string) =>
  commandsOf(batch)(
    select.name,
    select.right,
    Select,
    (data, state, { also, ...context }) => {
      const { lot, register } = also;
      if (lot.status === "unknown") return noLot;
      const asked = { ...data, material: lot.material };
      const decided = select.decide(asked, state, { ...context, also: {} });
      // Refused by the batch, or taken already.
      if ("refused" in decided || decided.length === 0) return decided;
      const off = isKnown(state)
        ? overriddenIn(state, data.overrideIds, data, context.actor)
        : new Set<string>();
      if (isRefusal(off)) return off;
      const unfit = refuseLot(lot, data.containerId, context.judgedOn, off);
      return unfit ?? refuseHeld(register, data.materialLotId, lot, data.containerId) ?? decided;
    },
    { reads: { lot: lotNamed, register: registerOf(site) } },
  );

const noLot = refuse("NOT_FOUND", "There is no lot under this id.");

/**
 * The codes of a draw, before there is one. `date`: at the site; the last day is one of use.
 * `off`: those that are overridden.
 */
export function refuseLot(
  lot: MaterialLotState,
  containerId: string | undefined,
  date: string,
  off: ReadonlySet<string> = new Set(),
) {
  if (lot.status === "unknown") return noLot;
  const wanted = containerId === undefined ? {} : { containerId };
  const against = [...objections(lot, containerId, date), ...absences(lot, wanted)];
  const first = against.find((code) => !off.has(code));
  return first && refuse(first, `${lot.material.name} may not be taken.`, wanted);
}

export const selectContainer = (handler: Handler, call: Call, session: Session): Promise<Answer> =>
  handler.execute(selectAt(session.site), call, session);
