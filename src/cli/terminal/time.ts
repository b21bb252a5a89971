// Times as people type them: an instant with its offset, or a day of the site.
import { CliFault } from "./fault.ts";

/** Where a period begins: `2026-11-20` is the first moment of that day in the zone. UTC. */
export const beginning = (text: string, zone: string): string => instant(text, zone, 0);

/** Where a period ends, without being in it: `2026-11-20` takes in the whole of that day. UTC. */
export const end = (text: string, zone: string): string => instant(text, zone, 1);

function instant(text: string, zone: string, days: number): string {
  try {
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) return inMilliseconds(Temporal.Instant.from(text));
    const day = Temporal.PlainDate.from(text).add({ days });
    return inMilliseconds(day.toZonedDateTime({ timeZone: zone }).toInstant());
  } catch (cause) {
    const example = "a day (2026-11-20) or an instant (2026-11-20T08:00:00+01:00)";
    const message = `"${text}" is no time; write ${example}.`;
    throw new CliFault("TIME_MALFORMED", message, { cause });
  }
}

const inMilliseconds = (at: Temporal.Instant): string => at.toString({ fractionalSecondDigits: 3 });
