// The imports of a file, by the words that begin them: TypeScript 7 has no parser to ask.
import { posix } from "node:path";

export interface Import {
  /** A path from the project's folder, a package with its path, or a module of Node. */
  readonly target: string;
  readonly typeOnly: boolean;
}

const statement =
  /^[ \t]*(?:import|export)\s+(?<type>type\s)?[^;"'`]*?\bfrom\s*["'](?<from>[^"']+)["']/gm;
const bare = /^[ \t]*import\s*["'](?<from>[^"']+)["']/gm;
const called = /\b(?:import|require)\s*\(\s*(?:["'](?<from>[^"']+)["']\s*\))?/g;

export function importsOf(path: string, text: string): readonly Import[] {
  const code = text.replaceAll(comment, "");
  return [statement, bare, called].flatMap((pattern) =>
    Array.from(code.matchAll(pattern), ({ groups }) => ({
      target: resolved(path, groups?.from),
      typeOnly: groups?.type !== undefined,
    })),
  );
}

const comment = /^[ \t]*(?:\/\/.*|\/?\*.*)$/gm;

/** What is not written out cannot be judged: no area may import it. */
function resolved(path: string, from: string | undefined): string {
  if (from === undefined) return "(computed)";
  return from.startsWith(".") ? posix.join(posix.dirname(path), from) : from;
}
