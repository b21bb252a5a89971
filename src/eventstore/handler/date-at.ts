// What day it is at a site: something expires at its midnight, not at that of Greenwich.
import { LRUCache } from "lru-cache";

/** The making of a format takes far longer than its use. */
const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 100 });

/** `2027-06-30`, of an instant (UTC, ISO 8601) in an IANA zone. */
export function dateAt(instant: string, zone: string): string {
  const at_ms = Date.parse(instant);
  // Since 1972 midnight is at a quarter of an hour everywhere.
  const quarter = `${Math.floor(at_ms / quarter_ms)} ${zone}`;
  const found = at_ms > since1973_ms ? dates.get(quarter) : undefined;
  if (found !== undefined) return found;
  const date = dateOf(instant, zone);
  dates.set(quarter, date);
  return date;
}

const quarter_ms = 15 * 60_000;
const since1973_ms = Date.UTC(1973, 0);
const dates = new LRUCache<string, string>({ max: 1_000 });

function dateOf(instant: string, zone: string): string {
  const format = formats.get(zone) ?? formatOf(zone);
  formats.set(zone, format);
  const parts = format.formatToParts(new Date(instant));
  const of = (type: "year" | "month" | "day") =>
    parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}`;
}

const formatOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
