// The fold of parameters: which value came first, and what each entry says after corrections.
import type { EventOf } from "../../kernel/event-type.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import type { Quantity } from "../../kernel/quantity.ts";
import type { Limits } from "../../kernel/shape/limits.ts";
import { pathText } from "../../kernel/shape/phase.ts";
import type { ParameterRecorded, parameterEvents } from "./events.ts";

export type ParameterData = EventOf<typeof ParameterRecorded>["data"];

export interface Entry {
  readonly parameter: string;
  readonly value: Quantity;
  readonly limits: Limits | undefined;
}

export interface ParameterPart {
  /** Event id of the first value, by parameter, step and occasion. */
  readonly first: Keyed<string>;
  /** By event id. */
  readonly entries: Keyed<Entry>;
}

export const noParameters: ParameterPart = { first: keyed(), entries: keyed() };

export const parameterKey = ({
  parameter,
  path,
  occasion,
}: Pick<ParameterData, "parameter" | "path" | "occasion">): string =>
  JSON.stringify([parameter, path ? pathText(path) : null, occasion ?? null]);

export function evolveParameter(
  part: ParameterPart,
  event: EventOf<(typeof parameterEvents)[number]>,
  eventId: string,
): ParameterPart {
  switch (event.type) {
    case "ParameterRecorded": {
      const { parameter, value, limits } = event.data;
      const key = parameterKey(event.data);
      return {
        first: part.first.has(key) ? part.first : part.first.with(key, eventId),
        entries: part.entries.with(eventId, { parameter, value, limits }),
      };
    }
    case "ParameterCorrected": {
      const { correctsEventId, value } = event.data;
      const former = part.entries.get(correctsEventId);
      if (!former) return part;
      return { ...part, entries: part.entries.with(correctsEventId, { ...former, value }) };
    }
    case "CheckPerformed":
    case "EntryWritten":
      return part;
    default:
      return event satisfies never;
  }
}
