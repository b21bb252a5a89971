// When and by whom a copy was made, in words: UTC first, the site's local time beside it.
import type { Printed } from "./document.ts";

/** "2026-11-20 08:04:11 UTC (09:04:11 Europe/Ljubljana)"; the local date too where it differs. */
export function printedAt({ at, zone }: Printed): string {
  const utc = new Date(at).toISOString();
  const local = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(new Date(at));
  const sameDay = local.slice(0, 10) === utc.slice(0, 10);
  const beside = sameDay ? local.slice(11) : local;
  const text = `${utc.slice(0, 10)} ${utc.slice(11, 19)} UTC`;
  return zone === "UTC" ? text : `${text} (${beside} ${zone})`;
}
