// Programs that tests look through. In CI they must be there; elsewhere their tests are left out,
// and it is said why.
import { execFileSync, spawnSync } from "node:child_process";
import { test } from "vitest";

/** `test` where the program is installed. `debianPackage` is what brings it. */
export function testWith(program: string, debianPackage: string) {
  const isThere = spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
  if (!isThere && process.env.CI === "true") {
    throw new Error(`${program} is not installed: apt-get install ${debianPackage}`);
  }
  if (!isThere) {
    console.log(`Left out: tests that need ${program} (package ${debianPackage}).`);
  }
  return test.runIf(isThere);
}

/** Standard output of a program that must succeed. */
export const run = (program: string, ...options: string[]): string =>
  execFileSync(program, options, { encoding: "utf8", maxBuffer: 1 << 28 });
