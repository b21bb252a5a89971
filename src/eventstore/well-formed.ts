// The one check of text: well-formed Unicode without U+0000,
// in keys and in values (design, section 2).

/** Where the first malformed text stands (RFC 6901 pointer), or undefined. */
export function malformedText(value: unknown, pointer = ""): string | undefined {
  if (typeof value === "string") return isWellFormed(value) ? undefined : pointer;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const at = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!isWellFormed(key)) return at;
    const found = malformedText(member, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isWellFormed = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");
