// Real input that nobody here wrote. It stands beside the
// project where it is checked, and is never copied into it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";

export const sharedData = (path: string): string =>
  join(import.meta.dirname, "../../shared/data", path);

/**
 * A test that runs where the data is, says where it was left
 * out, and fails where it must not be missing.
 */
export function testOnData(
  path: string,
  name: string,
  run: () => void | Promise<void>,
  timeout_ms?: number,
): void {
  const missing = !existsSync(sharedData(path));
  const leftOut = missing && process.env.CI !== "true";
  const said = leftOut ? `${name}: left out, since ../shared/data/${path} is not here` : name;
  const checked = missing
    ? () => {
        throw new Error(`The data ../shared/data/${path} is missing; in CI it must be there.`);
      }
    : run;
  test.skipIf(leftOut)(said, checked, timeout_ms);
}
