// An answer as JSON: the text of JSON.stringify, in which what is kept between answers is written
// once, since to write ten thousand lots anew takes longer than to find them.
import type { Answer, Form } from "./form.ts";

const written = new WeakMap<object, string>();

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

function once(one: unknown): string {
  if (typeof one !== "object" || one === null) return JSON.stringify(one);
  const known = written.get(one);
  if (known !== undefined) return known;
  const text = JSON.stringify(one);
  written.set(one, text);
  return text;
}
