// The fold of deviations of a batch.
import type { EventOf } from "../../kernel/event-type.ts";
import type { deviationLinkEvents, OverrideAuthorised } from "./events.ts";

export interface Authorised extends EventData {
  readonly by: string;
  readonly isUsed: boolean;
}
type EventData = EventOf<typeof OverrideAuthorised>["data"];

export interface DeviationPart {
  /** Ids of those that are about the batch. */
  readonly linked: ReadonlySet<string>;
  /** Section and item. */
  readonly departures: ReadonlySet<string>;
  /** By override id. */
  readonly overrides: ReadonlyMap<string, Authorised>;
}

export const noDeviations: DeviationPart = {
  linked: new Set(),
  departures: new Set(),
  overrides: new Map(),
};

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
  by: string,
): DeviationPart {
  switch (event.type) {
    case "BatchDeviationLinked":
      return { ...part, linked: new Set(part.linked).add(event.data.deviationId) };
    case "DepartureAuthorised":
      return { ...part, departures: new Set(part.departures).add(departureKey(event.data)) };
    case "OverrideAuthorised": {
      const { data } = event;
      const authorised = { ...data, by, isUsed: false };
      return { ...part, overrides: new Map(part.overrides).set(data.overrideId, authorised) };
    }
    default:
      return event satisfies never;
  }
}

/** One act uses it up. */
export function withUsed(part: DeviationPart, ids: readonly string[] | undefined): DeviationPart {
  const used = (ids ?? []).flatMap((id) => {
    const found = part.overrides.get(id);
    return found ? [[id, { ...found, isUsed: true }] as const] : [];
  });
  return used.length > 0 ? { ...part, overrides: new Map([...part.overrides, ...used]) } : part;
}
