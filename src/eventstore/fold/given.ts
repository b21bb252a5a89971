// What a command id led to in a stream: read where it stands when somebody asks, for few do.
import { LRUCache } from "lru-cache";
import type { AttemptRefused } from "../../domain/kernel/attempt-refused.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Actor, Recorded } from "../../domain/kernel/metadata.ts";
import type { Codec } from "../codec.ts";
import type { EventLog } from "../port.ts";

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

export interface Givens {
  remember(recorded: Recorded<AnyEvent>): void;
  /** Of a command whose events may begin at these revisions of the stream. */
  find(stream: string, commandId: string, revisions: readonly number[]): Promise<Given | undefined>;
}

/** What was folded last is what is asked for again, if anything is. */
const latestMax = 20_000;

export function createGivens(log: Pick<EventLog, "readStream">, codec: Codec): Givens {
  const latest = new LRUCache<string, Given>({ max: latestMax });
  return {
    remember(recorded) {
      const key = keyOf(recorded.stream, recorded.metadata.commandId);
      const known = latest.get(key);
      const end = known?.events.at(-1)?.revision ?? -1;
      // Folded once more from its beginning, where the stream had left the cache.
      latest.set(key, givenBy(recorded.revision > end ? known : undefined, recorded));
    },
    async find(stream, commandId, revisions) {
      if (revisions.length === 0) return undefined;
      const found = latest.get(keyOf(stream, commandId));
      return found ?? readGiven(log, codec, stream, commandId, revisions);
    },
  };
}

const keyOf = (stream: string, commandId: string): string => `${commandId} ${stream}`;

/** With one more event of the same command; `former`: what those before it say. */
function givenBy(
  former: Given | undefined,
  { event, metadata, id, revision }: Recorded<AnyEvent>,
): Given {
  const { command, actor } = metadata;
  const events = [...(former?.events ?? []), { id, type: event.type, revision }];
  if (event.type !== "AttemptRefused") return { by: actor, command, events };
  const refusal = refusalIn(event.data);
  return { by: actor, command: refusal.command, events, refusal };
}

/** From the log, where they begin at one of the revisions; undefined: none of them is it. */
async function readGiven(
  log: Pick<EventLog, "readStream">,
  codec: Codec,
  stream: string,
  commandId: string,
  revisions: readonly number[],
): Promise<Given | undefined> {
  let given: Given | undefined;
  for (const from of revisions) {
    for await (const recorded of ownFrom(log, codec, stream, from)) {
      if (recorded.metadata.commandId !== commandId) break;
      given = givenBy(given, recorded);
    }
  }
  return given;
}

/** As many as most commands lead to: what follows is of others. */
const readAtOnce = 20;

async function* ownFrom(
  log: Pick<EventLog, "readStream">,
  codec: Codec,
  stream: string,
  from: number,
): AsyncGenerator<Recorded<AnyEvent>> {
  for (let next = from; ; next += readAtOnce) {
    const page = await Array.fromAsync(log.readStream(stream, { from: next, limit: readAtOnce }));
    for (const stored of page) {
      const decoded = codec.decode(stored);
      if (decoded.kind === "ours") yield decoded.recorded;
    }
    if (page.length < readAtOnce) return;
  }
}

/** As a refusal says it: a stable word. */
export const causeIn = ({ cause }: { readonly cause?: unknown } = {}): { cause?: string } =>
  typeof cause === "string" ? { cause } : {};

function refusalIn(data: unknown): Refused {
  const { command, code, message, attempted } = data as AttemptRefused["data"];
  return { command, code, message, ...causeIn(attempted) };
}
