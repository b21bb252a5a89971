// A trace as CSV: rows are sent as they are made, however many there are.
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isLimited } from "../../domain/kernel/access/standing.ts";
import { changedSince } from "../../projections/genealogy/in-rows/changed.ts";
import {
  namedIn,
  rowsOf,
  type TraceInRows,
} from "../../projections/genealogy/in-rows/trace-in-rows.ts";
import type { Thing } from "../../projections/genealogy/question/thing.ts";
import { traceCsv } from "../../reports/trace/rows/stream.ts";
import { refuseBeyondScope } from "../access/opening.ts";
import type { About } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";

/** Fewer rows are read from PostgreSQL as quickly. */
const fileFrom = 4_096;

/** Whoever hangs up is read for no further. */
export async function sendTraceCsv(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  trace: TraceInRows,
): Promise<FastifyReply> {
  const { kysely } = parts.database;
  if (isLimited(request.caller.session.permits, "readRecords")) {
    const named = await namedIn(kysely, trace);
    await refuseBeyondScope(parts, request, "readRecords", () => named.flatMap(aboutOf));
  }
  const rows = traceCsv(trace, {
    read: rowsOf(kysely, trace),
    changedSince: (asOf) => changedSince(kysely, asOf),
    file: trace.nodes.length < fileFrom ? undefined : parts.rowFile,
  });
  return reply
    .header("batchproof-as-of", String(trace.asOf))
    .type("text/csv; charset=utf-8")
    .send(Readable.from(rows, { highWaterMark: 1 }));
}

const aboutOf = ({ kind, id }: Pick<Thing, "kind" | "id">): readonly About[] =>
  kind === "logisticUnit" ? [] : [{ kind, id }];
