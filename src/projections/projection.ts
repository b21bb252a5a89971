// What a read model is: a name that is also its Postgres schema, a version, tables, and a handler
// for each event it follows. Handlers are synchronous: they say which rows there are, and the
// runner writes a whole chunk at once.
import type { Insertable, Updateable } from "kysely";
import type { AnyEvent } from "../domain/kernel/event-type.ts";
import type { Recorded } from "../domain/kernel/metadata.ts";
import type { StoredEvent } from "../eventstore/stored-event.ts";

/**
 * An event with its place in the log (the log index), flat, so that a handler takes what it needs.
 */
export type Occurred<Event extends AnyEvent> = Event &
  Omit<Recorded<Event>, "event"> & { readonly position: number };

/** An event without our mac: never believed, only shown (design, section 2). */
export interface Foreign {
  readonly position: number;
  readonly stored: StoredEvent;
  readonly reason: string;
}

/** An event by its place in the log and the hash of its entry, whatever it is. */
export interface Entered {
  readonly position: number;
  /** 32 bytes. */
  readonly entry: Uint8Array;
}

/** The tables of one read model, as kysely-codegen names them: `genealogy.genealogy_node`. */
export type TablesOf<Database, Name extends string> = {
  readonly [Key in keyof Database as Key extends `${Name}.${infer Table}`
    ? Table
    : never]: Database[Key];
};

/**
 * Where handlers write. Rows are kept until the chunk ends and then written set by set; in every
 * order of calls the outcome is that of writing them one after the other. A column left out is
 * null. `key` is the primary key.
 */
export interface Into<Tables> {
  /** A new row. One with this key already there stops the projection. */
  insert<Table extends keyof Tables & string>(table: Table, row: Insertable<Tables[Table]>): void;
  /** The whole row with this key is now this one, whether or not there was one. */
  upsert<Table extends keyof Tables & string>(table: Table, row: Insertable<Tables[Table]>): void;
  /** These columns of the row with this key. No such row stops the projection. */
  update<Table extends keyof Tables & string>(
    table: Table,
    key: Updateable<Tables[Table]>,
    change: Updateable<Tables[Table]>,
  ): void;
}

/** Asks the read model's own tables (unqualified names), within the transaction of the chunk. */
export type Ask = <Row extends object>(
  sql: string,
  values?: readonly unknown[],
) => Promise<readonly Row[]>;

/**
 * Declared as a method, because one handler of many is called with the event that its key names.
 */
export type Handler<Tables, Event extends AnyEvent, Memory> = {
  handle(into: Into<Tables>, event: Occurred<Event>, memory: Memory): void;
}["handle"];

export interface Definition<Database, Event extends AnyEvent, Name extends string, Memory> {
  /** snake_case; the schema's name too. */
  readonly name: Name;
  /** Counted up when handlers or tables change: the model is then rebuilt beside the live one. */
  readonly version: number;
  /**
   * schema.sql: unqualified names; no sequences, triggers, defaults, now() or keys into other
   * schemas.
   */
  readonly schema: URL;
  /**
   * For each table the rows that must come out equal in a rebuilt model, ordered by natural key,
   * without surrogate ids.
   */
  readonly digest: { readonly [Table in keyof TablesOf<Database, Name>]: string };
  /**
   * What handlers may remember from one event to the next. Made anew after every failure; bounded
   * by its maker.
   */
  readonly memory: () => Memory;
  /**
   * Before a chunk is handled: asks for what its handlers will need, set by set, into the memory.
   */
  readonly prefetch?: (
    events: readonly Occurred<Event>[],
    ask: Ask,
    memory: Memory,
  ) => Promise<void>;
  readonly on?: {
    readonly [Type in Event["type"]]?: Handler<
      TablesOf<Database, Name>,
      Extract<Event, { readonly type: Type }>,
      Memory
    >;
  };
  /** Every event, before its own handler. */
  readonly any?: Handler<TablesOf<Database, Name>, Event, Memory>;
  readonly foreign?: (
    into: Into<TablesOf<Database, Name>>,
    foreign: Foreign,
    memory: Memory,
  ) => void;
  /** Every event without exception, also what is foreign and what a newer build wrote. */
  readonly each?: (entered: Entered, memory: Memory) => void;
  /** Behind the last event of a chunk. */
  readonly finish?: (into: Into<TablesOf<Database, Name>>, memory: Memory) => void;
}

/** Where rows go when the read model's own types are not at hand. */
export interface AnyInto {
  insert(table: string, row: object): void;
  upsert(table: string, row: object): void;
  update(table: string, key: object, change: object): void;
}

/** One pass over the log; a second one, beside it, remembers nothing of the first. */
export interface Pass<Event extends AnyEvent> {
  prefetch(events: readonly Occurred<Event>[], ask: Ask): Promise<void>;
  handle(into: AnyInto, event: Occurred<Event>): void;
  handleForeign(into: AnyInto, foreign: Foreign): void;
  enter(entered: Entered): void;
  finish(into: AnyInto): void;
}

/** A read model as the runner sees it. */
export interface Projection<Event extends AnyEvent> {
  readonly name: string;
  readonly version: number;
  readonly schema: URL;
  readonly digest: { readonly [table: string]: string };
  /** Whether events of this type matter here; one that cannot be read then stops the projection. */
  follows(type: string): boolean;
  readonly followsForeign: boolean;
  /** Whether every event matters, if only by its entry. */
  readonly followsEach: boolean;
  start(): Pass<Event>;
}

/**
 * projection<Database, ProductionEvent>()({ name, version, schema, digest, on: { MaterialConsumed:
 * (into, event) => ... } })
 */
export function projection<Database, Event extends AnyEvent>() {
  return function define<const Name extends string, Memory>(
    definition: Definition<Database, Event, Name, Memory>,
  ): Projection<Event> {
    const { name, version, schema, digest, any, foreign, each, prefetch } = definition;
    const on: Handlers<TablesOf<Database, Name>, Event, Memory> = definition.on ?? {};
    return {
      name,
      version,
      schema,
      digest,
      follows: (type) => any !== undefined || on[type] !== undefined,
      followsForeign: foreign !== undefined,
      followsEach: each !== undefined,
      start: () => {
        const memory = definition.memory();
        return {
          prefetch: async (events, ask) => prefetch?.(events, ask, memory),
          handle: (into, event) => {
            any?.(into, event, memory);
            on[event.type]?.(into, event, memory);
          },
          handleForeign: (into, event) => foreign?.(into, event, memory),
          enter: (entered) => each?.(entered, memory),
          finish: (into) => definition.finish?.(into, memory),
        };
      },
    };
  };
}

type Handlers<Tables, Event extends AnyEvent, Memory> = {
  readonly [type: string]: Handler<Tables, Event, Memory> | undefined;
};
