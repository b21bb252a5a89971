// What every read can be asked: as it was known at a tree size, or not before an event is in it.
import { z } from "zod";
import type { ApiParts } from "./parts.ts";

export const WaitFor = z.strictObject({
  waitFor: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("Log index of an event that must be in the answer: read your own writes."),
});

export const AsOf = z.strictObject({
  ...WaitFor.shape,
  asOf: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("Tree size: as it was known when the log had this many events."),
});

/** A page of a list that is ordered by id. */
export const paged = z.strictObject({
  ...WaitFor.shape,
  after: z.string().optional().describe("Only what comes after this id."),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** A page of a list that is ordered by position; `after` is that of the last line. */
export const pagedByPosition = z.strictObject({
  ...AsOf.shape,
  after: z.coerce.number().int().min(0).optional().describe("Only what follows this position."),
  limit: paged.shape.limit,
});

const wait_ms = 5_000;

/**
 * Waits until the read models have what the reader asks for. Throws NotYet when they do not get
 * there in time.
 */
export async function refreshed<Query extends z.output<typeof WaitFor>>(
  { projections }: Pick<ApiParts, "projections">,
  query: Query,
): Promise<Query> {
  const { waitFor } = query;
  if (waitFor === undefined) return query;
  if (await projections.waitFor(waitFor, { timeout_ms: wait_ms })) return query;
  throw new NotYet(`Event ${waitFor} is not in the read models yet. Ask again shortly.`);
}

export class NotYet extends Error {
  readonly code = "NOT_YET_VISIBLE";
}
