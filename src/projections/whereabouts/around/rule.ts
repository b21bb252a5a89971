// What each type of event says to the read model.
import type { ProductionEvent } from "../../../domain/catalogue.ts";
import { categoryAndId } from "../../../eventstore/stream-name.ts";
import type { Occurred } from "../../projection.ts";
import type { Moving } from "../moving.ts";

type Of<Type extends ProductionEvent["type"]> = Occurred<Extract<ProductionEvent, { type: Type }>>;
export type Rules = {
  readonly [Type in ProductionEvent["type"]]?: (moving: Moving, event: Of<Type>) => void;
};

export const idOf = (stream: string): string => categoryAndId(stream).id;
