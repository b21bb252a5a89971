// The one importer of @eventstore/db-client (6.2.1). It appends by the client's own call. It reads
// through the client's shipped stubs, over the client's connection, credentials and discovery: they
// give the exact bytes, sizes before parsing, and "caught up" in its place among the events, none
// of which its streams of parsed events do.
import { EventStoreDBClient } from "@eventstore/db-client";
import sharedPb from "@eventstore/db-client/generated/shared_pb.js";
import { StreamsClient } from "@eventstore/db-client/generated/streams_grpc_pb.js";
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import { createEventLog } from "./client/log.ts";
import { within } from "./client/patience.ts";
import { defaultSettings, type EventLogSettings } from "./client/settings.ts";
import { guarded } from "./client/wire/guard.ts";
import { parsePosition } from "./client/wire/position.ts";
import type { MessageStream, Query, ServerFilter, Wire } from "./client/wire/wire.ts";
import { EventLogFault } from "./event-log-fault.ts";
import type { EventLog, LogCopy } from "./port.ts";
import type { ExpectedRevision, StoredBytes, StorePosition } from "./stored-event.ts";

export type EventStoreAddress =
  /** "unix:/path" or "127.0.0.1:2113", without TLS: the embedded node. */
  | { readonly endpoint: string }
  /** esdb:// or esdb+discover://, with credentials and TLS as the connection string has them. */
  | { readonly url: string };

/**
 * Connects when the first call is made, so it does not tell whether the store is there; `alive`
 * does. Throws `EventLogFault` EVENT_STORE_ADDRESS_MALFORMED.
 */
export async function openEventLog(
  address: EventStoreAddress,
  settings: Partial<EventLogSettings> = {},
): Promise<EventLog> {
  return createEventLog(connect(address), { ...defaultSettings, ...settings });
}

/** The same, for a log that is copied into: it takes bytes. */
export async function openLogCopy(
  address: EventStoreAddress,
  settings: Partial<EventLogSettings> = {},
): Promise<LogCopy> {
  return createEventLog(connect(address), { ...defaultSettings, ...settings });
}

const closeMsMax = 2_000;

function connect(address: EventStoreAddress): Wire {
  let current = new Connection(address);
  let renewedBecause: unknown;
  return {
    async append(stream, events, expected, deadlineMs) {
      const expectedRevision = typeof expected === "number" ? BigInt(expected) : expected;
      const options = { expectedRevision, deadline: deadlineMs };
      const answer = await current.client.appendToStream(stream, [...events], options);
      return { revision: Number(answer.nextExpectedRevision) };
    },
    appendBytes: (stream, events, expected, deadlineMs) =>
      current.appendBytes(appendRequests(stream, events, expected), deadlineMs),
    read: (query) => current.read(query),
    renew(because) {
      if (because === renewedBecause) return;
      renewedBecause = because;
      const former = current;
      current = new Connection(address);
      // What is under way there is broken off, and repeated here.
      void former.close();
    },
    close: () => current.close(),
  };
}

/** What the client keeps to itself in 6.2.1 and is needed here. */
interface Inside {
  /** Of the connection string; without it the client tells wrong revisions. */
  readonly throwOnAppendFailure: boolean;
  getGRPCClient: (type: unknown, name: string) => Promise<{ close(): void }>;
  readonly GRPCStreamCreator: (
    type: typeof StreamsClient,
    name: string,
    create: (streams: StreamsClient) => MessageStream,
  ) => () => Promise<MessageStream>;
  /** Finds the leader where a follower answered, and connects again after an outage. */
  readonly execute: <Result>(
    type: typeof StreamsClient,
    name: string,
    action: (streams: StreamsClient) => Promise<Result>,
  ) => Promise<Result>;
  readonly callArguments: (
    options: { readonly requiresLeader?: boolean },
    callOptions: { deadline: number },
  ) => [NonNullable<ReadArguments[1]>, NonNullable<ReadArguments[2]>];
}
type ReadArguments = Parameters<StreamsClient["read"]>;

const inside = [
  "throwOnAppendFailure",
  "getGRPCClient",
  "GRPCStreamCreator",
  "execute",
  "callArguments",
];
const isInside = (client: object): client is Inside => inside.every((member) => member in client);

/** A client object with its append stream guarded. */
class Connection {
  readonly client: EventStoreDBClient;
  readonly #inside: Inside;
  /** What the client leaves open when it is disposed of. Former ones it closes itself. */
  #channel: { close(): void } | undefined;

  constructor(address: EventStoreAddress) {
    this.client = clientFor(address);
    const client: object = this.client;
    if (!isInside(client)) throw new Error("This is not @eventstore/db-client 6.2.1.");
    if (!client.throwOnAppendFailure) throw malformedAddress("throwOnAppendFailure must be true");
    const { getGRPCClient } = client;
    client.getGRPCClient = async (type, name) => {
      const channel = await getGRPCClient(type, name);
      this.#channel = channel;
      if (channel instanceof StreamsClient) guardAppends(channel);
      return channel;
    };
    this.#inside = client;
  }

  read(query: Query): Promise<MessageStream> {
    const request = readRequest(query);
    const forever = { deadline: Number.POSITIVE_INFINITY };
    const open = this.#inside.GRPCStreamCreator(StreamsClient, "read", (streams) =>
      streams.read(request, ...this.#inside.callArguments({}, forever)),
    );
    return open();
  }

