// The exact bytes of events, for digests and proofs: handed in, because reports know no event
// store.
import type { EntryParts } from "../integrity/entry.ts";

export interface EventBytes {
  readBytes(stream: string, revision: number): Promise<EntryParts | undefined>;
}
