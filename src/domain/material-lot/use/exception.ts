// Draws that broke a rule, as facts of the record of the batch that they were for.
import type { EventOf } from "../../kernel/event-type.ts";
import { type Fact, stampOf } from "../../kernel/exception/fact.ts";
import type { Recorded } from "../../kernel/metadata.ts";
import type { MaterialDrawn } from "./events.ts";

type Drawn = EventOf<typeof MaterialDrawn>;

/** Section 7 of the record; undefined: it broke none. */
export function factOfDraw({
  id,
  event: { type, data },
  metadata,
}: Pick<Recorded<Drawn>, "id" | "event" | "metadata">): Fact | undefined {
  const { flags } = data;
  return flags.length === 0 ? undefined : { ...stampOf(id, type, metadata), section: 7, flags };
}
