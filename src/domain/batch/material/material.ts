// The fold of inputs and outputs.
import type { EventOf } from "../../kernel/event-type.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import type { Quantity } from "../../kernel/quantity.ts";
import type { MaterialConsumed, materialEvents, OutputProduced } from "./events.ts";

export interface Consumption {
  readonly data: EventOf<typeof MaterialConsumed>["data"];
  /** As it is after corrections. */
  readonly quantity: Quantity | undefined;
  readonly voided: boolean;
}

export interface Output {
  readonly eventId: string;
  readonly data: EventOf<typeof OutputProduced>["data"];
}

export interface MaterialPart {
  /** By event id. */
  readonly consumptions: Keyed<Consumption>;
  /** Ids of the lots' own events. */
  readonly draws: Keyed<string>;
  /** By the id of the lot that came out. */
  readonly outputs: Keyed<Output>;
}

export const noMaterial: MaterialPart = {
  consumptions: keyed(),
  draws: keyed(),
  outputs: keyed(),
};

export function evolveMaterial(
  part: MaterialPart,
  event: EventOf<(typeof materialEvents)[number]>,
  eventId: string,
): MaterialPart {
  const { consumptions, draws, outputs } = part;
  switch (event.type) {
    case "MaterialConsumed": {
      const { data } = event;
      const consumption = { data, quantity: data.quantity, voided: false };
      const drawn = data.drawnEventId;
      return {
        ...part,
        consumptions: consumptions.with(eventId, consumption),
        draws: drawn === undefined ? draws : draws.with(drawn, eventId),
      };
    }
    case "MaterialConsumptionCorrected":
      return changed(part, event.data.correctsEventId, { quantity: event.data.quantity });
    case "MaterialConsumptionVoided":
      return changed(part, event.data.correctsEventId, { voided: true });
    case "OutputProduced":
      return {
        ...part,
        outputs: outputs.with(event.data.materialLotId, { eventId, data: event.data }),
      };
    default:
      return event satisfies never;
  }
}

function changed(part: MaterialPart, eventId: string, change: Partial<Consumption>): MaterialPart {
  const former = part.consumptions.get(eventId);
  if (!former) return part;
  return { ...part, consumptions: part.consumptions.with(eventId, { ...former, ...change }) };
}
