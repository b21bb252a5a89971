// A trace as JSON: the text of JSON.stringify, in which what is kept between answers is written
// once, since to write ten thousand lots anew takes longer than to find them.
import type { Trace } from "../../projections/genealogy/answer.ts";

const written = new WeakMap<object, string>();

export function traceJson(answer: Trace): string {
  const members = Object.entries(answer).map(([name, value]) => {
    const text = isLong(name) ? `[${answer[name].map(once).join()}]` : JSON.stringify(value);
    return `${JSON.stringify(name)}:${text}`;
  });
  return `{${members.join()}}`;
}

const isLong = (name: string): name is "lots" | "batches" | "shipments" | "residue" =>
  name === "lots" || name === "batches" || name === "shipments" || name === "residue";

function once(one: object): string {
  const known = written.get(one);
  if (known !== undefined) return known;
  const text = JSON.stringify(one);
  written.set(one, text);
  return text;
}
