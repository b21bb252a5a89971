// The state of a stream, from the log: the kernel's own fold around that of the aggregate.
import { LRUCache } from "lru-cache";
import type { AttemptRefused } from "../../domain/kernel/attempt-refused.ts";
import type { Aggregate } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { epoch } from "../../domain/kernel/instant.ts";
import type { Actor, Recorded } from "../../domain/kernel/metadata.ts";
import type { Codec } from "../codec.ts";
import { EventLogFault } from "../event-log-fault.ts";
import type { EventLog } from "../port.ts";
import type { StoredEvent } from "../stored-event.ts";
import { streamOf } from "../stream-name.ts";
import { sharing } from "./sharing.ts";

/** What a command id led to: the first answer, for every repetition. */
export interface Given {
  readonly by: Actor;
  /** Its name. */
  readonly command?: string | undefined;
  readonly events: readonly { id: string; type: string; revision: number }[];
  readonly refusal?: Refused;
}

export interface Refused {
  /** The name of the command that was refused. */
  readonly command: string;
  readonly code: string;
  readonly message: string;
  readonly cause?: string;
}

export interface Folded<State> {
  /** Of the last event; -1 where the stream does not exist. */
  readonly revision: number;
  /** Where its first event was recorded. */
  readonly site: string | undefined;
  /** The latest server time in it. */
  readonly recordedAt: string;
  readonly state: State;
  readonly given: ReadonlyMap<string, Given>;
}

export interface Folds {
  /**
   * Reads what came after the last fold of this stream, and folds it. Throws EventLogFault
   * STREAM_INCOMPLETE where an event is missing: no decision rests on half a history.
   */
  load<State>(aggregate: Aggregate<State, never>, id: string): Promise<Folded<State>>;
}

interface Growing {
  revision: number;
  site: string | undefined;
  recordedAt: string;
  state: unknown;
  readonly given: Map<string, Given>;
}

export function createFolds(log: EventLog, codec: Codec, streamsMax = 10_000): Folds {
  const cache = new LRUCache<string, Growing>({ max: streamsMax });
  const shared = sharing();

  async function load<State>(aggregate: Aggregate<State, never>, stream: string) {
    const folded = cache.get(stream) ?? {
      revision: -1,
      site: undefined,
      recordedAt: epoch,
      state: aggregate.initial,
      given: new Map(),
    };
    // A fault on the way must not leave half a tail in the cache.
    cache.delete(stream);
    for await (const stored of log.readStream(stream, { from: folded.revision + 1 })) {
      refuseGap(stored, folded.revision + 1);
      const decoded = codec.decode(stored);
      folded.revision = stored.revision;
      // A foreign event is reported by the audit trail; no decision rests on it.
      if (decoded.kind === "ours") fold(folded, aggregate, decoded.recorded);
    }
    cache.set(stream, folded);
    // The cache is keyed by stream, and a stream belongs to one aggregate.
    return { ...folded } as Folded<State>;
  }

  return {
    load: (aggregate, id) => {
      const stream = streamOf(aggregate.category, id);
      return shared(stream, () => load(aggregate, stream));
    },
  };
}

function refuseGap({ stream, revision }: StoredEvent, due: number): void {
  if (revision === due) return;
  const message =
    `The store gives ${stream} from ${revision} on, where ${due} was due: it hides events, or ` +
    "has lost them. Run `batchproof verify`.";
  throw new EventLogFault("STREAM_INCOMPLETE", message, { stream });
}

function fold<State>(
  folded: Growing,
  aggregate: Aggregate<State, never>,
  recorded: Recorded<AnyEvent>,
): void {
  const { event, metadata, id, revision } = recorded;
  folded.site ??= metadata.site;
  if (metadata.recordedAt > folded.recordedAt) folded.recordedAt = metadata.recordedAt;
  const { commandId, command, actor } = metadata;
  const former = folded.given.get(commandId);
  const events = [...(former?.events ?? []), { id, type: event.type, revision }];
  if (event.type === "AttemptRefused") {
    const refusal = refusalIn(event.data);
    folded.given.set(commandId, { by: actor, command: refusal.command, events, refusal });
    return;
  }
  folded.given.set(commandId, { by: actor, command, events });
  // The codec checked type and shape; the aggregate's list says which of them are its own.
  folded.state = aggregate.evolve(
    folded.state as State,
    event as never,
    recorded as Recorded<never>,
  );
}

/** As a refusal says it: a stable word. */
export const causeIn = ({ cause }: { readonly cause?: unknown } = {}): { cause?: string } =>
  typeof cause === "string" ? { cause } : {};

function refusalIn(data: unknown): Refused {
  const { command, code, message, attempted } = data as AttemptRefused["data"];
  return { command, code, message, ...causeIn(attempted) };
}
