// Words of a closed list are shown as words, not as code: `finishedProduct` is "finished product".
// Which texts are such words is told by the schema; what a person typed is never touched.
import { z } from "zod";

/** A schema, or undefined where there is none. */
export type Shape = unknown;

/** The schema of a member of an object or of an item of a list. */
export function within(shape: Shape, field?: string): Shape {
  const open = unwrapped(shape);
  if (field === undefined) return open instanceof z.ZodArray ? open.element : undefined;
  return open instanceof z.ZodObject ? open.shape[field] : undefined;
}

export function isCodeList(shape: Shape): boolean {
  if (typeof shape !== "object" || shape === null) return false;
  const known = codeLists.get(shape);
  if (known !== undefined) return known;
  const found = unwrapped(shape) instanceof z.ZodEnum;
  codeLists.set(shape, found);
  return found;
}

const codeLists = new WeakMap<object, boolean>();

/** The schema of the value itself, where there is one. */
export function unwrapped(shape: Shape): Shape {
  const wraps =
    shape instanceof z.ZodOptional ||
    shape instanceof z.ZodExactOptional ||
    shape instanceof z.ZodNullable;
  return wraps ? unwrapped(shape.unwrap()) : shape;
}
