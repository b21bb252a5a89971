// Renderers yield many small pieces of text; a consumer gets them in chunks worth handing on.

const CHUNK_CHARACTERS = 32_768;

export async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk: string[] = [];
  let size = 0;
  for await (const piece of pieces) {
    chunk.push(piece);
    size += piece.length;
    if (size >= CHUNK_CHARACTERS) {
      yield chunk.join("");
      chunk = [];
      size = 0;
    }
  }
  if (size > 0) yield chunk.join("");
}
