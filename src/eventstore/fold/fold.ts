// The state of a stream, from the log: the kernel's own fold around that of the aggregate.
import { LRUCache } from "lru-cache";
import { type Aggregate, LongPast } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { epoch } from "../../domain/kernel/instant.ts";
import type { Recorded } from "../../domain/kernel/metadata.ts";
import type { Codec, Decoded } from "../codec.ts";
import { EventLogFault } from "../event-log-fault.ts";
import type { EventLog } from "../port.ts";
import type { StoredEvent } from "../stored-event.ts";
import { streamOf } from "../stream-name.ts";
import { CommandsSeen } from "./commands-seen.ts";
import { createGivens, type Given } from "./given.ts";
import type { KeptFolds } from "./kept-folds.ts";
import { sharing } from "./sharing.ts";

export interface Folded<State> {
  /** Of the last event; -1 where the stream does not exist. */
  readonly revision: number;
  /** Where its first event was recorded. */
  readonly site: string | undefined;
  /** The latest server time in it. */
  readonly recordedAt: string;
  readonly state: State;
  /** Ids of those who wrote to it: whose attempt was refused did not. */
  readonly authors: ReadonlySet<string>;
  /** What the command with this id led to here. */
  readonly given: (commandId: string) => Promise<Given | undefined>;
}

export interface LoadOptions {
  /** With what is long past: all of the stream is read. */
  readonly whole?: boolean;
}

export interface Folds {
  /**
   * Reads what came after the last fold of this stream, kept ones included, and folds it. Throws
   * EventLogFault STREAM_INCOMPLETE where an event is missing, EVENT_CHANGED where one is not as it
   * was written, EVENT_FOREIGN where one has no mac: no decision rests on half a history.
   */
  load<State>(
    aggregate: Aggregate<State, never>,
    id: string,
    options?: LoadOptions,
  ): Promise<Folded<State>>;
}

export interface FoldsOptions {
  readonly streamsMax?: number;
  readonly kept?: KeptFolds;
}

/** After so many events of a stream its fold is kept, and without end it is shortened. */
const keptEvery = 1_000;

interface Growing {
  revision: number;
  /** Of the last event: over its bytes, its stream and its revision. */
  mac: string;
  site: string | undefined;
  recordedAt: string;
  state: unknown;
  /** Events since it was kept. */
  grown: number;
  readonly authors: Set<string>;
  readonly seen: CommandsSeen;
}

