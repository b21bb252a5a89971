// An event type is a value: its shape, and everything that trail, record, codec and docs need to
// know of it.
import type { z } from "zod";
import type { Quantity } from "./quantity.ts";
import type { Subject, SubjectKind } from "./subject.ts";

/**
 * Draft Annex 11, 12.1 and regulatory AT-3: the closed list of what an entry of an audit trail can
 * be.
 */
export const actionClasses = [
  "create",
  "change",
  "void",
  "verify",
  "sign",
  "approve",
  "release",
  "accessRight",
  "configuration",
  "alarmAcknowledged",
  "export",
  "read",
  "login",
  "refused",
] as const;
export type ActionClass = (typeof actionClasses)[number];

export const criticalities = ["critical", "major", "minor"] as const;
export type Criticality = (typeof criticalities)[number];

/**
 * MESA BatchML V0701, RecordEntryType and EventType: what an exported batch record calls the entry.
 */
export const entryKinds = [
  "Alarm",
  "Change",
  "Comment",
  "Consume",
  "Equipment",
  "Material",
  "Message",
  "Modification",
  "Movement",
  "Parameter Data",
  "Personnel Identification Manifest",
  "Procedural Execution",
  "Process Data",
  "Produce",
  "Property Value Change",
  "Reconciliation",
  "Resource Definition Manifest",
  "Sample",
  "Sample Test Result",
  "Security",
  "State Change",
  "Status Change",
  "System",
  "Work Schedule",
  "Other",
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** How values are put into words: names as they were at that point of the log, never a bare id. */
export type Show = { readonly [K in SubjectKind]: (id: string) => string } & {
  readonly quantity: (quantity: Quantity | undefined) => string;
};

type ObjectSchema = z.ZodObject<z.ZodRawShape>;
export type Field<Schema extends ObjectSchema> = keyof z.output<Schema> & string;

/** A former shape of an event and the one step from it to the next. */
export interface Former {
  readonly data: ObjectSchema;
  readonly upcast: (data: unknown) => unknown;
}

export function formerly<Schema extends ObjectSchema>(
  data: Schema,
  upcast: (data: z.output<Schema>) => unknown,
): Former {
  return { data, upcast: (value) => upcast(data.parse(value)) };
}

interface Described<Schema extends ObjectSchema> {
  readonly data: Schema;
  readonly action: ActionClass;
  readonly criticality: Criticality;
  /** A label for each field, with the unit where the value does not carry it. */
  readonly labels: { readonly [K in Field<Schema>]: string };
  /** What it is about besides the aggregate of its own stream. */
  readonly subjects: (data: z.output<Schema>) => readonly Subject[];
  readonly sentence: (data: z.output<Schema>, show: Show) => string;
  readonly entry: EntryKind;
  /** The name by which people know the aggregate of this stream from here on. */
  readonly names?: (data: z.output<Schema>) => string;
  /** Former shapes, oldest first. */
  readonly formerly?: readonly Former[];
}

export interface EventType<
  Name extends string = string,
  Schema extends ObjectSchema = ObjectSchema,
  Changed extends string = string,
> extends Described<Schema> {
  readonly name: Name;
  readonly version: number;
  /**
   * Fields that replace an earlier value; the decision states the old one, the handler stores it.
   */
  readonly changes: readonly Changed[];
}

export function eventType<
  const Name extends string,
  Schema extends ObjectSchema,
  const Changed extends Field<Schema> = never,
>(
  name: Name,
  described: Described<Schema> & { readonly changes?: readonly Changed[] },
): EventType<Name, Schema, Changed> {
  const version = (described.formerly?.length ?? 0) + 1;
  return { ...described, name, version, changes: described.changes ?? [] };
}

/**
 * What a decision yields: an event that changes fields must say what they were (null: nothing
 * before).
 */
export type EventOf<T> =
  T extends EventType<infer Name, infer Schema, infer Changed>
    ? { readonly type: Name; readonly data: z.output<Schema> } & ([Changed] extends [never]
        ? unknown
        : { readonly before: { readonly [K in Changed]: unknown } })
    : never;

/**
 * Tells the events of these types from others: how a large fold hands on to its parts, with nothing
 * forgotten.
 */
export function among<const Types extends readonly unknown[]>(
  types: Types & readonly EventType[],
): <Event extends AnyEvent>(
  event: Event,
) => event is Extract<Event, { readonly type: EventOf<Types[number]>["type"] }> {
  const list: readonly EventType[] = types;
  const names = new Set(list.map(({ name }) => name));
  return (event): event is never => names.has(event.type);
}

/** Any event, where the catalogue is not at hand. */
export interface AnyEvent {
  readonly type: string;
  readonly data: unknown;
  readonly before?: { readonly [field: string]: unknown };
}
