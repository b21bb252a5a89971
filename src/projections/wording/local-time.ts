// An instant as the clock on the wall of the site showed it: `2026-11-20 09:00:00.000 +01:00`.

/** `zone` is an IANA name; one that this build does not know is answered in UTC. */
export function localTime(utc: string, zone: string): string {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(new Date(utc))
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second, fractionalSecond, timeZoneName } = parts;
  const offset = timeZoneName === "GMT" ? "+00:00" : timeZoneName?.slice("GMT".length);
  return `${year}-${month}-${day} ${hour}:${minute}:${second}.${fractionalSecond} ${offset}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = makeFormat(zone);
  formats.set(zone, made);
  return made;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
      hourCycle: "h23",
      timeZoneName: "longOffset",
    });
  } catch {
    return makeFormat("UTC");
  }
}
