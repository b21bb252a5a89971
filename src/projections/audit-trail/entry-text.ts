// What an entry says: the sentence and the fields of its event type, with names as of then. Knows
// no event type.
import type { EventType } from "../../domain/kernel/event-type.ts";
import { subjectEntry } from "../../domain/kernel/subject.ts";
import type { Occurred } from "../projection.ts";
import { type ValueShow, valueText } from "../wording/value.ts";

/**
 * AT-4: `old` only where the event type says that the field replaces a value; null: there was none.
 */
export type AuditField = {
  readonly field: string;
  readonly label: string;
  readonly old?: string | null;
  readonly new: string | null;
};

export interface EntryText {
  readonly sentence: string;
  readonly fields: AuditField[];
}

/** Any event of ours as the codec lets it through: data is an object of the type's shape. */
export type AnyOccurred = Occurred<{ readonly type: string; readonly data: object }>;

export function entryText(type: EventType, event: AnyOccurred, names: ValueShow): EntryText {
  const subjects = event.metadata.subjects.map(subjectEntry);
  const kindOf = (id: string) => subjects.find((subject) => subject.id === id)?.kind;
  const by = { ...names, kindOf };
  const data: { readonly [field: string]: unknown } = { ...event.data };
  const before = event.metadata.before ?? {};
  const fields = Object.entries(type.labels).flatMap(([field, label]): AuditField[] => {
    const value = valueText(data[field], field, by, type.data.shape[field]);
    const pointer = `/${field}`;
    if (!(pointer in before)) return value === null ? [] : [{ field, label, new: value }];
    const old = valueText(before[pointer], field, by, type.data.shape[field]);
    return old === null && value === null ? [] : [{ field, label, old, new: value }];
  });
  return { sentence: capital(type.sentence(data, by.show)), fields };
}

/** Annex 11, 8.2: whether something that stood in the record before is another now. */
export function changesEarlierValue({ action }: EventType, { metadata }: AnyOccurred): boolean {
  if (action === "void") return true;
  return action === "change" && Object.values(metadata.before ?? {}).some((old) => old !== null);
}

/** A sentence that begins with an identifier, `starch:5`, begins with it as it is written. */
const capital = (sentence: string): string =>
  sentence.replace(/^[a-z](?=[a-z]*[ ,])/, (letter) => letter.toUpperCase());
