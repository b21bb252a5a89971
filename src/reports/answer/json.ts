// An answer as JSON: the text of JSON.stringify, in which what is kept between answers is written
// once, since to write ten thousand lots anew takes longer than to find them.
import type { Answer, Form } from "./form.ts";

export function answerJson<Of extends Answer>({ lists }: Form<Of>, answer: Of): string {
  const members = Object.entries(answer)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const isList = name in lists && Array.isArray(value);
      const text = isList ? `[${value.map(once).join()}]` : JSON.stringify(value);
      return `${JSON.stringify(name)}:${text}`;
    });
  return `{${members.join()}}`;
}

/** Where a thing has its text: to look it up elsewhere takes longer than to copy it. */
const written = Symbol("written");

function once(one: unknown): string {
  if (typeof one !== "object" || one === null) return JSON.stringify(one);
  const known = (one as { readonly [written]?: string })[written];
  if (known !== undefined) return known;
  const text = JSON.stringify(one);
  if (Object.isExtensible(one)) Object.defineProperty(one, written, { value: text });
  return text;
}
