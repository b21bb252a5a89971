// A released schema never changes: its digest stands in
// released.json, and a different file of that name is a fault.
import { createHash } from "node:crypto";

/** File name to SHA-256 of its bytes. */
export type Released = Readonly<Record<string, string>>;

export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The released files that are gone or changed. */
export function brokenReleases(
  released: Released,
  files: ReadonlyMap<string, string>,
): readonly string[] {
  return Object.entries(released)
    .filter(([file, digest]) => digestOf(files.get(file) ?? "") !== digest)
    .map(([file]) => file);
}

/** With a release, every schema that is in it becomes one that never changes. */
export function release(released: Released, files: ReadonlyMap<string, string>): Released {
  const broken = brokenReleases(released, files);
  if (broken.length > 0) throw new Error(`Released and since changed: ${broken.join(", ")}.`);
  const schemas = [...files].filter(([file]) => /^schemas\/.+\.v\d+\.json$/.test(file));
  return Object.fromEntries(schemas.map(([file, text]) => [file, digestOf(text)]).sort());
}
