// For which part of the plant something is granted, in words.
import type { GrantScope } from "../../domain/kernel/access/standing.ts";

export function placeOf({ sites, materials, clients }: GrantScope): string {
  const parts = [
    sites === "all" ? "" : `sites ${sites.join(", ")}`,
    materials === "all" ? "" : `materials ${materials.join(", ")}`,
    clients === "all" ? "" : `clients ${clients.join(", ")}`,
  ].filter((part) => part !== "");
  return parts.join("; ") || "everywhere";
}
