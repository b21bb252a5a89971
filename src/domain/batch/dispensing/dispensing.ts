// The fold of containers taken and weighings.
import type { EventOf } from "../../kernel/event-type.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import type { ContainerSelected, dispensingEvents, MaterialDispensed } from "./events.ts";

export interface DispensingPart {
  /** By selection id. */
  readonly selections: Keyed<EventOf<typeof ContainerSelected>["data"]>;
  /** By event id. */
  readonly dispensed: Keyed<EventOf<typeof MaterialDispensed>["data"]>;
  /** By the id of what it was weighed into. */
  readonly containers: Keyed<string>;
}

export const nothingDispensed: DispensingPart = {
  selections: keyed(),
  dispensed: keyed(),
  containers: keyed(),
};

export function evolveDispensing(
  part: DispensingPart,
  { type, data }: EventOf<(typeof dispensingEvents)[number]>,
  eventId: string,
): DispensingPart {
  switch (type) {
    case "ContainerSelected":
      return { ...part, selections: part.selections.with(data.selectionId, data) };
    case "MaterialDispensed":
      return {
        ...part,
        dispensed: part.dispensed.with(eventId, data),
        containers: part.containers.with(data.dispensedContainerId, eventId),
      };
    default:
      return type satisfies never;
  }
}
