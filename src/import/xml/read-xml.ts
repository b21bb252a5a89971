// An XML file as the elements that are asked for, one at a time. It may come from anybody: no
// document type is read, so that no entity is ever expanded, and size and depth are bounded.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { SaxesParser, type SaxesTagNS } from "saxes";
import { ImportFault } from "../import-fault.ts";
import { decoded } from "../text.ts";

export interface Element {
  /** Without prefix; of another namespace than the root's: `{namespace}name`. */
  readonly name: string;
  /** 1-based line on which its start tag ends. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** Trimmed; of the element itself, not of those in it. */
  readonly text: string;
  readonly children: readonly Element[];
}

export interface Vocabulary {
  readonly root: string;
  readonly namespaces: readonly string[];
  /** Whether the element at this path, `/root/child`, is wanted with all that is in it. */
  readonly takes: (path: string) => boolean;
}

export const limits = {
  bytes_max: 32 * 1024 * 1024,
  /** Elements within each other. */
  depth_max: 64,
  /** Elements that are kept. */
  elements_max: 500_000,
  attributes_max: 64,
} as const;

type Told = (path: string, element: Element) => void;

/** Tells each wanted element when it ends, in the order of the file. Throws ImportFault. */
export async function readXml(path: string, vocabulary: Vocabulary, tell: Told): Promise<void> {
  const file = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new ImportFault("FILE_MISSING", { file }, "There is no such file.");
  if (found.size === 0) throw new ImportFault("FILE_EMPTY", { file }, "The file is empty.");
  if (found.size > limits.bytes_max) {
    const most = `At most ${limits.bytes_max} bytes are taken; it has ${found.size}.`;
    throw new ImportFault("FILE_TOO_LARGE", { file }, most);
  }
  const reading = new Reading(file, vocabulary, tell);
  for await (const text of decoded(createReadStream(path), file)) reading.write(text);
  reading.end();
}

interface Open {
  name: string;
  line: number;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

class Reading {
  readonly #file: string;
  readonly #vocabulary: Vocabulary;
  readonly #tell: Told;
  readonly #parser = new SaxesParser<{ xmlns: true }>({ xmlns: true });
  readonly #path: string[] = [];
  /** From the wanted element that is open down to the innermost. */
  readonly #open: Open[] = [];
  #namespace: string | undefined;
  #kept = 0;

  constructor(file: string, vocabulary: Vocabulary, tell: Told) {
    this.#file = file;
    this.#vocabulary = vocabulary;
    this.#tell = tell;
    const parser = this.#parser;
    parser.on("error", (error) => {
      throw this.#fault("XML_MALFORMED", error.message.replace(/^[\d:]+ /, ""));
    });
    parser.on("doctype", () => {
      throw this.#fault("XML_DOCTYPE", "It declares a document type, which is never read.");
    });
    parser.on("xmldecl", ({ encoding = "utf-8" }) => {
      if (encoding.toLowerCase() === "utf-8") return;
      throw this.#fault("FILE_ENCODING", `It says it is ${encoding}; convert it to UTF-8 first.`);
    });
    parser.on("opentag", (tag) => this.#opened(tag));
    parser.on("text", (text) => this.#said(text));
    parser.on("cdata", (text) => this.#said(text));
    parser.on("closetag", () => this.#closed());
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  end(): void {
    this.#parser.close();
  }

  #opened({ uri, local, attributes }: SaxesTagNS): void {
    if (this.#namespace === undefined) this.#beginsWith(uri, local);
    const name = uri === this.#namespace ? local : `{${uri}}${local}`;
    this.#path.push(name);
    if (this.#path.length > limits.depth_max) {
      throw this.#fault("XML_TOO_DEEP", `More than ${limits.depth_max} elements in each other.`);
    }
    const within = this.#open.length > 0;
    if (!within && !this.#vocabulary.takes(this.#where())) return;
    this.#kept += 1;
    const given = Object.values(attributes);
    if (this.#kept > limits.elements_max || given.length > limits.attributes_max) {
      throw this.#fault("FILE_TOO_LARGE", "It holds more than a file of this kind does.");
    }
    this.#open.push({
      name,
      line: this.#parser.line,
      attributes: Object.fromEntries(given.map((one) => [one.name, one.value.trim()])),
      text: "",
      children: [],
    });
  }

  #beginsWith(uri: string, local: string): void {
    const { root, namespaces } = this.#vocabulary;
    if (local !== root || !namespaces.includes(uri)) {
      const is = `It begins with ${local || "nothing"} of ${uri || "no namespace"}`;
      const wanted = `a file of this kind with ${root} of ${namespaces.join(" or ")}.`;
      throw this.#fault("FORMAT_UNKNOWN", `${is}, ${wanted}`);
    }
    this.#namespace = uri;
  }

  #said(text: string): void {
    const innermost = this.#open.at(-1);
    if (innermost) innermost.text += text;
  }

  #closed(): void {
    const path = this.#where();
    this.#path.pop();
    const closed = this.#open.pop();
    if (!closed) return;
    closed.text = closed.text.trim();
    const around = this.#open.at(-1);
    if (around) around.children.push(closed);
    else this.#tell(path, closed);
  }

  #where(): string {
    return `/${this.#path.join("/")}`;
  }

  #fault(code: ImportFault["code"], message: string): ImportFault {
    return new ImportFault(code, { file: this.#file, line: this.#parser.line }, message);
  }
}

export const childOf = ({ children }: Element, name: string): Element | undefined =>
  children.find((child) => child.name === name);
