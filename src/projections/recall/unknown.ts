// What a recall does not know, as the records are now: what its suspects may stand for besides, or
// leave out, and what all that they reach lacks.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { type Unknown, type UnknownCode, unknownCodes } from "../genealogy/answer.ts";
import type { Reaching } from "../genealogy/graph/asked.ts";
import { QueryFault } from "../query-fault.ts";
import { ProjectionFault } from "../runner/fault.ts";
import { reached, type Suspect } from "./reach.ts";

export interface Scoped {
  readonly suspects: readonly Suspect[];
  /** Tree size that the scope is complete to: from read models that know less it is not told. */
  readonly asOf: number;
}

/** Sorted. That it cannot be told either, because it cannot be traced, is told. */
export async function unknownOf(
  kysely: Kysely<DB>,
  { suspects, asOf }: Scoped,
  at: string,
  graph?: Reaching,
): Promise<readonly Unknown[]> {
  try {
    const found = await reached(kysely, suspects, at, graph);
    return found.asOf < asOf ? suspects.map(notTraced) : found.unknown;
  } catch (error) {
    if (!(error instanceof QueryFault || error instanceof ProjectionFault)) throw error;
    return suspects.map(notTraced);
  }
}

const notTraced = ({ seed: subject }: Suspect): Unknown => ({
  code: "NOT_TRACED",
  subject,
  detail: unknownCodes.NOT_TRACED,
});

/** Because of which something may have gone to more consignees than are known. */
export const ofSuspects = (unknown: readonly Unknown[]): readonly Unknown[] =>
  unknown.filter(({ code }) => codesOfSuspects.has(code));

const codesOfSuspects: ReadonlySet<UnknownCode> = new Set([
  "NOT_RECORDED",
  "NOT_TRACED",
  "CONTAINER_UNSTATED",
  "SPAN_UNSTATED",
  "SERIAL_IN_BATCH",
  "DEVICE_UNSTATED",
  "VALUE_NOT_COMPARABLE",
  "NUMBER_GIVEN_UP",
  "NUMBER_HAD_BEFORE",
]);
