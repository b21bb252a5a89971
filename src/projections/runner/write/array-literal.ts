// A column of values as the text of a PostgreSQL array. Building the text here is about twice as
// fast as letting the driver turn JavaScript arrays into parameters.

/**
 * `json`: each value is JSON, whatever it is. `array`: each value is an array itself, given as its
 * text.
 */
export type ColumnKind = "plain" | "json" | "array";

/**
 * `{1,2,NULL,"a \"b\""}` (PostgreSQL manual, 8.15.2). Throws TypeError for what no column can hold.
 */
export function arrayLiteral(values: readonly unknown[], kind: ColumnKind): string {
  let text = "{";
  let separator = "";
  for (const value of values) {
    text += separator;
    text += value === null || value === undefined ? "NULL" : element(value, kind);
    separator = ",";
  }
  return `${text}}`;
}

function element(value: unknown, kind: ColumnKind): string {
  if (kind === "json") return quoted(JSON.stringify(value));
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    return String(value);
  }
  if (value instanceof Uint8Array) return quoted(`\\x${Buffer.from(value).toString("hex")}`);
  if (kind === "array" && Array.isArray(value)) return quoted(arrayLiteral(value, "plain"));
  throw new TypeError(`A column cannot hold ${Object.prototype.toString.call(value)}.`);
}

const special = /["\\]/;

const quoted = (text: string): string =>
  special.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : `"${text}"`;
