// A history written down as a list, stored by the real codec and taken into a read model by the
// real runner's writer.
import type { Database } from "../../src/database/connection.ts";
import { openSession } from "../../src/database/connection.ts";
import type { AnyEvent, EventType } from "../../src/domain/kernel/event-type.ts";
import type { Actor } from "../../src/domain/kernel/metadata.ts";
import { type Codec, createCodec, type Facts } from "../../src/eventstore/codec.ts";
import { derivedId } from "../../src/eventstore/handler/event-id.ts";
import type { LoggedEvent, StoredEvent, StorePosition } from "../../src/eventstore/stored-event.ts";
import type { Projection } from "../../src/projections/projection.ts";
import { Applier } from "../../src/projections/runner/apply.ts";
import { entryOf } from "../../src/projections/runner/feed/entry.ts";
import { Advances } from "../../src/projections/runner/progress.ts";
import { makeAnew } from "../../src/projections/runner/read-model.ts";
import { readTables } from "../../src/projections/runner/write/tables.ts";
import { storedEntry } from "../entry-for-test.ts";

export const ada: Actor = {
  kind: "person",
  id: "person-ada",
  username: "ada",
  printedName: "Ada Novak",
  role: "operator",
};
export const importer: Actor = { kind: "import", id: "import-1", name: "Tablet import" };

/** What happened: an event in a stream, and whatever of its metadata matters. */
export interface Happened extends AnyEvent, Partial<Omit<Facts, "actor">> {
  readonly stream: string;
  readonly by?: Actor;
  /** Written without our key. */
  readonly foreign?: boolean;
}

const macKey = Buffer.alloc(32, 7);
export const codecOf = (types: ReadonlyMap<string, EventType>): Codec => createCodec(types, macKey);

/** Each event a minute after the one before it, starting at this time. */
export const start_ms = Date.parse("2026-11-20T08:00:00.000Z");
export const recordedAt = (position: number): string =>
  new Date(start_ms + position * 60_000).toISOString();

export function stored(
  types: ReadonlyMap<string, EventType>,
  history: readonly Happened[],
): LoggedEvent[] {
  const codec = codecOf(types);
  const stranger = createCodec(types, Buffer.alloc(32, 8));
  const revisions = new Map<string, number>();
  return history.map(({ stream, type, data, before, by, foreign, ...facts }, position) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const id = eventIdAt(position);
    const event = { type, data, ...(before && { before }) };
    const writer = foreign ? stranger : codec;
    const proposed = writer.encode({ id, stream, revision }, event, {
      ...factsAt(position),
      actor: by ?? ada,
      ...facts,
    });
    const storePosition = String(position) as StorePosition;
    const kept = { ...proposed, stream, revision, contentType: "application/json" };
    return { ...kept, storePosition, entry: storedEntry(kept) };
  });
}

export const eventIdAt = (position: number): string => derivedId("history", String(position));

function factsAt(position: number): Omit<Facts, "actor"> {
  const at = recordedAt(position);
  const commandId = derivedId("command", String(position));
  return {
    recordedAt: at,
    occurredAt: at,
    clock: "simulated",
    zone: "Europe/Ljubljana",
    zoneDatabase: "2026a",
    authentication: { method: "demo" },
    site: "Site 1",
    legalEntity: "Example Ltd",
    appVersion: "0.1.0",
    configRevision: "1",
    basedOn: [],
    commandId,
    $correlationId: commandId,
  };
}

/** Makes the read model anew from these events, in chunks of this size. */
export async function project<Event extends AnyEvent>(
  database: Database,
  projection: Projection<Event>,
  types: ReadonlyMap<string, EventType>,
  events: readonly LoggedEvent[],
  chunk = 1_000,
): Promise<void> {
  await using projecting = await projectAnew(database, projection, types);
  for (let n = 0; n < events.length; n += chunk) await projecting.add(events.slice(n, n + chunk));
}

/** Makes the read model anew, empty; what is added is committed when it resolves. */
export async function projectAnew<Event extends AnyEvent>(
  database: Database,
  projection: Projection<Event>,
  types: ReadonlyMap<string, EventType>,
): Promise<AsyncDisposable & { add(events: readonly LoggedEvent[]): Promise<void> }> {
  const codec: Codec = codecOf(types);
  const session = await openSession(database.pool, "test", { pipeline: true });
  const { client } = session;
  await makeAnew(client, projection.name, projection);
  await client.query(`set search_path to ${projection.name}`);
  const tables = await readTables(client, projection.name);
  const target = { projection, schema: projection.name };
  const applier = new Applier(target, session, tables, new Advances(), {
    place: undefined,
    logId: "",
  });
  const decode = (event: StoredEvent) => codec.decode(event) as ReturnType<Codec<Event>["decode"]>;
  let index = 0;
  return {
    async add(events) {
      const entries = events.map((event, n) => entryOf({ index: index + n, event }, decode));
      index += entries.length;
      await applier.apply(entries);
    },
    [Symbol.asyncDispose]: () => session.close(),
  };
}
