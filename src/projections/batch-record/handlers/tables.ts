// What every handler of the batch record writes to, and the parts of an event that many rows share.
import type { DB } from "../../../database/schema.ts";
import type { ProductionEvent } from "../../../domain/catalogue.ts";
import { categoryAndId } from "../../../eventstore/stream-name.ts";
import type { Handler, TablesOf } from "../../projection.ts";

export type Tables = TablesOf<DB, "batch_record">;

/** Handlers by event type: the keys are the list. */
export type Handlers = Partial<HandlersOf<ProductionEvent["type"]>>;

/** One for each of these types. */
export type HandlersOf<Types extends ProductionEvent["type"]> = {
  readonly [Type in Types]: Handler<
    Tables,
    Extract<ProductionEvent, { readonly type: Type }>,
    undefined
  >;
};

export interface Placed {
  readonly stream: string;
  readonly position: number;
  readonly id: string;
}

/** The id of the aggregate that the stream is of. */
export const ownId = ({ stream }: Placed): string => categoryAndId(stream).id;

/** Of an event of a batch's own stream. */
export const ofBatch = (event: Placed) => ({ position: event.position, batch_id: ownId(event) });
export const ofBatchWithId = (event: Placed) => ({ ...ofBatch(event), event_id: event.id });
