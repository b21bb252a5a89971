// An instant as the clock on the wall of the site showed it: `2026-11-20 09:00:00.000 +01:00`.

/** `zone` is an IANA name; one that this build does not know is answered in UTC. */
export function localTime(utc: string, zone: string): string {
  const time = Date.parse(utc);
  const past_ms = ((time % minute_ms) + minute_ms) % minute_ms;
  const begun = minuteIn(time - past_ms, zone);
  const { upToMinute, offset } = begun;
  // Before 1972 there were zones whose minutes began within one of UTC.
  if (begun.second !== "00") return whole(partsOf(time, zone));
  const digits = String(past_ms).padStart(5, "0");
  return whole({ upToMinute, offset, second: digits.slice(0, 2), fraction: digits.slice(2) });
}

const minute_ms = 60_000;

interface Parts {
  readonly upToMinute: string;
  readonly second: string;
  readonly fraction: string;
  readonly offset: string;
}

const whole = ({ upToMinute, second, fraction, offset }: Parts): string =>
  `${upToMinute}:${second}.${fraction} ${offset}`;

/** Entries of a record come close together, and to ask what the clock showed costs most of them. */
function minuteIn(begin: number, zone: string): Parts {
  const key = `${begin} ${zone}`;
  const known = minutes.get(key);
  if (known) return known;
  const parts = partsOf(begin, zone);
  if (minutes.size >= minutesMax) minutes.clear();
  minutes.set(key, parts);
  return parts;
}

const minutes = new Map<string, Parts>();
const minutesMax = 2_000;

function partsOf(time: number, zone: string): Parts {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second = "", fractionalSecond = "" } = parts;
  const { timeZoneName } = parts;
  const offset = timeZoneName === "GMT" ? "+00:00" : `${timeZoneName?.slice("GMT".length)}`;
  const upToMinute = `${year}-${month}-${day} ${hour}:${minute}`;
  return { upToMinute, second, fraction: fractionalSecond, offset };
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
