// A stream's name: `category-id`. The category holds no dash, the id may.
import { isSubjectKind, type SubjectKind } from "../domain/kernel/subject.ts";

export const streamOf = (category: SubjectKind, id: string): string => `${category}-${id}`;

/** Throws on a name that no aggregate of ours can have. */
export function categoryAndId(stream: string): { category: SubjectKind; id: string } {
  const cut = stream.indexOf("-");
  const category = stream.slice(0, cut);
  const id = stream.slice(cut + 1);
  if (cut < 1 || id === "" || !isSubjectKind(category)) {
    throw new Error(`${stream} is not the name of a stream of ours.`);
  }
  return { category, id };
}
