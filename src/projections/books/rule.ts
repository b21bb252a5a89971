// What each type of event says to a read model that is told of it in this way.
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import type { Occurred } from "../projection.ts";

type Of<Type extends ProductionEvent["type"]> = Occurred<Extract<ProductionEvent, { type: Type }>>;
export type Rules<Telling> = {
  readonly [Type in ProductionEvent["type"]]?: (telling: Telling, event: Of<Type>) => void;
};

/** Does what the rules say of this event, if they say anything. */
export function follow<Telling>(
  rules: Rules<Telling>,
  telling: Telling,
  event: Occurred<ProductionEvent>,
): void {
  // Each function of the table is for the events of its own name.
  const rule = rules[event.type] as ((telling: Telling, event: unknown) => void) | undefined;
  rule?.(telling, event);
}

export const idOf = (stream: string): string => categoryAndId(stream).id;
