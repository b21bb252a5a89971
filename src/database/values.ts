// How values of PostgreSQL arrive in the program: exact, and as plain JSON.
// int8 is a number (or a fault), numeric a string, an instant an ISO string with ms and Z.
import pg from "pg";
import { DatabaseFault } from "./fault.ts";

/** Parsers by type, handed to each connection; nothing global is changed. */
export function valueParsers(): pg.CustomTypesConfig {
  const parsers = new Map<number, (text: string) => unknown>();
  for (const [oid, arrayOid, parse] of scalars) {
    parsers.set(oid, parse);
    parsers.set(arrayOid, (text) => textArray(text).map((item) => item && parse(item)));
  }
  return {
    getTypeParser: (oid, format) =>
      (format !== "binary" && parsers.get(oid)) || pg.types.getTypeParser(oid, format),
  };
}

/** What a session must be set to for these parsers, and for text that means the same everywhere. */
export const sessionSettings = [
  "set timezone = 'UTC'",
  "set datestyle = 'ISO, YMD'",
  "set intervalstyle = 'iso_8601'",
  "set bytea_output = 'hex'",
  "set extra_float_digits = 1",
  "set jit = off",
].join(";");

const asIs = (text: string): string => text;

// Object numbers of built-in types never change; see pg_type.dat.
const scalars: readonly [oid: number, arrayOid: number, parse: (text: string) => unknown][] = [
  [20, 1016, safeInteger], // int8
  [1082, 1182, asIs], // date
  [1114, 1115, asIs], // timestamp
  [1184, 1185, instant], // timestamptz
  [1186, 1187, asIs], // interval
  [1700, 1231, asIs], // numeric
];

const textArrayOid: number = 1009;

function textArray(text: string): (string | null)[] {
  return pg.types.getTypeParser(textArrayOid, "text")(text);
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw unrepresentable(text, "is beyond the whole numbers that JSON carries exactly");
}

/** `2026-01-31 08:15:00.123456+00` to `2026-01-31T08:15:00.123Z`: cut to ms, not rounded. */
function instant(text: string): string {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text);
  if (!parts) throw unrepresentable(text, "is not an instant of the years 1 to 9999 in UTC");
  const [, date, time, fraction = ""] = parts;
  return `${date}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
}

function unrepresentable(text: string, why: string): DatabaseFault {
  return new DatabaseFault("POSTGRES_VALUE_UNREPRESENTABLE", `The value ${text} ${why}.`);
}