  /** One call for each append; its outcome is the call's. */
  async appendBytes(
    requests: readonly InstanceType<typeof AppendReq>[],
    deadlineMs: number,
  ): Promise<{ revision: number }> {
    const options = { deadline: Date.now() + deadlineMs };
    const answer = await this.#inside.execute(StreamsClient, "append", (streams) => {
      const { promise, resolve, reject } = Promise.withResolvers<AppendAnswer>();
      const sent = this.#inside.callArguments({ requiresLeader: true }, options);
      const call = streams.append(...sent, (error, said) =>
        error ? reject(error) : resolve(said),
      );
      call.on("error", reject);
      for (const request of requests) call.write(request);
      call.end();
      return promise;
    });
    const wrong = answer.getWrongExpectedVersion();
    if (!wrong) return { revision: Number(answer.getSuccess()?.getCurrentRevision()) };
    const actualVersion = wrong.hasCurrentRevision() && BigInt(wrong.getCurrentRevision());
    throw Object.assign(new Error("Wrong expected version"), {
      type: "wrong-expected-version",
      actualVersion,
    });
  }

  async close(): Promise<void> {
    await within(this.client.dispose(), closeMsMax, () => new Error()).catch(() => {});
    this.#channel?.close();
  }
}

function guardAppends(streams: StreamsClient): void {
  if (Object.hasOwn(streams, "batchAppend")) return;
  const { batchAppend } = streams;
  const value = (...given: Parameters<typeof batchAppend>) =>
    guarded(batchAppend.apply(streams, given));
  Object.defineProperty(streams, "batchAppend", { value });
}

function clientFor(address: EventStoreAddress): EventStoreDBClient {
  if ("endpoint" in address) {
    const { endpoint } = address;
    if (!/^unix:.|^[^\s/]+:\d+$/.test(endpoint)) {
      throw malformedAddress(`"${endpoint}" is neither unix:/path nor host:port`);
    }
    return new EventStoreDBClient({ endpoint }, { insecure: true });
  }
  try {
    return EventStoreDBClient.connectionString(address.url);
  } catch {
    // What the client says quotes the string, and there may be a password in it.
    throw malformedAddress("the connection string does not read as esdb://host:port?options");
  }
}

const malformedAddress = (why: string): EventLogFault =>
  new EventLogFault("EVENT_STORE_ADDRESS_MALFORMED", `The event store's address is wrong: ${why}.`);

const { AppendReq, ReadReq } = streamsPb;
const { Options } = ReadReq;
type AppendAnswer = InstanceType<typeof streamsPb.AppendResp>;
const empty = new sharedPb.Empty();

function appendRequests(
  stream: string,
  events: readonly StoredBytes[],
  expected: ExpectedRevision,
): InstanceType<typeof AppendReq>[] {
  const options = new AppendReq.Options().setStreamIdentifier(identifierOf(stream));
  if (typeof expected === "number") options.setRevision(String(expected));
  if (expected === "no_stream") options.setNoStream(empty);
  if (expected === "stream_exists") options.setStreamExists(empty);
  if (expected === "any") options.setAny(empty);
  const proposed = events.map(({ id, type, contentType, data, metadata }) => {
    const message = new AppendReq.ProposedMessage().setId(new sharedPb.UUID().setString(id));
    message.getMetadataMap().set("type", type).set("content-type", contentType);
    return new AppendReq().setProposedMessage(message.setData(data).setCustomMetadata(metadata));
  });
  return [new AppendReq().setOptions(options), ...proposed];
}

function identifierOf(stream: string) {
  return new sharedPb.StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(stream)));
}

function readRequest(query: Query): InstanceType<typeof ReadReq> {
  const options = new Options();
  // Ids as text; links as they are, since nothing of ours is reached by one.
  options.setUuidOption(new Options.UUIDOption().setString(empty)).setResolveLinks(false);
  if (query.of === "stream") options.setStream(streamOptions(query)).setNoFilter(empty);
  if (query.of === "all") options.setAll(allOptions(query.from)).setNoFilter(empty);
  if (query.of === "subscription") {
    options.setAll(allOptions(query.after ?? "start")).setFilter(filterOptions(query.filter));
    options.setSubscription(new Options.SubscriptionOptions());
  } else {
    options.setCount(String(query.countMax)).setReadDirection(query.backwards ? 1 : 0);
  }
  return new ReadReq().setOptions(options);
}

function streamOptions({ stream, from }: Extract<Query, { of: "stream" }>) {
  const options = new Options.StreamOptions().setStreamIdentifier(identifierOf(stream));
  if (from === "start") return options.setStart(empty);
  return from === "end" ? options.setEnd(empty) : options.setRevision(String(from));
}

function allOptions(from: StorePosition | "start" | "end") {
  const options = new Options.AllOptions();
  if (from === "start") return options.setStart(empty);
  if (from === "end") return options.setEnd(empty);
  const { commit, prepare } = parsePosition(from);
  const position = new Options.Position();
  return options.setPosition(position.setCommitPosition(commit).setPreparePosition(prepare));
}

/** Checkpoints are sent after so many times 32 events; nothing here waits for one. */
const checkpointInterval = 1_000;

function filterOptions(filter: ServerFilter) {
  const options = new Options.FilterOptions().setCount(empty);
  options.setCheckpointintervalmultiplier(checkpointInterval);
  const expression = new Options.FilterOptions.Expression();
  if ("streamRegex" in filter) {
    return options.setStreamIdentifier(expression.setRegex(filter.streamRegex));
  }
  if ("streamPrefix" in filter) {
    return options.setStreamIdentifier(expression.setPrefixList([filter.streamPrefix]));
  }
  return options.setEventType(expression.setPrefixList([...filter.typePrefixes]));
}
