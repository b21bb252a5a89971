// The file of all rows, as lines of CSV in the order of their nodes: a trace's are taken from it
// as they are. Derived: whatever is wrong with it, the rows are read from PostgreSQL.
//
// Piece after piece, each of `pieceNodes` nodes: the length of each line, uint32, 0: there is none;
// what is counted of each, a byte; the lines. Then, as JSON, what it is of, with the place of each
// piece; and 16 bytes: "BPROWS01", length of the JSON, its CRC-32, both uint32. Little-endian.
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import { writeDraft } from "../../../vault/draft.ts";

/** Nodes of a piece: all but the last are full. */
export const pieceNodes = 16_384;

export interface Piece {
  readonly lengths: Uint32Array;
  /** See `counted`. */
  readonly marks: Uint8Array;
  readonly text: Buffer;
}

export interface FileOf {
  /** Which making of the read model. */
  readonly model: string;
  /** Tree size of which all rows are. */
  readonly asOf: number;
  /** Nodes of which there are rows: those with a smaller id. */
  readonly nodes: number;
}

interface Contents extends FileOf {
  readonly pieces: readonly (readonly [at: number, bytes: number, nodes: number, crc: number])[];
}

const magic = Buffer.from("BPROWS01");
const tailBytes = magic.length + 8;
const contentsBytesMax = 64 * 1024 * 1024;

/** Written whole under its name, or not at all. */
export async function writeRowFile(
  path: string,
  of: FileOf,
  pieces: AsyncIterable<Piece>,
): Promise<void> {
  const draft = await writeDraft(dirname(path), bytesOf(of, pieces), 0o600);
  await draft.publish(path);
}

async function* bytesOf(of: FileOf, pieces: AsyncIterable<Piece>): AsyncGenerator<Buffer> {
  const places: Contents["pieces"][number][] = [];
  let at = 0;
  for await (const { lengths, marks, text } of pieces) {
    const bytes = Buffer.concat([new Uint8Array(lengths.buffer), marks, text]);
    places.push([at, bytes.length, lengths.length, crc32(bytes)]);
    at += bytes.length;
    yield bytes;
  }
  const contents = Buffer.from(JSON.stringify({ ...of, pieces: places } satisfies Contents));
  const tail = Buffer.alloc(tailBytes);
  magic.copy(tail);
  tail.writeUInt32LE(contents.length, magic.length);
  tail.writeUInt32LE(crc32(contents), magic.length + 4);
  yield Buffer.concat([contents, tail]);
}

export class RowFile implements AsyncDisposable {
  readonly of: FileOf;
  readonly #handle: FileHandle;
  readonly #pieces: Contents["pieces"];

  private constructor(handle: FileHandle, { pieces, ...of }: Contents) {
    this.of = of;
    this.#handle = handle;
    this.#pieces = pieces;
  }

  /**
   * For an answer of this tree size. Undefined: there is none that can be read, or it is of another
   * making, or ahead. It stays open until it is disposed of.
   */
  static async openFor(
    path: string,
    { model, asOf }: Omit<FileOf, "nodes">,
  ): Promise<RowFile | undefined> {
    const handle = await open(path, "r").catch(() => undefined);
    if (!handle) return;
    const contents = await contentsOf(handle).catch(() => undefined);
    if (contents?.model === model && contents.asOf <= asOf) return new RowFile(handle, contents);
    await handle.close();
    return;
  }

  /** The n-th; undefined where there is none, or it is not as it was written. */
  async piece(n: number): Promise<Piece | undefined> {
    const [at, length, nodes, crc] = this.#pieces[n] ?? [];
    if (at === undefined || length === undefined || nodes === undefined) return;
    const bytes = await read(this.#handle, at, length);
    if (crc32(bytes) !== crc) return;
    return {
      lengths: new Uint32Array(bytes.buffer, bytes.byteOffset, nodes),
      marks: bytes.subarray(4 * nodes, 5 * nodes),
      text: bytes.subarray(5 * nodes),
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#handle.close();
  }
}

async function contentsOf(handle: FileHandle): Promise<Contents | undefined> {
  const { size } = await handle.stat();
  if (size < tailBytes) return;
  const tail = await read(handle, size - tailBytes, tailBytes);
  const length = tail.readUInt32LE(magic.length);
  const isOurs = tail.subarray(0, magic.length).equals(magic);
  if (!isOurs || length > Math.min(contentsBytesMax, size - tailBytes)) return;
  const bytes = await read(handle, size - tailBytes - length, length);
  if (crc32(bytes) !== tail.readUInt32LE(magic.length + 4)) return;
  return JSON.parse(bytes.toString()) as Contents;
}

/** Fewer bytes than asked for are followed by zeros, which no checksum takes. */
async function read(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.from(new ArrayBuffer(length));
  for (let from = 0; from < length; ) {
    const { bytesRead } = await handle.read(bytes, from, length - from, at + from);
    if (bytesRead === 0) break;
    from += bytesRead;
  }
  return bytes;
}
