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
  /** What is thrown where the file has become shorter: it ends at this byte. */
  cut(at: number): Error;
}

export interface AppendOnlyFile<One> {
  /** As they stand in the file. */
  readonly all: readonly One[];
  /**
   * On disk when it resolves. What a crash cut off at the end of the file was never answered for,
   * and is taken away before.
   */
  append(one: One): Promise<void>;
  close(): Promise<void>;
}

/** Makes it where there is none; changes nothing in one that is there. */
export async function openAppendOnly<One>(
  path: string,
  form: Form<One>,
): Promise<AppendOnlyFile<One>> {
  const file = await open(path, "a+", 0o600);
  try {
    const opened = new OpenFile(file, form);
    await opened.read();
    if (opened.isEmpty) await syncFolderOf(path);
    return opened;
  } catch (error) {
    await file.close();
    throw error;
  }
}

class OpenFile<One> implements AppendOnlyFile<One> {
  readonly all: One[] = [];
  readonly #file: FileHandle;
  readonly #form: Form<One>;
  /** Bytes that hold whole records. */
  #whole = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: FileHandle, form: Form<One>) {
    this.#file = file;
    this.#form = form;
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
