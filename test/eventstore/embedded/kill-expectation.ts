// What must hold after kills: every acknowledged event is there once, in its place, and was told
// once.
import { expect } from "vitest";
import type { KillReport } from "./kill-run.ts";

export function expectNothingLost({ acknowledged, stored, seen, integrity }: KillReport): void {
  const ids = stored.map(({ id }) => id);
  expect(integrity).toBe("ok");
  expect(new Set(ids).size).toBe(ids.length);
  for (const [stream, expected] of acknowledged) {
    const found = stored.filter((event) => event.stream === stream);
    expect(found.map(({ id }) => id)).toEqual(expected);
    expect(found.map(({ revision }) => revision)).toEqual(expected.map((_, index) => index));
  }
  expect(seen).toEqual(ids);
  // The run did something worth looking at.
  expect(ids.length).toBeGreaterThan(acknowledged.size);
}
