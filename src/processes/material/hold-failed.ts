// A result out of specification binds what was released before it came: the lot, and what has been
// split off it or merged from it since. Whichever comes second, result or release, places the hold.

import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { holdForResult } from "../../domain/material-lot/status/commands.ts";
import type { Handler, Session } from "../../eventstore/handler/handle.ts";
import { type FirstHalf, followUp, mustBeAccepted } from "../request.ts";

interface OutOfSpecification {
  /** The hold has the same id. */
  readonly oosId: string;
  readonly name: string;
}

/** Whoever lifts it has seen to the deviation. */
export async function holdFailed(
  handler: Handler,
  materialLotId: string,
  { oosId, name }: OutOfSpecification,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const text = `Out of specification: ${name}`;
  const hold = { holdId: oosId, code: "OUT_OF_SPECIFICATION", text, owner: "qa" };
  const seen = new Set<string>();
  const open = [materialLotId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const { state: lot } = await handler.load(materialLot, id);
    // A part whose stream is not open yet inherits the holds of the lot that it comes from.
    if (lot.status === "unknown") continue;
    const answer = await handler.execute(holdForResult, followUp(first, id, hold, 2), session);
    mustBeAccepted(answer, "Holding what a result out of specification is about");
    const parts = [...lot.splits.values()].flat();
    const merged = [...lot.draws.values()].flatMap(
      ({ intoMaterialLotId }) => intoMaterialLotId ?? [],
    );
    open.push(...parts.map((part) => part.materialLotId), ...merged);
  }
}
