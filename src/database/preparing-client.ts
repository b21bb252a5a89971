// A connection that asks what it is asked again and again by name: parsed and planned once.
import pg from "pg";

/**
 * Prepares each text with values from the second time on that this process asks it: to read a
 * question costs PostgreSQL more than a short answer does. Texts that differ each time, such as
 * lists of values, are not kept, and no more than 500 are. */
export class PreparingClient extends pg.Client {
  override query(...asked: unknown[]): never {
    const [text, values, ...rest] = asked;
    const name =
      typeof text === "string" && Array.isArray(values) && values.length > 0 && !ofAll.test(text)
        ? nameOf(text)
        : undefined;
    const given = name === undefined ? asked : [{ name, text, values }, ...rest];
    return Reflect.apply(super.query, this, given) as never;
  }
}

/** Its columns are those of the table as it is at present, and a plan would keep the former. */
const ofAll = /(?<!count\()\*(?!\/)/;

const names = new Map<string, string>();
const once = new Set<string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= namesMax) return known;
  if (!once.delete(text)) {
    if (once.size >= onceMax) once.clear();
    once.add(text);
    return undefined;
  }
  const name = `asked ${names.size}`;
  names.set(text, name);
  return name;
}

const namesMax = 500;
const onceMax = 1_000;
