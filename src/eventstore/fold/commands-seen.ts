// Which commands led to something in a stream, in eight bytes for each: a machine is given commands
// for as long as the plant is there, and a repetition must be known at any time.

const slotsMin = 16;
const free = 0;

/**
 * At which revisions the events of a command may begin. A few bits of its id are kept, so what
 * stands there has to be looked at; that it is none of these is certain.
 */
export class CommandsSeen {
  /** Pairs of the hash of an id and the revision plus one; open addressing, at most half full. */
  #slots = new Uint32Array(2 * slotsMin);
  #count = 0;
  #last: string | undefined;

  /** As `written` gave it. */
  static read(bytes: Uint8Array): CommandsSeen {
    const seen = new CommandsSeen();
    // A copy, for numbers stand at multiples of their size only.
    seen.#slots = new Uint32Array(Uint8Array.from(bytes).buffer);
    for (let at = 1; at < seen.#slots.length; at += 2) {
      if (seen.#slots[at] !== free) seen.#count += 1;
    }
    return seen;
  }

  /** In the byte order of this machine, to be read on this machine. */
  written(): Uint8Array {
    return new Uint8Array(this.#slots.slice().buffer);
  }

  /** In the order of the stream: events that follow each other of one command are one entry. */
  add(commandId: string, revision: number): void {
    if (commandId === this.#last) return;
    this.#last = commandId;
    this.#count += 1;
    if (4 * this.#count > this.#slots.length) this.#grow();
    this.#put(hashOf(commandId), revision + 1);
  }

  /** The latest last. */
  revisionsOf(commandId: string): readonly number[] {
    const hash = hashOf(commandId);
    const found: number[] = [];
    for (let at = this.#begin(hash); this.#slots[at + 1] !== free; at = this.#next(at)) {
      if (this.#slots[at] === hash) found.push((this.#slots[at + 1] ?? 0) - 1);
    }
    return found.sort((one, other) => one - other);
  }

  #put(hash: number, filled: number): void {
    let at = this.#begin(hash);
    while (this.#slots[at + 1] !== free) at = this.#next(at);
    this.#slots[at] = hash;
    this.#slots[at + 1] = filled;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(2 * before.length);
    for (let at = 0; at < before.length; at += 2) {
      const filled = before[at + 1] ?? free;
      if (filled !== free) this.#put(before[at] ?? 0, filled);
    }
  }

  #begin(hash: number): number {
    return (2 * hash) % this.#slots.length;
  }

  #next(at: number): number {
    return (at + 2) % this.#slots.length;
  }
}

/** FNV-1a over UTF-16 units, mixed once more: the last letters are to reach every bit. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < id.length; n += 1) hash = Math.imul(hash ^ id.charCodeAt(n), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
