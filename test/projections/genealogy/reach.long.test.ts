// Traces against a reference that shares nothing with them: sets that grow until they stop growing.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { trace } from "../../../src/projections/genealogy/trace.ts";
import { withDatabase } from "../../database-hook.ts";
import { type Happened, project, recordedAt, stored } from "../history.ts";
import { consumed, issued, produced, received, voided } from "./material.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

interface Step {
  readonly lot: number;
  readonly batch: number;
  readonly out: boolean;
  readonly voids: boolean;
}
const lotCount = 6;
const batchCount = 4;
const step: fc.Arbitrary<Step> = fc.record({
  lot: fc.nat(lotCount - 1),
  batch: fc.nat(batchCount - 1),
  out: fc.boolean(),
  voids: fc.boolean(),
});

/**
 * Lots come out of batches, go into batches again, and some consumptions are void: loops included.
 */
function historyOf(steps: readonly Step[]) {
  const history: Happened[] = [
    ...Array.from({ length: lotCount }, (_, n) => received(`l${n}`)),
    ...Array.from({ length: batchCount }, (_, n) => issued(`b${n}`)),
  ];
  const edges: [string, string, number, number][] = [];
  const made = new Set<string>();
  for (const { lot, batch, out, voids } of steps) {
    const position = history.length;
    if (out) {
      const name = `p${batch}-${lot}`;
      if (made.has(name)) continue;
      made.add(name);
      history.push(produced(`b${batch}`, name));
      edges.push([`b${batch}`, name, position, Number.POSITIVE_INFINITY]);
      continue;
    }
    const known = [...made, ...Array.from({ length: lotCount }, (_, n) => `l${n}`)];
    const source = known[lot % known.length]!;
    history.push(consumed(`b${batch}`, source));
    if (voids) history.push(voided(`b${batch}`, source, position));
    edges.push([source, `b${batch}`, position, voids ? position + 1 : Number.POSITIVE_INFINITY]);
  }
  return { history, edges };
}

function reached(
  edges: ReturnType<typeof historyOf>["edges"],
  from: string,
  asOf: number,
  direction: "forward" | "backward",
): Set<string> {
  const seen = new Set([from]);
  for (let before = -1; before < seen.size; ) {
    before = seen.size;
    for (const [source, target, made, gone] of edges) {
      if (made >= asOf || gone < asOf) continue;
      const [near, far] = direction === "forward" ? [source, target] : [target, source];
      if (seen.has(near)) seen.add(far);
    }
  }
  seen.delete(from);
  return seen;
}

test("a trace reaches what the reference reaches, at any tree size, both ways", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(), async (steps, at) => {
      const { history, edges } = historyOf(steps);
      const floor = lotCount + batchCount;
      const asOf = floor + (at % (history.length - floor + 1));
      await project(database, genealogy, eventTypes, stored(eventTypes, history), 7);
      for (const direction of ["forward", "backward"] as const) {
        const query = { from: "lot-no:l0", direction, asOf, at: recordedAt(0) };
        const answer = await trace(database.kysely, query);
        if (answer.found !== "one") throw new Error(answer.found);
        const { lots, batches } = answer.trace;
        const names = new Set(lots.map(({ lotId }) => lotId));
        for (const { batchId } of batches) names.add(batchId);
        expect(names).toEqual(reached(edges, "l0", asOf, direction));
      }
    }),
    { numRuns: 10 },
  );
});
