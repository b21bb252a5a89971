import { defineConfig } from "vitest/config";

const pinnedMajor = "26";
if (process.versions.node.split(".")[0] !== pinnedMajor) {
  throw new Error(
    `The tests run on Node ${pinnedMajor}, which "npm ci" installs; this is ${process.version}. ` +
      'Start them with "npm test" or "npx vitest".',
  );
}

// What needs neither PostgreSQL nor an event store.
const unit = [
  "test/domain/**/*.test.ts",
  "test/integrity/**/*.test.ts",
  "test/genealogy/**/*.test.ts",
  "test/vault/**/*.test.ts",
  "test/access/credential/**/*.test.ts",
  "test/eventstore/codec.test.ts",
  "test/eventstore/fold/**/*.test.ts",
  "test/eventstore/only-writer/**/*.test.ts",
  "test/golden/**/*.test.ts",
  "test/architecture.test.ts",
  "test/matrix/**/*.test.ts",
];
const long = ["test/**/*.long.test.ts"];
const withPostgres = "test/setup.ts";

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // On a machine that others use too; the reporter says "retry x1" of what needed it.
    retry: process.env.CI ? 1 : 0,
    projects: [
      { extends: true, test: { name: "unit", include: unit, exclude: long, isolate: false } },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["test/**/*.test.ts"],
          exclude: [...unit, ...long],
          globalSetup: withPostgres,
        },
      },
      {
        extends: true,
        test: {
          name: "long",
          include: long,
          globalSetup: withPostgres,
          testTimeout: 1_200_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
