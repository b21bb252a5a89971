// The fold of deviations of a batch.
import type { EventOf } from "../../kernel/event-type.ts";
import type { deviationLinkEvents } from "./events.ts";

export interface DeviationPart {
  /** Ids of those that are about the batch. */
  readonly linked: ReadonlySet<string>;
  /** Section and item. */
  readonly departures: ReadonlySet<string>;
}

export const noDeviations: DeviationPart = { linked: new Set(), departures: new Set() };

export const departureKey = ({
  section,
  item,
}: {
  readonly section: number;
  readonly item: string;
}) => JSON.stringify([section, item]);

export function evolveDeviation(
  part: DeviationPart,
  event: EventOf<(typeof deviationLinkEvents)[number]>,
): DeviationPart {
  switch (event.type) {
    case "BatchDeviationLinked":
      return { ...part, linked: new Set(part.linked).add(event.data.deviationId) };
    case "DepartureAuthorised":
      return { ...part, departures: new Set(part.departures).add(departureKey(event.data)) };
    default:
      return event satisfies never;
  }
}
