// JSON as I-JSON has it (RFC 7493, 2.3): no object names a member twice. JSON.parse takes the last
// of two in silence, so that what a reader sees need not be what was proven.

const strings = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** Throws SyntaxError for what is no JSON, or names a member twice. */
export function parseStrictly(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Outside of strings a colon stands behind each member's name, and nowhere else.
  if (text.replace(strings, "").split(":").length - 1 !== membersOf(value)) {
    throw new SyntaxError("An object names a member twice.");
  }
  return value;
}

/** Of all objects in it. */
function membersOf(value: unknown): number {
  const open = [value];
  let members = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const within: unknown[] = Object.values(next);
    if (!Array.isArray(next)) members += within.length;
    for (const one of within) if (typeof one === "object") open.push(one);
  }
  return members;
}
