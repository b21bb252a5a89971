import { defineConfig } from "vitest/config";

const unit = [
  "test/domain/**",
  "test/integrity/**",
  "test/genealogy/**",
  "test/architecture.test.ts",
];
const long = ["test/**/*.long.test.ts"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: unit.map((glob) => (glob.endsWith("**") ? `${glob}/*.test.ts` : glob)),
          exclude: long,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["test/**/*.test.ts"],
          exclude: [...unit, ...long],
          globalSetup: "test/setup.ts",
        },
      },
      {
        extends: true,
        test: { name: "long", include: long, globalSetup: "test/setup.ts", testTimeout: 1_200_000 },
      },
    ],
  },
});
