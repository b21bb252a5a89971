// An override of equipment is used up where the piece is not fit without it: what is fit by then
// leaves it open for an act that needs it.
import type { BatchEvent, BatchState } from "../../domain/batch/batch.ts";
import { offOn } from "../../domain/batch/deviation/override.ts";
import { isKnown } from "../../domain/batch/standing.ts";

/** What stands against the pieces, whatever lets it off. */
type Found = readonly { readonly code: string; readonly equipmentId: string }[];

export function usingWhatItNeeds(
  decided: readonly BatchEvent[],
  state: BatchState,
  found: Found,
): readonly BatchEvent[] {
  const against = new Set(found.map(({ code, equipmentId }) => offOn(code, equipmentId)));
  const needed = (ids: readonly string[] = []) => {
    const overrideIds = ids.filter((id) => {
      const named = isKnown(state) ? state.deviations.overrides.get(id) : undefined;
      const piece = named?.equipmentId;
      return !named || piece === undefined || against.has(offOn(named.code, piece));
    });
    return overrideIds.length > 0 ? { overrideIds } : {};
  };
  return decided.map((event): BatchEvent => {
    switch (event.type) {
      case "PhaseStarted": {
        const { overrideIds, ...data } = event.data;
        return { ...event, data: { ...data, ...needed(overrideIds) } };
      }
      case "PhaseResumed":
      case "PhaseRestarted": {
        const { overrideIds, ...data } = event.data;
        return { ...event, data: { ...data, ...needed(overrideIds) } };
      }
      default:
        return event;
    }
  });
}
