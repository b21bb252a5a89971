// Object streams and the cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8): a tagged file of
// many small objects is a third of the size it would have as plain objects.
import { deflateSync } from "node:zlib";

const OBJECTS_PER_STREAM = 200;

/** An object stream that is ready to be written as object `id`. */
export interface FullStream {
  readonly id: number;
  readonly dictionary: string;
  readonly bytes: Uint8Array;
}

/** Gathers small objects until a stream is full. */
export class ObjectStreams {
  readonly #reserve: () => number;
  readonly #write: (full: FullStream) => void;
  #id = 0;
  #ids: string[] = [];
  #bodies: string[] = [];
  #length = 0;

  constructor(reserve: () => number, write: (full: FullStream) => void) {
    this.#reserve = reserve;
    this.#write = write;
  }

  /** Answers the object's place, for the table of offsets. */
  put(id: number, body: string): number {
    if (this.#ids.length === 0) this.#id = this.#reserve();
    const place = placeIn(this.#id, this.#ids.length);
    this.#ids.push(`${id} ${this.#length}`);
    this.#bodies.push(body);
    this.#length += body.length + 1;
    if (this.#ids.length === OBJECTS_PER_STREAM) this.flush();
    return place;
  }

  flush(): void {
    if (this.#ids.length === 0) return;
    const head = `${this.#ids.join(" ")}\n`;
    const bytes = deflateSync(Buffer.from(`${head}${this.#bodies.join("\n")}\n`, "latin1"));
    const dictionary = `/Type/ObjStm/N ${this.#ids.length}/First ${head.length}/Filter/FlateDecode`;
    this.#ids = [];
    this.#bodies = [];
    this.#length = 0;
    this.#write({ id: this.#id, dictionary, bytes });
  }
}

/** A place inside an object stream is kept as a negative number beside the plain offsets. */
const placeIn = (stream: number, index: number): number => -1 - (stream * 256 + index);

/** The table's bytes with /W [1 4 1]; object 0 is the head of the empty free list. */
export function crossReferenceBytes(places: readonly (number | null)[]): Uint8Array {
  const table = Buffer.alloc((places.length + 1) * 6);
  table[5] = 255;
  places.forEach((place, index) => {
    if (place === null) return;
    const at = (index + 1) * 6;
    const inside = -1 - place;
    table[at] = place < 0 ? 2 : 1;
    table.writeUInt32BE(place < 0 ? Math.floor(inside / 256) : place, at + 1);
    table[at + 5] = place < 0 ? inside % 256 : 0;
  });
  return table;
}
