import fc from "fast-check";
import { expect, test } from "vitest";
import { CommandsSeen } from "../../../src/eventstore/fold/commands-seen.ts";

test("where the events of a command begin is found among any others", () => {
  const run = fc.record({ id: fc.integer({ min: 0, max: 40 }).map(String), events: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(run, { maxLength: 200 }), (runs) => {
      const seen = new CommandsSeen();
      const begins = new Map<string, number[]>();
      let revision = 0;
      let last: string | undefined;
      for (const { id, events } of runs) {
        for (let n = 0; n <= events; n += 1, revision += 1) {
          if (id !== last) begins.set(id, [...(begins.get(id) ?? []), revision]);
          last = id;
          seen.add(id, revision);
        }
      }
      for (let id = 0; id <= 41; id += 1) {
        const due = begins.get(String(id)) ?? [];
        const found = seen.revisionsOf(String(id));
        expect(found.filter((one) => due.includes(one))).toEqual(due);
      }
    }),
  );
});

test("of a hundred thousand commands few are taken for another one", () => {
  const seen = new CommandsSeen();
  for (let n = 0; n < 100_000; n += 1) seen.add(`command ${n}`, n);
  const mistaken = Array.from(
    { length: 10_000 },
    (_, n) => seen.revisionsOf(`another ${n}`).length,
  );
  expect(mistaken.reduce((sum, one) => sum + one, 0)).toBeLessThan(10);
  expect(seen.revisionsOf("command 99999")).toContain(99_999);
});
