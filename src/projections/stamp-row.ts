// Who did it, when and why, in the columns that read models of single events have.
import type { ProductionEvent } from "../domain/catalogue.ts";
import type { Metadata } from "../domain/kernel/metadata.ts";
import { categoryAndId } from "../eventstore/stream-name.ts";
import type { Occurred } from "./projection.ts";

type Any = Pick<Occurred<ProductionEvent>, "position" | "metadata" | "stream">;

export const ownId = ({ stream }: Pick<Any, "stream">): string => categoryAndId(stream).id;

export const stampRow = ({ position, metadata: { recordedAt, actor, reason } }: Any) => ({
  position,
  recorded_at: recordedAt,
  by_name: nameOf(actor),
  reason: reason ?? null,
});

const nameOf = (actor: Metadata["actor"]): string =>
  actor.kind === "person" ? actor.printedName : actor.name;
