// A text file in parts that empty lines end, one after the other: a large one is never all in
// memory.
import { createReadStream } from "node:fs";
import { IntegrityFault } from "../../../integrity/fault.ts";

/** Of one part; an event is far smaller. */
const charactersMax = 64 * 1024 * 1024;

/** Without the empty lines. Throws IntegrityFault PROOF_MALFORMED where the last one has no end. */
export async function* partsOf(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    // An empty line may be cut in two by what was read at once.
    const parts = `${rest}${piece}`.split("\n\n");
    rest = parts.pop() ?? "";
    yield* parts;
    if (rest.length > charactersMax) break;
  }
  if (rest === "") return;
  throw new IntegrityFault("PROOF_MALFORMED", "The file ends within a proof: it was cut.");
}