export function createFolds(
  log: EventLog,
  codec: Codec,
  { streamsMax = 10_000, kept }: FoldsOptions = {},
): Folds {
  const cache = new LRUCache<string, Growing>({ max: streamsMax });
  const givens = createGivens(log, codec);
  const shared = sharing();
  const keeping = new Set<string>();

  async function load<State>(aggregate: Aggregate<State, never>, stream: string) {
    const known = cache.get(stream);
    // A fault on the way must not leave half a tail in the cache.
    cache.delete(stream);
    const folded = await upToNow(aggregate, stream, known ?? (await begun(aggregate, stream)));
    if (folded.grown >= keptEvery) keep(aggregate, stream, folded);
    cache.set(stream, folded);
    return answer<State>(stream, folded);
  }

  /** All of it again where an event belongs to what is long past. */
  async function upToNow(
    aggregate: Aggregate<unknown, never>,
    stream: string,
    folded: Growing,
  ): Promise<Growing> {
    try {
      return await follow(aggregate, stream, folded);
    } catch (error) {
      if (error instanceof LongPast) return follow(aggregate, stream, fresh(aggregate));
      throw error;
    }
  }

  async function follow(
    aggregate: Aggregate<unknown, never>,
    stream: string,
    folded: Growing,
  ): Promise<Growing> {
    for await (const stored of log.readStream(stream, { from: folded.revision + 1 })) {
      refuseGap(stored, folded.revision + 1);
      const decoded = codec.decode(stored);
      folded.revision = stored.revision;
      folded.grown += 1;
      if (decoded.kind === "foreign") throw foreign(decoded);
      folded.mac = decoded.recorded.metadata.mac;
      fold(folded, aggregate, decoded.recorded);
      givens.remember(decoded.recorded);
    }
    return folded;
  }

  /**
   * Whether the very event stands there: after a restore there may be another with the same id, of
   * the same command given again.
   */
  async function isThere(
    stream: string,
    { revision: from, mac }: Pick<Growing, "revision" | "mac">,
  ): Promise<boolean> {
    for await (const stored of log.readStream(stream, { from, limit: 1 })) {
      const decoded = codec.decode(stored);
      return decoded.kind === "ours" && decoded.recorded.metadata.mac === mac;
    }
    return false;
  }

  /** From what was kept, where its last event is that of the log. */
  async function begun(aggregate: Aggregate<unknown, never>, stream: string): Promise<Growing> {
    const found = await kept?.get(stream);
    if (!found || !(await isThere(stream, found))) return fresh(aggregate);
    const { seen, authors, ...same } = found;
    return { ...same, grown: 0, authors: new Set(authors), seen: CommandsSeen.read(seen) };
  }

  /**
   * Nobody waits for it: where it is not kept, or not yet, the next start takes longer, and that is
   * all.
   */
  function keep(aggregate: Aggregate<unknown, never>, stream: string, folded: Growing): void {
    if (aggregate.recent) folded.state = aggregate.recent(folded.state);
    const { grown: _, authors, seen, ...same } = folded;
    folded.grown = 0;
    if (!kept || keeping.has(stream)) return;
    keeping.add(stream);
    kept
      .put(stream, { ...same, authors: [...authors], seen: seen.written() })
      .catch(() => {})
      .finally(() => keeping.delete(stream));
  }

  const answer = <State>(stream: string, { seen, state, ...folded }: Growing): Folded<State> => {
    const { revision, site, recordedAt, authors } = folded;
    return {
      ...{ revision, site, recordedAt, authors },
      // The cache is keyed by stream, and a stream belongs to one aggregate.
      state: state as State,
      given: (commandId) => givens.find(stream, commandId, seen.revisionsOf(commandId)),
    };
  };

  return {
    load: <State>(aggregate: Aggregate<State, never>, id: string, { whole }: LoadOptions = {}) => {
      const stream = streamOf(aggregate.category, id);
      if (!whole || !aggregate.recent) return shared(stream, () => load<State>(aggregate, stream));
      const all = follow(aggregate as Aggregate<unknown, never>, stream, fresh(aggregate));
      return all.then((folded) => answer<State>(stream, folded));
    },
  };
}

const fresh = ({ initial }: Pick<Aggregate<unknown, never>, "initial">): Growing => ({
  revision: -1,
  mac: "",
  site: undefined,
  recordedAt: epoch,
  state: initial,
  grown: 0,
  authors: new Set(),
  seen: new CommandsSeen(),
});

function refuseGap({ stream, revision }: StoredEvent, due: number): void {
  if (revision === due) return;
  const message =
    `The store gives ${stream} from ${revision} on, where ${due} was due: it hides events, or ` +
    "has lost them. Run `batchproof verify`.";
  throw new EventLogFault("STREAM_INCOMPLETE", message, { stream });
}

/**
 * Nobody else writes to a stream that commands decide on: what has no mac may be one of ours that
 * was made to look like another program's, and to pass it over would be to lose it.
 */
function foreign({ stored, reason }: Foreign): EventLogFault {
  const { stream, revision } = stored;
  const [code, what] =
    reason === "MAC_WRONG"
      ? (["EVENT_CHANGED", "is not as it was written"] as const)
      : (["EVENT_FOREIGN", "was written by somebody else, or made to look so"] as const);
  const message =
    `The event of ${stream} at ${revision} ${what}: nothing is decided on the stream. ` +
    "Run `batchproof verify`.";
  return new EventLogFault(code, message, { stream });
}

type Foreign = Extract<Decoded<AnyEvent>, { readonly kind: "foreign" }>;

function fold<State>(
  folded: Growing,
  aggregate: Aggregate<State, never>,
  recorded: Recorded<AnyEvent>,
): void {
  const { event, metadata, revision } = recorded;
  folded.site ??= metadata.site;
  if (metadata.recordedAt > folded.recordedAt) folded.recordedAt = metadata.recordedAt;
  folded.seen.add(metadata.commandId, revision);
  if (event.type === "AttemptRefused") return;
  folded.authors.add(metadata.actor.id);
  // The codec checked type and shape; the aggregate's list says which of them are its own.
  folded.state = aggregate.evolve(
    folded.state as State,
    event as never,
    recorded as Recorded<never>,
  );
}
