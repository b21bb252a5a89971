// For which part of the plant, and for how long, something is granted: options of the commands that
// grant.
import type { Command } from "commander";
import type { GrantScope } from "../../domain/kernel/access/standing.ts";
import { several } from "../terminal/argument.ts";

export interface ScopeOptions {
  readonly site?: string[];
  readonly material?: string[];
  readonly client?: string[];
}

export const scopeOptions = (line: Command): Command =>
  line
    .option("--site <site>", "only for this site; may be repeated", several)
    .option("--material <id>", "only for this material; may be repeated", several)
    .option("--client <id>", "only for material of this party; may be repeated", several);

export const scopeFrom = ({ site, material, client }: ScopeOptions): GrantScope => ({
  sites: site ?? "all",
  materials: material ?? "all",
  clients: client ?? "all",
});
