// Where a body may name other things: each place that its published schema has for an id, and a
// body that holds a certain one there, and ids of one's own in all other places.
import fc from "fast-check";
import { z } from "zod";
import { fromSchema } from "../../../arbitrary.ts";

type Node = z.core.JSONSchema.JSONSchema;
type Ids = Readonly<Record<string, string>>;

/** `lines.*.materialLotId`: every place of the command's data whose name says that it is an id. */
export function placesIn(data: z.ZodType): readonly string[] {
  const found = new Set<string>();
  const root = z.toJSONSchema(data, { io: "input", unrepresentable: "any" }) as Node;
  const look = (node: Node, path: readonly string[]): void => {
    for (const [name, one] of Object.entries(node.properties ?? {})) {
      if (/Ids?$/.test(name)) found.add([...path, name].join("."));
      else look(one as Node, [...path, name]);
    }
    if (node.items) look(node.items as Node, [...path, "*"]);
    for (const one of [node.anyOf, node.oneOf, node.allOf].flatMap((list) => list ?? [])) {
      look(one as Node, path);
    }
  };
  look(root, []);
  return [...found];
}

/** The name of a place alone, of several things as of one: `materialLotIds` is `materialLotId`. */
export const nameIn = (place: string): string => (place.split(".").at(-1) ?? "").replace(/s$/, "");

/** Undefined where no value that the schema takes is found. */
export function dataWith(
  data: z.ZodType,
  place: string | undefined,
  { own, foreign }: { readonly own: Ids; readonly foreign: Ids },
): unknown {
  const any = fromSchema(data);
  for (let seed = 1; seed <= 400; seed += 1) {
    const [one] = fc.sample(any, { numRuns: 1, seed });
    const hits = { count: 0 };
    const made = replaced(one, [], (path, value) => {
      const isThere = path === place;
      if (isThere) hits.count += 1;
      return (isThere ? foreign : own)[nameIn(path)] ?? value;
    });
    if ((place === undefined || hits.count > 0) && data.safeParse(made).success) return made;
  }
  return undefined;
}

type Replace = (path: string, value: unknown) => unknown;

function replaced(value: unknown, path: readonly string[], by: Replace): unknown {
  if (Array.isArray(value)) {
    if (/Ids$/.test(path.at(-1) ?? "")) return value.map((one) => by(path.join("."), one));
    return value.map((one) => replaced(one, [...path, "*"], by));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const at = [...path, name];
      return [name, /Id$/.test(name) ? by(at.join("."), one) : replaced(one, at, by)];
    }),
  );
}
