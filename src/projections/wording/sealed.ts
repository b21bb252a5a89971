// Of an encrypted value it is shown that it is there, and nothing more: what goes out as cipher
// text can be kept by anybody until it is broken, and its key is destroyed in one place only.
import { z } from "zod";
import { type Shape, unwrapped } from "./code-list.ts";

export const keptEncrypted = "kept encrypted";

/** Told by its schema, and where none is known (values that were refused) by its members. */
export const isSealed = (value: unknown, shape?: Shape): boolean =>
  isErasable(shape) || looksSealed(value);

/** The JSON of something that nobody vouches for, without what looks encrypted. */
export const jsonWithoutSealed = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => (looksSealed(member) ? keptEncrypted : member));

function isErasable(shape: Shape): boolean {
  const open = unwrapped(shape);
  return open instanceof z.ZodType && open.meta()?.erasable !== undefined;
}

const looksSealed = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "key" in value &&
  "cipher" in value &&
  typeof value.cipher === "string";
