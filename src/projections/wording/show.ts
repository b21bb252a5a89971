// The `Show` that event types put their sentences together with: each id as the name it had.
import type { Show } from "../../domain/kernel/event-type.ts";
import { type SubjectKind, subjectKinds } from "../../domain/kernel/subject.ts";
import type { Named } from "./names.ts";
import { quantityText } from "./quantity.ts";

/** `name` is asked for each id that a sentence or a field shows. */
export function showBy(name: (named: Named) => string | undefined): Show {
  const shown = Object.fromEntries(
    subjectKinds.map((kind) => [kind, (id: string) => name({ kind, id }) ?? unnamed({ kind, id })]),
  );
  if (!isComplete(shown)) throw new Error("Some kind of subject is shown by nothing.");
  return {
    ...shown,
    quantity: (quantity) => (quantity ? quantityText(quantity) : "an unknown quantity"),
  };
}

/** `container drum 4`; where the id says nothing to people: `material lot of unknown name`. */
export const unnamed = ({ kind, id }: Named): string =>
  opaque.test(id) ? `${words(kind)} of unknown name` : `${words(kind)} ${id}`;

/** A UUID or a digest, alone or at the end. */
const opaque = /(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,})$/i;

/** `materialLot`, `unitOfMeasure` as words; a stable code such as LOT_ON_HOLD stays what it is. */
export const words = (camelCase: string): string =>
  code.test(camelCase)
    ? camelCase
    : camelCase.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const code = /^[A-Z][A-Z0-9_]+$/;

type Namer = (id: string) => string;

const isComplete = (shown: {
  readonly [kind: string]: Namer;
}): shown is { readonly [K in SubjectKind]: Namer } => subjectKinds.every((kind) => kind in shown);
