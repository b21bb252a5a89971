// The structure of a tagged PDF (ISO 32000-1, 14.7): elements, the marked content that belongs to
// them, and the tree that leads back from content to element. An element is written when it ends,
// and only open ones stand in memory.
import type { PdfFile } from "./pdf-file.ts";
import { ObjectNumber } from "./syntax.ts";

const KEYS_PER_NODE = 64;

interface Element {
  readonly object: ObjectNumber;
  readonly type: string;
  readonly attributes: string;
  readonly kids: string[];
  /** The page of its first content; content on other pages names its page itself. */
  page: string | undefined;
}

export class StructureTree {
  readonly #file: PdfFile;
  readonly #open: Element[] = [];
  readonly #rootKids: string[] = [];
  /** Object that each key leads back to: an array for a page, an element for an annotation. */
  readonly #parents: ObjectNumber[] = [];
  #page: { reference: string; key: number; owners: ObjectNumber[] } | undefined;

  constructor(file: PdfFile) {
    this.#file = file;
  }

  /** `attributes` are complete dictionary entries, such as /Alt(...). */
  begin(type: string, attributes = ""): void {
    const element = { object: this.#file.reserve(), type, attributes, kids: [], page: undefined };
    this.#kidsOfParent().push(String(element.object));
    this.#open.push(element);
  }

  end(): void {
    const element = this.#open.pop();
    if (!element) throw new RangeError("no structure element is open");
    const parent = this.#open.at(-1)?.object ?? this.#root;
    const page = element.page === undefined ? "" : `/Pg ${element.page}`;
    const body = `/S/${element.type}/P ${parent}${page}${element.attributes}`;
    this.#file.put(element.object, `<<${body}/K[${element.kids.join(" ")}]>>`);
  }

  /** Answers the number under which the open element owns the next content of this page. */
  mark(): { type: string; id: number } {
    const element = this.#open.at(-1);
    const page = this.#page;
    if (!element || !page) throw new RangeError("content outside of an element or a page");
    const id = page.owners.push(element.object) - 1;
    element.page ??= page.reference;
    const isSamePage = element.page === page.reference;
    element.kids.push(isSamePage ? String(id) : `<</Type/MCR/Pg ${page.reference}/MCID ${id}>>`);
    return { type: element.type, id };
  }

  /** Makes an annotation the open element's; answers its StructParent key. */
  own(annotation: ObjectNumber): number {
    const element = this.#open.at(-1);
    const page = this.#page;
    if (!element || !page) throw new RangeError("annotation outside of an element or a page");
    element.kids.push(`<</Type/OBJR/Obj ${annotation}/Pg ${page.reference}>>`);
    return this.#parents.push(element.object) - 1;
  }

  /** Answers the page's StructParents key. */
  beginPage(reference: string): number {
    const key = this.#parents.push(this.#file.reserve()) - 1;
    this.#page = { reference, key, owners: [] };
    return key;
  }

  endPage(): void {
    const page = this.#page;
    const array = page && this.#parents[page.key];
    if (array) this.#file.put(array, `[${page.owners.join(" ")}]`);
    this.#page = undefined;
  }

  finish(): void {
    const data = this.#treeRoot.data;
    data.K = this.#rootKids.map((kid) => new ObjectNumber(Number.parseInt(kid, 10)));
    data.ParentTree = this.#parentTree();
    data.ParentTreeNextKey = this.#parents.length;
  }

  #parentTree(): ObjectNumber {
    const nodes: ObjectNumber[] = [];
    for (let first = 0; first < this.#parents.length; first += KEYS_PER_NODE) {
      const chunk = this.#parents.slice(first, first + KEYS_PER_NODE);
      const pairs = chunk.map((object, index) => `${first + index} ${object}`).join(" ");
      const node = this.#file.reserve();
      const limits = `/Limits[${first} ${first + chunk.length - 1}]`;
      this.#file.put(node, `<<${limits}/Nums[${pairs}]>>`);
      nodes.push(node);
    }
    const tree = this.#file.reserve();
    this.#file.put(tree, `<</Kids[${nodes.join(" ")}]>>`);
    return tree;
  }

  get #treeRoot() {
    return this.#file._root.data.StructTreeRoot;
  }

  get #root(): ObjectNumber {
    return new ObjectNumber(this.#treeRoot.id);
  }

  #kidsOfParent(): string[] {
    return this.#open.at(-1)?.kids ?? this.#rootKids;
  }
}
