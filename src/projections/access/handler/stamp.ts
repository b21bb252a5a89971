// What each row says of its event: where it stands, when it was recorded, and by whom.
import type { DB } from "../../../database/schema.ts";
import type { ProductionEvent } from "../../../domain/catalogue.ts";
import type { Actor } from "../../../domain/kernel/metadata.ts";
import { categoryAndId } from "../../../eventstore/stream-name.ts";
import type { Definition, Occurred } from "../../projection.ts";

/** Handlers by event type. */
export type On = NonNullable<Definition<DB, ProductionEvent, "access", undefined>["on"]>;

type Any = Pick<Occurred<ProductionEvent>, "position" | "metadata" | "stream">;

export const stamp = ({ position, metadata: { recordedAt, actor } }: Any) => ({
  position,
  at: recordedAt,
  by_id: actor.id,
  by_name: nameOf(actor),
});

const nameOf = (actor: Actor): string => (actor.kind === "person" ? actor.printedName : actor.name);

/** Of an event in a person's stream. */
export const ofPerson = (event: Any) => ({ person_id: idOf(event), ...stamp(event) });

export const idOf = ({ stream }: Any): string => categoryAndId(stream).id;

export const reasonOf = ({ metadata }: Any): string | null => metadata.reason?.text ?? null;
