// Holds two copies of a read model against each other, table by table.
import { createHash } from "node:crypto";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Projection } from "../projection.ts";
import { digestTable, linesOf } from "./digest.ts";
import type { Snapshot } from "./snapshot.ts";

export interface Difference {
  readonly table: string;
  /** The first row that differs, as each side has it; undefined where that side has no more. */
  readonly live: string | undefined;
  readonly rebuilt: string | undefined;
}

export interface Comparison {
  /** SHA-256 over the names and digests of all tables. */
  readonly live: string;
  readonly rebuilt: string;
  readonly equal: boolean;
  /** Rows of the live model. */
  readonly rows: number;
  readonly difference?: Difference;
}

export async function compare<Event extends AnyEvent>(
  { left, right }: Snapshot,
  { digest }: Projection<Event>,
  schemas: { readonly live: string; readonly rebuilt: string },
): Promise<Comparison> {
  const live = createHash("sha256");
  const rebuilt = createHash("sha256");
  let rows = 0;
  let difference: Difference | undefined;
  for (const [table, query] of Object.entries(digest).sort()) {
    const [ours, theirs] = await Promise.all([
      digestTable(left, schemas.live, query),
      digestTable(right, schemas.rebuilt, query),
    ]);
    live.update(`${table} ${ours.sha256}\n`);
    rebuilt.update(`${table} ${theirs.sha256}\n`);
    rows += ours.rows;
    if (ours.sha256 !== theirs.sha256) {
      difference ??= {
        table,
        ...(await firstDifference(
          linesOf(left, schemas.live, query),
          linesOf(right, schemas.rebuilt, query),
        )),
      };
    }
  }
  const digests = { live: live.digest("hex"), rebuilt: rebuilt.digest("hex"), rows };
  const equal = digests.live === digests.rebuilt;
  return { ...digests, equal, ...(difference && { difference }) };
}

/** Reads both to their end: a COPY that is broken off would take its connection with it. */
async function firstDifference(
  live: AsyncGenerator<string>,
  rebuilt: AsyncGenerator<string>,
): Promise<Omit<Difference, "table">> {
  let found: Omit<Difference, "table"> | undefined;
  for (;;) {
    const [ours, theirs] = await Promise.all([live.next(), rebuilt.next()]);
    if (ours.done && theirs.done) return found ?? { live: undefined, rebuilt: undefined };
    const pair = {
      live: ours.done ? undefined : ours.value,
      rebuilt: theirs.done ? undefined : theirs.value,
    };
    if (pair.live !== pair.rebuilt) found ??= pair;
  }
}
