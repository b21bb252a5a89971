// Any value of an event as text for people, told by its shape and by the name of its field: amounts
// with their units, ids as names. Nothing is cut (regulatory AT-4); readings of a machine, which
// are kept as series, are described.
import type { Show } from "../../domain/kernel/event-type.ts";
import { isSubjectKind, type SubjectKind, subjectKinds } from "../../domain/kernel/subject.ts";
import { isCodeList, type Shape, within } from "./code-list.ts";
import { unitText } from "./quantity.ts";
import { isSealed, keptEncrypted } from "./sealed.ts";
import { words } from "./show.ts";

export interface ValueShow {
  readonly show: Show;
  /** What another event says, by its id: `entry 17`. */
  readonly event: (id: string) => string;
  /** The kind of thing that an id is one of, where the field's name does not say it. */
  readonly kindOf?: (id: string) => SubjectKind | undefined;
}

/**
 * `null` where there is no value. `field` is the name it stands under, `materialLotId`; `shape` its
 * schema, where that is known.
 */
export function valueText(
  value: unknown,
  field: string,
  by: ValueShow,
  shape?: Shape,
): string | null {
  if (value === undefined || value === null) return null;
  if (isSealed(value, shape)) return keptEncrypted;
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

function textOf(value: string, field: string, { show, event, kindOf }: ValueShow): string | null {
  const kind = kindIn(field) ?? (uuid.test(value) ? kindOf?.(value) : undefined);
  if (kind === "event") return event(value);
  if (kind) return show[kind](value);
  if (/unitOfMeasure$/i.test(field)) return unitText(value) || value;
  if (field === "issuer") return issuerText(value);
  // An id of something that has no name of its own says nothing to people: the other fields
  // describe it.
  return /Ids?$/.test(field) && uuid.test(value) ? null : value;
}

/**
 * Numbers that are given within a product or a place name it by its id, which says nothing to
 * people.
 */
const issuerText = (issuer: string): string =>
  issuer
    .split(" ")
    .filter((part) => !uuid.test(part))
    .join(" ") || "not named";

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
  return `${readings.length} values${range}${missing > 0 ? `, ${missing} missing` : ""}`;
}

function objectText(value: object, by: ValueShow, shape: Shape): string | null {
  const members: Members = { ...value };
  if (typeof members.text === "string" && Object.keys(members).length === 1) {
    return members.text;
  }
  const known = knownShape(members, by);
  if (known !== undefined) return known;
  const parts = Object.entries(members).flatMap(([field, one]) => {
    const text = valueText(one, field, by, within(shape, field));
    return text === null ? [] : [`${labelOf(field)}: ${text}`];
  });
  return parts.length > 0 ? parts.join(", ") : null;
}

type Members = { readonly [member: string]: unknown };

/**
 * Quantities, identifiers, holders, and references that carry the name of then; told by their
 * members.
 */
function knownShape(members: Members, { show }: ValueShow): string | undefined {
  const names = Object.keys(members).sort();
  const [first, second, third] = names.map((name) => members[name]);
  if (typeof first !== "string" || typeof second !== "string") return undefined;
  switch (names.join()) {
    case "unitOfMeasure,value":
      return show.quantity({ unitOfMeasure: first, value: second });
    case "issuer,scheme,value":
      return typeof third === "string" ? `${second}:${third} (${issuerText(first)})` : undefined;
    case "id,kind":
      return isSubjectKind(second) ? show[second](first) : undefined;
    default:
      return names.length === 2 && names[0]?.endsWith("Id") && names[1] === "name"
        ? second
        : undefined;
  }
}

const labelOf = (field: string): string => {
  const kind = kindIn(field);
  return kind ? words(kind) : words(field);
};
