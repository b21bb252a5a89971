// The persistent map behaves like a Map that is copied at every change.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Keyed, keyed } from "../../../src/domain/kernel/keyed.ts";

test("law: every version holds what a copied Map would, also after later writes", () => {
  const writes = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.integer()), { maxLength: 60 });
  fc.assert(
    fc.property(writes, (all) => {
      const versions: [Keyed<number>, Map<string, number>][] = [[keyed(), new Map()]];
      for (const [key, value] of all) {
        const [map, model] = versions.at(-1)!;
        versions.push([map.with(key, value), new Map(model).set(key, value)]);
      }
      for (const [map, model] of versions) {
        expect(map.size).toBe(model.size);
        expect([...map.values()].sort()).toEqual([...model.values()].sort());
        for (const [key] of all) {
          expect(map.get(key)).toBe(model.get(key));
          expect(map.has(key)).toBe(model.has(key));
        }
      }
    }),
  );
});
