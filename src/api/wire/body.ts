// Bodies: JSON that is neither deep nor made of very many parts, and small forms where a route asks
// for them.
import formbody from "@fastify/formbody";
import type { FastifyInstance } from "fastify";
import { WireFault } from "./fault.ts";

const depthMax = 32;
const nodesMax = 100_000;

export function addJson(app: FastifyInstance): void {
  app.removeContentTypeParser(["application/json", "text/plain"]);
  // Members called __proto__ and constructor are refused by it.
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = body.toString();
    if (isTooMuch(text)) {
      const message = `JSON may be nested ${depthMax} deep and have ${nodesMax} values.`;
      done(new WireFault("JSON_TOO_DEEP", message));
      return undefined;
    }
    return parse(request, text, done);
  });
}

/** For the pages of one scope; a command is never taken from a form. */
export async function acceptForms(scope: FastifyInstance): Promise<void> {
  await scope.register(formbody, { bodyLimit: formMax_bytes });
}

const formMax_bytes = 64 * 1024;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** Counts, and does not parse: whether it is JSON at all is seen later. */
function isTooMuch(text: string): boolean {
  let depth = 0;
  let nodes = 1;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === backslash) at += 1;
      else if (code === quote) inString = false;
    } else if (code === quote) {
      inString = true;
    } else if (opening.has(code)) {
      depth += 1;
      nodes += 1;
    } else if (closing.has(code)) {
      depth -= 1;
    } else if (code === comma) {
      nodes += 1;
    }
    if (depth > depthMax || nodes > nodesMax) return true;
  }
  return false;
}
