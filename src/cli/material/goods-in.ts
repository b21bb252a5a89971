// The commands that show what comes in: lots, what they must be, and the samples of them.
import type { Group } from "../entry.ts";

export const goodsIn: readonly Group[] = [
  {
    usage: "lot",
    summary: "A lot on its way from the dock to release",
    commands: async () => (await import("./lot.ts")).lotCommands,
  },
  {
    usage: "specification",
    summary: "What a material must be: versions, tests, limits, plans, rules for its dates",
    commands: async () => (await import("./specification.ts")).specificationCommands,
  },
  {
    usage: "sample",
    summary: "Samples: whose hands they went through, and what was found",
    commands: async () => (await import("./sample.ts")).sampleCommands,
  },
];
