// Bytes to text: UTF-8 with or without byte-order mark, and nothing else by guessing.
import { ImportFault } from "./import-fault.ts";

export async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for await (const chunk of bytes) {
    const text = decode(decoder, chunk, file, line);
    if (text.includes("\u0000")) {
      const hint = "The file holds binary data, or text in another encoding than UTF-8.";
      throw new ImportFault("FILE_BINARY", { file, line: line + linesIn(text, "\u0000") }, hint);
    }
    line += linesIn(text);
    yield text;
  }
  const rest = decode(decoder, undefined, file, line);
  if (rest !== "") yield rest;
}

function decode(
  decoder: TextDecoder,
  chunk: Uint8Array | undefined,
  file: string,
  line: number,
): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (error) {
    const at = { file, line: line + linesBefore(chunk) };
    throw new ImportFault("FILE_ENCODING", at, "The text is not UTF-8; convert it first.", error);
  }
}

/** Lines before the first byte that is not UTF-8. */
function linesBefore(chunk: Uint8Array | undefined): number {
  if (!chunk) return 0;
  const lenient = new TextDecoder("utf-8").decode(chunk);
  return linesIn(lenient, "\ufffd");
}

function linesIn(text: string, upTo?: string): number {
  const end = upTo === undefined ? -1 : text.indexOf(upTo);
  let lines = 0;
  const stop = end < 0 ? text.length : end;
  for (let at = text.indexOf("\n"); at >= 0 && at < stop; at = text.indexOf("\n", at + 1))
    lines += 1;
  return lines;
}
