// Which method is answered by which handler. What is not here gRPC answers with UNIMPLEMENTED:
// persistent subscriptions, projections, users, operations, monitoring and the cluster's own.
import gossipGrpc from "@eventstore/db-client/generated/gossip_grpc_pb.js";
import featuresGrpc from "@eventstore/db-client/generated/serverfeatures_grpc_pb.js";
import streamsGrpc from "@eventstore/db-client/generated/streams_grpc_pb.js";
import type { Server, ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import { readChunksPath } from "../protobuf/read-chunk.ts";
import { MalformedMessage } from "../protobuf/wire-reader.ts";
import { gossipRead } from "./gossip.ts";
import type { Log } from "./log.ts";
import { readHandler } from "./reads/read.ts";
import { supportedMethods } from "./server-features.ts";
import type { Store } from "./store/store.ts";
import { appendHandler } from "./streams/append.ts";
import { batchAppendHandler } from "./streams/batch-append.ts";
import { deleteHandler, tombstoneHandler } from "./streams/delete.ts";
import type { HeldBytes } from "./streams/held-bytes.ts";
import type { LiveCalls } from "./streams/live-calls.ts";
import { malformed } from "./streams/refusal.ts";
import { readAppendMessage, readBatchChunk } from "./wire/append-messages.ts";
import { deletion, empty, reading, type Shape, shaped } from "./wire/request-shape.ts";
import { type Decoded, tolerant } from "./wire/tolerant.ts";

const asIs = (bytes: Buffer): Buffer => bytes;

/** A method whose request the shipped stubs decode. */
function byStub<Request, Method extends { requestDeserialize: (bytes: Buffer) => Request }>(
  method: Method,
  shape: Shape,
) {
  return { ...method, requestDeserialize: shaped(shape, method.requestDeserialize) };
}

// The hot messages go through the hand codec, the others through the stubs that ship with the
// client.
const { read, append, batchAppend, delete: remove, tombstone } = streamsGrpc.StreamsService;
const streams = {
  read: { ...byStub(read, reading), responseSerialize: asIs },
  append: { ...append, requestDeserialize: tolerant(readAppendMessage), responseSerialize: asIs },
  batchAppend: {
    ...batchAppend,
    requestDeserialize: tolerant(readBatchChunk),
    responseSerialize: asIs,
  },
  delete: byStub(remove, deletion),
  tombstone: byStub(tombstone, deletion),
};
const chunks = { readChunks: { ...streams.read, path: readChunksPath } };
const gossip = { read: byStub(gossipGrpc.GossipService.read, empty) };
const features = {
  getSupportedMethods: byStub(featuresGrpc.ServerFeaturesService.getSupportedMethods, empty),
};

export interface ServiceParts {
  readonly store: Store;
  readonly calls: LiveCalls;
  readonly log: Log;
  readonly held: HeldBytes;
}

export function addServices(server: Server, parts: ServiceParts): void {
  const { store, calls, held } = parts;
  server.addService(streams, {
    read: readHandler(parts, false),
    append: appendHandler(store, calls, held),
    batchAppend: batchAppendHandler(store, calls, held),
    delete: wellFormed(deleteHandler(store, calls)),
    tombstone: wellFormed(tombstoneHandler(store, calls)),
  });
  server.addService(chunks, { readChunks: readHandler(parts, true) });
  server.addService(gossip, { read: wellFormed(gossipRead) });
  server.addService(features, { getSupportedMethods: wellFormed(supportedMethods) });
}

function wellFormed<Request, Response>(
  handle: (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => void,
) {
  return (
    call: ServerUnaryCall<Decoded<Request>, Response>,
    callback: sendUnaryData<Response>,
  ): void => {
    const { request } = call;
    if (request instanceof MalformedMessage) callback(malformed(request));
    else if (isWellFormed(call)) handle(call, callback);
  };
}

function isWellFormed<Request, Response>(
  call: ServerUnaryCall<Decoded<Request>, Response>,
): call is ServerUnaryCall<Request, Response> & ServerUnaryCall<Decoded<Request>, Response> {
  return !(call.request instanceof MalformedMessage);
}
