// Whether the demo made a folder: its log begins with a demonstration. Whatever stands in it may
// look like a released batch, so nothing else is ever mixed with it (design, section 2).
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Codec } from "../../eventstore/codec.ts";
import type { EventLog } from "../../eventstore/port.ts";

/** Undefined where nothing is recorded yet. */
export async function isDemonstration(
  log: Pick<EventLog, "readAll">,
  codec: Codec<ProductionEvent>,
): Promise<boolean | undefined> {
  for await (const stored of log.readAll({ limit: 1 })) {
    const first = codec.decode(stored);
    return first.kind === "ours" && first.recorded.metadata.authentication.method === "demo";
  }
  return undefined;
}
