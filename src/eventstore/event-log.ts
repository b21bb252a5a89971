// The one importer of @eventstore/db-client (6.2.1): its connection, credentials and discovery
// carry all that is appended and read. The messages themselves are written and read here (decision
// 17): the exact bytes, their size before parsing, and "caught up" in its place among the events,
// none of which the client's streams of parsed events give.
import { EventStoreDBClient } from "@eventstore/db-client";
import sharedPb from "@eventstore/db-client/generated/shared_pb.js";
import { StreamsClient } from "@eventstore/db-client/generated/streams_grpc_pb.js";
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import { Metadata } from "@grpc/grpc-js";
import { BatchCall } from "./client/append/batch-call.ts";
import { createEventLog } from "./client/log.ts";
import { within } from "./client/patience.ts";
import { defaultSettings, type EventLogSettings } from "./client/settings.ts";
import { Features, featuresPath } from "./client/wire/features.ts";
import { parsePosition } from "./client/wire/position.ts";
import { readAnswer, readAnswers } from "./client/wire/read-answer.ts";
import type { MessageStream, Query, ServerFilter, Wire, WireAppend } from "./client/wire/wire.ts";
import { EventLogFault } from "./event-log-fault.ts";
import type { Appended, EventLog, LogCopy } from "./port.ts";
import { readChunksPath } from "./protobuf/read-chunk.ts";
import type { StorePosition } from "./stored-event.ts";

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
  return createEventLog(new Connection(address), { ...defaultSettings, ...settings });
}

/** The same, for a log that is copied into: it takes bytes. */
export async function openLogCopy(
  address: EventStoreAddress,
  settings: Partial<EventLogSettings> = {},
): Promise<LogCopy> {
  return createEventLog(new Connection(address), { ...defaultSettings, ...settings });
}

const closeMsMax = 2_000;

/** What the client keeps to itself in 6.2.1 and is needed here. */
interface Inside {
  /** Of the connection string; without it the client tells wrong revisions. */
  readonly throwOnAppendFailure: boolean;
  getGRPCClient: (type: unknown, name: string) => Promise<{ close(): void }>;
  readonly GRPCStreamCreator: <Stream>(
    type: typeof StreamsClient,
    name: string,
    create: (streams: StreamsClient) => Promise<Stream>,
  ) => () => Promise<Stream>;
  /** Connects anew; called without anybody waiting for it. */
  handleError: (channel: unknown, error: unknown) => Promise<void>;
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
  "handleError",
  "callArguments",
];
const isInside = (client: object): client is Inside => inside.every((member) => member in client);

/** A client object, and the one call that its appends share. */
class Connection implements Wire {
  readonly #client: EventStoreDBClient;
  readonly #inside: Inside;
  readonly #features = new Features(askFeatures);
  #appending: Promise<BatchCall> | undefined;
  #isClosed = false;
  /** What the client leaves open when it is disposed of. Former ones it closes itself. */
  #channel: { close(): void } | undefined;

  constructor(address: EventStoreAddress) {
    this.#client = clientFor(address);
    const client: object = this.#client;
    if (!isInside(client)) throw new Error("This is not @eventstore/db-client 6.2.1.");
    if (!client.throwOnAppendFailure) throw malformedAddress("throwOnAppendFailure must be true");
    const { getGRPCClient, handleError } = client;
    client.getGRPCClient = async (type, name) => {
      const channel = await getGRPCClient(type, name);
      if (this.#isClosed) throw closedMeanwhile(channel);
      this.#channel = channel;
      return channel;
    };
    // A call that ends while the cluster cannot be found rejects here, where nobody hears it, and
    // would end the process in the outage that it is to outlast. The next call looks again.
    client.handleError = (channel, error) => handleError(channel, error).catch(() => {});
    this.#inside = client;
  }

  async read(query: Query): Promise<MessageStream> {
    const request = readRequest(query);
    const forever = { deadline: Number.POSITIVE_INFINITY };
    const open = this.#inside.GRPCStreamCreator(StreamsClient, "read", async (streams) => {
      const inChunks = await this.#features.has(streams, readChunksPath);
      return streams.makeServerStreamRequest(
        inChunks ? readChunksPath : readStreams,
        serialized,
        inChunks ? readAnswers : (message) => [readAnswer(message)],
        request,
        ...this.#inside.callArguments({}, forever),
      );
    });
    return open();
  }

  async append(append: WireAppend): Promise<Appended> {
    // Opened by the first append, and anew by the next one after it has ended.
    this.#appending ??= this.#openAppends();
    const call = await this.#appending;
    return call.append(append);
  }

  async #openAppends(): Promise<BatchCall> {
    const forget = () => {
      this.#appending = undefined;
    };
    let byDuration = false;
    const open = this.#inside.GRPCStreamCreator(StreamsClient, "append", async (streams) => {
      byDuration = await this.#features.has(streams, batchAppend, "deadline_duration");
      const forever = { deadline: Number.POSITIVE_INFINITY };
      const given = this.#inside.callArguments({ requiresLeader: true }, forever);
      return streams.makeBidiStreamRequest<Buffer, Buffer>(batchAppend, asIs, asIs, ...given);
    });
    try {
      const stream = await open();
      return new BatchCall(stream, byDuration, forget);
    } catch (error) {
      forget();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await within(this.#client.dispose(), closeMsMax, () => new Error()).catch(() => {});
    this.#channel?.close();
  }
}

function closedMeanwhile(channel: { close(): void }): EventLogFault {
  channel.close();
  return new EventLogFault("EVENT_LOG_CLOSED", "The event log was closed.");
}

const readStreams = "/event_store.client.streams.Streams/Read";
const serialized = (request: InstanceType<typeof ReadReq>): Buffer =>
  Buffer.from(request.serializeBinary());
const batchAppend = "/event_store.client.streams.Streams/BatchAppend";
const asIs = (message: Buffer): Buffer => message;

const featuresMs = 2_000;

function askFeatures(streams: StreamsClient): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const [nothing, options] = [Buffer.alloc(0), { deadline: Date.now() + featuresMs }];
    const take = (error: unknown, told?: Buffer) => (told ? resolve(told) : reject(error));
    streams.makeUnaryRequest(featuresPath, asIs, asIs, nothing, new Metadata(), options, take);
  });
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

const { ReadReq } = streamsPb;
const { Options } = ReadReq;
const empty = new sharedPb.Empty();

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
