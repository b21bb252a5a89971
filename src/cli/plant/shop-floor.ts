// The groups of commands for what is done where goods are made.
import type { Group } from "../entry.ts";

export const shopFloor: readonly Group[] = [
  {
    usage: "dispensing",
    summary: "Weighing and dispensing: what to take next, labels",
    commands: async () => (await import("./dispensing.ts")).dispensingCommands,
  },
  {
    usage: "equipment",
    summary: "Equipment: its status and log, how well it ran, what a failed calibration means",
    commands: async () => (await import("./equipment.ts")).equipmentCommands,
  },
];
