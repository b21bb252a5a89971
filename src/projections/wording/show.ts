// The `Show` that event types put their sentences together with: each id as the name it had.
import type { Show } from "../../domain/kernel/event-type.ts";
import { type SubjectKind, subjectKinds } from "../../domain/kernel/subject.ts";
import type { Named } from "./names.ts";
import { quantityText } from "./quantity.ts";

/** `name` is asked for each id that a sentence or a field shows. */
export function showBy(name: (named: Named) => string | undefined): Show {
  const shown = Object.fromEntries(
    subjectKinds.map((kind) => [kind, (id: string) => name({ kind, id }) ?? unnamed(kind)]),
  );
  if (!isComplete(shown)) throw new Error("Some kind of subject is shown by nothing.");
  return {
    ...shown,
    quantity: (quantity) => (quantity ? quantityText(quantity) : "an unknown quantity"),
  };
}

/** `material lot of unknown name`: the log did not hold its name at this point. */
export const unnamed = (kind: SubjectKind): string => `${words(kind)} of unknown name`;

/** `materialLot`, `unitOfMeasure`: as words. */
export const words = (camelCase: string): string =>
  camelCase.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

type Namer = (id: string) => string;

const isComplete = (shown: {
  readonly [kind: string]: Namer;
}): shown is { readonly [K in SubjectKind]: Namer } => subjectKinds.every((kind) => kind in shown);
