// Any value of an event as text for people, told by its shape and by the name of its field: amounts with their units,
// ids as names. Nothing is cut (regulatory AT-4); readings of a machine, which are kept as series, are described.
import { z } from "zod";
import type { Show } from "../../domain/kernel/event-type.ts";
import { Identifier, written } from "../../domain/kernel/identifier.ts";
import { Quantity } from "../../domain/kernel/quantity.ts";
import { isSubjectKind, type SubjectKind, subjectKinds } from "../../domain/kernel/subject.ts";
import { isCodeList, type Shape, within } from "./code-list.ts";
import { words } from "./show.ts";

export interface ValueShow {
  readonly show: Show;
  /** What another event says, by its id: `entry 17`. */
  readonly event: (id: string) => string;
  /** The kind of thing that an id is one of, where the field's name does not say it. */
  readonly kindOf?: (id: string) => SubjectKind | undefined;
}

/**
 * `null` where there is no value. `field` is the name it stands under, `materialLotId`; `shape` its schema, where that
 * is known.
 */
export function valueText(
  value: unknown,
  field: string,
  by: ValueShow,
  shape?: Shape,
): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return isCodeList(shape) ? words(value) : textOf(value, field, by);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return listText(value, field, by, shape);
  if (typeof value === "object") return objectText(value, by, shape);
  return String(value);
}

/** The kind of thing that a field's value is the id of: `toLocationId`, `materialLotIds`. */
export function kindIn(field: string): SubjectKind | "event" | undefined {
  const stem = /^(.+?)Ids?$/.exec(field)?.[1];
  if (!stem) return undefined;
  const ends = (kind: string) =>
    stem === kind || stem.endsWith(kind.charAt(0).toUpperCase() + kind.slice(1));
  return ends("event") ? "event" : subjectKinds.find(ends);
}

function textOf(value: string, field: string, { show, event, kindOf }: ValueShow): string {
  const kind = kindIn(field) ?? (uuid.test(value) ? kindOf?.(value) : undefined);
  if (kind === "event") return event(value);
  if (kind) return show[kind](value);
  const stem = /^(.+?)Ids?$/.exec(field)?.[1];
  return stem && uuid.test(value) ? `${words(stem)} of unknown name` : value;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

function listText(
  list: readonly unknown[],
  field: string,
  by: ValueShow,
  shape: Shape,
): string | null {
  if (list.length === 0) return null;
  if (list.length >= readingsMin && list.every(isReading)) return readingsText(list);
  const item = within(shape);
  return list.map((one) => valueText(one, field, by, item) ?? "none").join("; ");
}

/** As many numbers as nobody types. */
const readingsMin = 16;
const isReading = (value: unknown): value is number | null =>
  value === null || typeof value === "number";

function readingsText(readings: readonly (number | null)[]): string {
  let [least, greatest, missing] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const reading of readings) {
    if (reading === null) missing += 1;
    else [least, greatest] = [Math.min(least, reading), Math.max(greatest, reading)];
  }
  const range = missing < readings.length ? ` from ${least} to ${greatest}` : "";
  return `${readings.length} readings${range}${missing > 0 ? `, ${missing} missing` : ""}`;
}

function objectText(value: object, by: ValueShow, shape: Shape): string | null {
  const quantity = Quantity.safeParse(value);
  if (quantity.success) return by.show.quantity(quantity.data);
  const identifier = Identifier.safeParse(value);
  if (identifier.success) return `${written(identifier.data)} (${identifier.data.issuer})`;
  const holder = Holder.safeParse(value);
  if (holder.success && isSubjectKind(holder.data.kind)) {
    return by.show[holder.data.kind](holder.data.id);
  }
  const parts = Object.entries(value).flatMap(([field, one]) => {
    const text = valueText(one, field, by, within(shape, field));
    return text === null ? [] : [`${labelOf(field)}: ${text}`];
  });
  return parts.length > 0 ? parts.join(", ") : null;
}

const Holder = z.strictObject({ kind: z.string(), id: z.string() });

const labelOf = (field: string): string => {
  const kind = kindIn(field);
  return kind ? words(kind) : words(field);
};
