// A trace as lines of JSON, for whoever takes it in line by line: what it reached, what it does not
// know, and at the end what says that all lines came.
import type { Trace } from "../../projections/genealogy/answer.ts";

/** Each ends with a line feed; together they hold all members of the answer. */
export function* traceLines({ lots, batches, shipments, unknown, ...rest }: Trace) {
  yield* linesOf("lot", lots);
  yield* linesOf("batch", batches);
  yield* linesOf("shipment", shipments);
  yield* linesOf("unknown", unknown);
  const lines = lots.length + batches.length + shipments.length + unknown.length;
  yield `${JSON.stringify({ line: "answer", lines, ...rest })}\n`;
}

function* linesOf(line: string, members: readonly object[]) {
  for (const member of members) yield `${JSON.stringify({ line, ...member })}\n`;
}
