// Bookmarks: the sections as a tree beside the pages.
import type { PdfFile } from "./pdf-file.ts";
import { number, type ObjectNumber, textString } from "./syntax.ts";

export interface Bookmark {
  readonly title: string;
  readonly page: string;
  /** Distance from the bottom of the page, in points. */
  readonly y: number;
  readonly children: Bookmark[];
}

/** The first level is shown open, deeper ones closed. */
export function writeOutline(file: PdfFile, bookmarks: readonly Bookmark[]): void {
  if (bookmarks.length === 0) return;
  const root = file.reserve();
  const { first, last } = writeLevel(file, bookmarks, root);
  file.put(root, `<</Type/Outlines/First ${first}/Last ${last}/Count ${bookmarks.length}>>`);
  file._root.data.Outlines = root;
  file._root.data.PageMode = "UseOutlines";
}

function writeLevel(file: PdfFile, bookmarks: readonly Bookmark[], parent: ObjectNumber) {
  const objects = bookmarks.map(() => file.reserve());
  bookmarks.forEach(({ title, page, y, children }, index) => {
    const object = objects[index];
    if (!object) return;
    const previous = objects[index - 1];
    const next = objects[index + 1];
    const inner = children.length > 0 ? writeLevel(file, children, object) : undefined;
    file.put(
      object,
      `<</Title ${textString(title)}/Parent ${parent}/Dest[${page}/XYZ null ${number(y)} null]` +
        (previous ? `/Prev ${previous}` : "") +
        (next ? `/Next ${next}` : "") +
        (inner ? `/First ${inner.first}/Last ${inner.last}/Count -${children.length}` : "") +
        ">>",
    );
  });
  return { first: objects[0], last: objects.at(-1) };
}
