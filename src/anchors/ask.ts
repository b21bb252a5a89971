// One request to an anchor over HTTP: it ends in time, and takes no more than it asked for.
import { AnchorFault } from "./fault.ts";

export interface Asked {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer> | string;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** Of the content, without parameters. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** Throws AnchorFault ANCHOR_UNREACHABLE, ANCHOR_ANSWER_MALFORMED. */
export async function post(url: string, { type, body, signal }: Asked): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      // Whoever answers for another is not who was asked.
      redirect: "error",
      headers: { "content-type": type },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience_ms)]),
    });
    const [said = ""] = (answer.headers.get("content-type") ?? "").split(";");
    const bytes = await bytesOf(answer);
    return { status: answer.status, type: said.trim().toLowerCase(), bytes };
  } catch (cause) {
    if (cause instanceof AnchorFault) throw cause;
    const why = causeOf(cause);
    throw new AnchorFault("ANCHOR_UNREACHABLE", `${url} does not answer: ${why}.`, { cause });
  }
}

async function bytesOf({ body }: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body ?? []) {
    length += piece.length;
    // Leaving the loop ends the connection.
    if (length > bytesMax) throw new AnchorFault("ANCHOR_ANSWER_MALFORMED", "It never ends.");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** `fetch` says only that it failed; why is one below. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? causeOf(error.cause) : error.message;
}

const patience_ms = 20_000;
/** A time stamp with a long chain of certificates has some 10 KB. */
const bytesMax = 64 * 1024;
