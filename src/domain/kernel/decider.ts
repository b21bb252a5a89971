// Aggregate and command: state from events, and pure decisions over it.
import type { z } from "zod";
import type { Required } from "./access/right.ts";
import type { Scope } from "./access/standing.ts";
import type { AnyEvent, EventOf, EventType } from "./event-type.ts";
import type { Identifier } from "./identifier.ts";
import type { Actor, Authentication, FromPaper, Reason, Recorded } from "./metadata.ts";
import type { Refusal, RefusalCode } from "./refusal.ts";
import type { Subject, SubjectKind } from "./subject.ts";

/**
 * One kind of stream: `<category>-<id>`. `evolve` is pure and handles every event type of the list.
 * The category is the subject kind, so that each event is about the aggregate of its own stream.
 */
export interface Aggregate<State, Event extends AnyEvent = AnyEvent> {
  readonly category: SubjectKind;
  readonly events: readonly EventType[];
  readonly initial: State;
  evolve(state: State, event: Event, recorded: Recorded<Event>): State;
  /** Whose and what it is, once that is known: rights may be granted for parts of the plant. */
  scope?(state: State, id: string): Scope | readonly Scope[];
  /**
   * It stays at the site at which it was begun. Lots and shipments travel; people, roles and
   * definitions are of every site.
   */
  readonly ofSite: boolean;
  /**
   * Of a stream that goes on for as long as the plant: without what is long past. Whatever looks
   * back as far as that throws `LongPast`.
   */
  recent?(state: State): State;
}

/** What is asked for was left out: it is asked again of the whole history. */
export class LongPast extends Error {}

export function aggregate<State, const Types extends readonly unknown[]>(definition: {
  readonly category: SubjectKind;
  readonly events: Types & readonly EventType[];
  readonly initial: State;
  readonly evolve: (
    state: State,
    event: EventOf<Types[number]>,
    recorded: Recorded<EventOf<Types[number]>>,
  ) => State;
  readonly scope?: (state: State, id: string) => Scope | readonly Scope[];
  readonly ofSite: boolean;
  recent?(state: State): State;
}): Aggregate<State, EventOf<Types[number]>> {
  return definition;
}

/** What comes in with the command: a decision reads no clock, no random number and no table. */
export interface Context {
  /** The server's time for the events of this command. */
  readonly at: string;
  /** The claimed business time, UTC. */
  readonly occurredAt: string;
  /** The calendar date of the business time at the site. */
  readonly date: string;
  /** By which an act that is not yet done is judged, UTC: no claim makes it earlier than now. */
  readonly judgedAt: string;
  /** Its calendar date at the site: what expires does so by it. */
  readonly judgedOn: string;
  /** The calendar date at the site of an instant, UTC. */
  readonly dateOf: (instant: string) => string;
  readonly site: string;
  readonly actor: Actor;
  /** Every role that was granted to whoever acts, also those in which they do not act now. */
  readonly rolesHeld: readonly string[];
  readonly authentication: Authentication;
  /** The device that a driver of this product has read for it. */
  readonly readOn: string | undefined;
  readonly reason: Reason | undefined;
  /** Where it was written down before it was entered here. */
  readonly fromPaper: FromPaper | undefined;
  /** The aggregate's own id. */
  readonly id: string;
  /** Of its stream: the last entry, a refused attempt too. */
  readonly revision: number;
  /** Ids for new things within the aggregate; the n-th is the same at every repetition. */
  readonly newId: (n: number) => string;
}

/** Events: it happens. None: it had happened. A refusal: it may not. */
export type Decision<Event> = readonly Event[] | Refusal;

/** Another stream that a decision rests on; its revision is kept in `basedOn`. */
export interface Read<Data, State = unknown> {
  readonly aggregate: Aggregate<State, never>;
  readonly id: (data: Data) => string;
  /** What the command does is done within it: whoever gives it must have the right there too. */
  readonly within?: true;
}
export type ReadStates<Reads> = {
  readonly [K in keyof Reads]: Reads[K] extends Read<never, infer State> ? State : never;
};

/** An identifier, for the command's own aggregate or for one that will follow from it. */
export interface Reservation extends Identifier {
  readonly holder?: Subject;
  /** Where it is compared in another form than the one in which people wrote it. */
  readonly asWritten?: Pick<Identifier, "issuer" | "value">;
  /** Who holds it and may no longer, and the revision at which the decision has seen that. */
  readonly takenFrom?: { readonly holder: Subject; readonly revision: number };
  /** Reserved anew by its holder: who meanwhile takes it over has seen what is no longer so. */
  readonly renewed?: true;
}

export interface Reserves<Data, State> {
  readonly identifiers: (
    data: Data,
    id: string,
    site: string,
    state: State,
  ) => readonly Reservation[];
  /** The refusal when something else holds one of them. */
  readonly code: RefusalCode;
}

export interface Command<State, Data, Event, Reads = unknown> {
  readonly name: string;
  /** What whoever gives it must be allowed to do. */
  readonly right: Required;
  readonly aggregate: Aggregate<State, never>;
  readonly data: z.ZodType<Data>;
  readonly reads?: Reads;
  /** Where that is not what the aggregate is by now: of a new one, or of the batch it goes into. */
  scope?(data: Data, state: State, also: ReadStates<Reads>): Scope | readonly Scope[];
  readonly reserves?: Reserves<Data, State>;
  readonly decide: (
    data: Data,
    state: State,
    context: Context & { readonly also: ReadStates<Reads> },
  ) => Decision<Event>;
}

/** What a command asks for. */
export type DataOf<Any> = Any extends { readonly data: z.ZodType<infer Data> } ? Data : never;

type ReadsOf<Data> = Readonly<Record<string, Read<Data>>>;

type Options<State, Data, Event, Reads> = Pick<
  Command<State, Data, Event, Reads>,
  "reads" | "reserves" | "scope"
>;

/**
 * `const command = commandsOf(batch)`, then
 * `command("CompleteBatch", "executeBatch", Complete, (data, batch) => ...)`.
 */
export function commandsOf<State, Event extends AnyEvent>(of: Aggregate<State, Event>) {
  return function command<Data, const Reads extends ReadsOf<Data> = Record<never, never>>(
    name: string,
    right: Required,
    data: z.ZodType<Data>,
    decide: Command<State, Data, Event, Reads>["decide"],
    options: Options<State, Data, Event, Reads> = {},
  ): Command<State, Data, Event, Reads> {
    return { ...options, name, right, aggregate: of, data, decide };
  };
}
