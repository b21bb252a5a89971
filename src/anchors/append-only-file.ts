// A file that is only ever added to, and forced to disk before what was added counts. Several
// processes may add to it.
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How records stand in the file. */
export interface Form<One> {
  print(one: One): string;
  /**
   * The whole records at the start of the bytes, which stand `at` so many bytes in the file, and
   * the bytes they take. Throws where what is left is not the beginning of one more.
   */
  parse(bytes: Buffer, at: number): { readonly all: readonly One[]; readonly length: number };
  /** Where the first whole record begins in bytes from the middle of a file. */
  beginning?(bytes: Buffer): number | undefined;
  /** What is thrown where the file has become shorter: it ends at this byte. */
  cut(at: number): Error;
}

export interface AppendOnlyFile<One> {
  /** As they stand in the file, from where it was begun to be read. */
  readonly all: readonly One[];
  /**
   * On disk when it resolves. What a crash cut off at the end of the file was never answered for,
   * and is taken away before.
   */
  append(one: One): Promise<void>;
  close(): Promise<void>;
}

/** How much of a file is read, and held of what is added to it. */
export interface Newest {
  /** At its end. */
  readonly bytes: number;
  readonly records: number;
}

/**
 * Makes it where there is none; changes nothing in one that is there. `newest`: what stands before
 * is not looked at, so that a file of many years is opened as fast as a new one.
 */
export async function openAppendOnly<One>(
  path: string,
  form: Form<One>,
  newest?: Newest,
): Promise<AppendOnlyFile<One>> {
  const file = await open(path, "a+", 0o600);
  try {
    const begin = newest ? await beginningIn(file, form, newest.bytes) : 0;
    const opened = new OpenFile(file, form, begin, newest?.records);
    await opened.read();
    if (opened.isEmpty) await syncFolderOf(path);
    return opened;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The first place within so many bytes at the end at which a record begins. */
export async function beginningIn<One>(
  file: FileHandle,
  form: Pick<Form<One>, "beginning">,
  bytes: number,
): Promise<number> {
  const { size } = await file.stat();
  if (size <= bytes) return 0;
  const end = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(end, 0, bytes, size - bytes);
  const found = form.beginning?.(end.subarray(0, bytesRead));
  // Where there is none, only all of it can tell what it is.
  return found === undefined ? 0 : size - bytes + found;
}

class OpenFile<One> implements AppendOnlyFile<One> {
  readonly all: One[] = [];
  readonly #file: FileHandle;
  readonly #form: Form<One>;
  readonly #recordsMax: number;
  /** Bytes that hold whole records. */
  #whole: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    file: FileHandle,
    form: Form<One>,
    begin: number,
    recordsMax = Number.POSITIVE_INFINITY,
  ) {
    this.#file = file;
    this.#form = form;
    this.#whole = begin;
    this.#recordsMax = recordsMax;
  }

  get isEmpty(): boolean {
    return this.#whole === 0;
  }

  /** What came since, also from another process; true where the file ends in a piece of one. */
  async read(): Promise<boolean> {
    const { size } = await this.#file.stat();
    if (size < this.#whole) throw this.#form.cut(size);
    const bytes = Buffer.alloc(size - this.#whole);
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, this.#whole);
    const { all, length } = this.#form.parse(bytes.subarray(0, bytesRead), this.#whole);
    for (const one of all) this.all.push(one);
    // Not with each: most of them would be moved each time.
    if (this.all.length > 2 * this.#recordsMax)
      this.all.splice(0, this.all.length - this.#recordsMax);
    this.#whole += length;
    return length < bytesRead;
  }

  append(one: One): Promise<void> {
    const appended = this.#last.then(() => this.#append(one));
    this.#last = appended.catch(() => {});
    return appended;
  }

  /** What a crash cut off; not what another process is just writing. */
  async #removePiece(): Promise<void> {
    if (!(await this.read())) return;
    const { size } = await this.#file.stat();
    await sleep(writing_ms);
    if (!(await this.read())) return;
    if (size === (await this.#file.stat()).size) await this.#file.truncate(this.#whole);
  }

  async #append(one: One): Promise<void> {
    await this.#removePiece();
    const bytes = Buffer.from(this.#form.print(one));
    let written = 0;
    try {
      while (written < bytes.length) {
        written += (await this.#file.write(bytes, written)).bytesWritten;
      }
      await this.#file.sync();
    } catch (error) {
      // On a full disk a half of it would stand before the next one.
      const { size } = await this.#file.stat();
      if (size === this.#whole + written) await this.#file.truncate(this.#whole);
      throw error;
    }
    // Not at the place that was the end: another process may have been faster.
    await this.read();
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#file.close();
  }
}

const writing_ms = 100;

async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
