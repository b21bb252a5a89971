// given(what happened).when(command, data).then(what happens):
// decisions tested without a store, a clock or a handler.
import { expect } from "vitest";
import type {
  Aggregate,
  Command,
  Context,
  Decision,
  Read,
  ReadStates,
} from "../src/domain/kernel/decider.ts";
import type { AnyEvent } from "../src/domain/kernel/event-type.ts";
import type {
  Actor,
  Authentication,
  FromPaper,
  Metadata,
  Recorded,
} from "../src/domain/kernel/metadata.ts";
import { isRefusal, type RefusalCode, refuse } from "../src/domain/kernel/refusal.ts";
import type { Subject } from "../src/domain/kernel/subject.ts";

/** A past event; `by`, `at` and `id` say who, when and which one where a rule looks at that. */
export interface Past extends AnyEvent {
  readonly by?: Actor;
  readonly at?: string;
  readonly id?: string;
  readonly fromPaper?: FromPaper;
}

export interface Overrides<Reads> extends Partial<Omit<Context, "newId">> {
  /** States of the other streams that the command reads; an unnamed one has seen nothing. */
  readonly also?: Partial<ReadStates<Reads>>;
}

interface Then {
  then(...expected: readonly AnyEvent[]): void;
  /** It had happened already. */
  thenNothing(): void;
  thenRefused(code: RefusalCode): void;
}

/** The n-th deterministic id: a well-formed uuid. */
export const uuid = (n: number): string =>
  `00000000-0000-8000-8000-${n.toString(16).padStart(12, "0")}`;

export const ownId = uuid(0xa);
export const now = "2026-11-20T08:00:00.000Z";
export const authenticated: Authentication = { method: "password", sessionId: "session-1" };
export const person = (username: string, role = "operator"): Actor => ({
  kind: "person",
  id: `person-${username}`,
  username,
  printedName: `${username.charAt(0).toUpperCase()}${username.slice(1)} Example`,
  role,
});
export const anna = person("anna");
export const bela = person("bela");

export function given(...past: readonly Past[]) {
  function when<State, Data, Event extends AnyEvent, Reads>(
    command: Command<State, Data, Event, Reads>,
    data: NoInfer<Data>,
    overrides: Overrides<Reads> = {},
  ): Then {
    const id = overrides.id ?? ownId;
    const state = stateOf(command.aggregate, past, id);
    const seen = { revision: past.length - 1, ...overrides };
    const decision = decided(command, data, state, seen);
    return {
      // biome-ignore lint/suspicious/noThenProperty: the word is then; nobody awaits it
      then: (...expected) => {
        expect(decision).toEqual(expected);
        // What was decided must also be storable, and foldable.
        if (!isRefusal(decision)) stateOf(command.aggregate, [...past, ...decision], id);
      },
      thenNothing: () => expect(decision).toEqual([]),
      thenRefused: (code) => expect(decision).toMatchObject({ refused: code }),
    };
  }
  return { when };
}

/**
 * The state of an aggregate after these events; each must have the shape that its type declares.
 */
export function stateOf<State>(
  aggregate: Aggregate<State, never>,
  past: readonly Past[],
  id: string = ownId,
): State {
  return past.reduce((state, { by, at, id: eventId, fromPaper, ...event }, revision) => {
    const type = aggregate.events.find(({ name }) => name === event.type);
    if (!type) throw new Error(`${event.type} is no event of ${aggregate.category}.`);
    const data = type.data.parse(event.data);
    const missing = type.changes.filter((field) => !event.before || !(field in event.before));
    if (missing.length > 0) throw new Error(`${event.type} lacks before: ${missing.join(", ")}.`);
    const about = { [aggregate.category]: id } as Subject;
    const recorded: Recorded<AnyEvent> = {
      id: eventId ?? uuid(0x1000 + revision),
      stream: `${aggregate.category}-${id}`,
      revision,
      event: { ...event, data },
      metadata: metadataOf({
        recordedAt: at ?? now,
        occurredAt: at ?? now,
        actor: by ?? anna,
        schemaVersion: type.version,
        ...(fromPaper && { fromPaper }),
        subjects: [about, ...type.subjects(data)],
      }),
    };
    return aggregate.evolve(state, recorded.event as never, recorded as Recorded<never>);
  }, aggregate.initial);
}

/** The identifiers that a command takes for a new aggregate. */
export const reserving = <State, Data, Event, Reads>(
  { reserves, aggregate }: Command<State, Data, Event, Reads>,
  data: NoInfer<Data>,
  site = "site-1",
) => reserves?.identifiers(data, ownId, site, aggregate.initial);

/** Complete metadata with deterministic values, for folds and for the codec's tests. */
export function metadataOf(known: Partial<Metadata> = {}): Metadata {
  return {
    recordedAt: now,
    clock: "simulated",
    zone: "Europe/Berlin",
    zoneDatabase: "2026a",
    actor: anna,
    authentication: authenticated,
    site: "site-1",
    legalEntity: "Example GmbH",
    schemaVersion: 1,
    appVersion: "0.0.0-test",
    configRevision: "1",
    subjects: [],
    basedOn: [],
    commandId: uuid(0xc0),
    occurredAt: now,
    $correlationId: uuid(0xc1),
    mac: "",
    ...known,
  };
}

/** As the handler does it: the shape first, then the rule. */
export function decided<State, Data, Event extends AnyEvent, Reads>(
  command: Command<State, Data, Event, Reads>,
  data: Data,
  state: State,
  { also, ...overrides }: Overrides<Reads>,
): Decision<Event> {
  const parsed = command.data.safeParse(data);
  if (!parsed.success) return refuse("MALFORMED_COMMAND", parsed.error.message);
  const read = Object.entries((command.reads ?? {}) as Record<string, Read<never>>);
  const { at: overridden = now, occurredAt = overridden } = overrides;
  const unseen = read.map(([name, { aggregate }]) => [name, aggregate.initial] as const);
  return command.decide(parsed.data, state, {
    at: now,
    occurredAt,
    date: occurredAt.slice(0, 10),
    judgedAt: occurredAt,
    judgedOn: (overrides.date ?? occurredAt).slice(0, 10),
    dateOf: (instant) => instant.slice(0, 10),
    site: "site-1",
    actor: anna,
    rolesHeld: [],
    authentication: authenticated,
    readOn: undefined,
    reason: undefined,
    fromPaper: undefined,
    id: ownId,
    revision: -1,
    newId: (n) => uuid(0x2000 + n),
    ...overrides,
    also: { ...Object.fromEntries(unseen), ...also } as ReadStates<Reads>,
  });
}
