// The gRPC server over a store: which method is answered by which handler, and how it starts and
// stops.
import { chmodSync, existsSync, rmSync } from "node:fs";
import { connect } from "node:net";
import gossipGrpc from "@eventstore/db-client/generated/gossip_grpc_pb.js";
import featuresGrpc from "@eventstore/db-client/generated/serverfeatures_grpc_pb.js";
import streamsGrpc from "@eventstore/db-client/generated/streams_grpc_pb.js";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { type Endpoint, endpointText } from "./endpoint.ts";
import { EmbeddedNodeFault } from "./fault.ts";
import { gossipRead } from "./gossip.ts";
import type { Log } from "./log.ts";
import { readHandler } from "./reads/read.ts";
import { supportedMethods } from "./server-features.ts";
import type { Store } from "./store/store.ts";
import { appendHandler } from "./streams/append.ts";
import { batchAppendHandler } from "./streams/batch-append.ts";
import { deleteHandler, tombstoneHandler } from "./streams/delete.ts";
import { messageBytesMax } from "./streams/limits.ts";
import { LiveCalls } from "./streams/live-calls.ts";
import { readAppendMessage, readBatchChunk } from "./wire/append-messages.ts";

const asIs = (bytes: Buffer): Buffer => bytes;
// The hot messages go through the hand codec, the others through the stubs that ship with the
// client.
const { read, append, batchAppend, delete: remove, tombstone } = streamsGrpc.StreamsService;
const streamsService = {
  read: { ...read, responseSerialize: asIs },
  append: { ...append, requestDeserialize: readAppendMessage, responseSerialize: asIs },
  batchAppend: { ...batchAppend, requestDeserialize: readBatchChunk, responseSerialize: asIs },
  delete: remove,
  tombstone,
};

const serverOptions = {
  "grpc.max_receive_message_length": messageBytesMax,
  "grpc.max_send_message_length": -1,
  // As real nodes have it: a client that leaks calls must notice here, not in production.
  "grpc.max_concurrent_streams": 100,
};

const patienceMs = 2_000;
const goodbyeMs = 500;

export interface NodeServer {
  readonly endpoint: Endpoint;
  /** Answers what was handed in, ends every call politely, closes the store. */
  stop(): Promise<void>;
}

export async function serve(store: Store, wanted: Endpoint, log: Log): Promise<NodeServer> {
  const calls = new LiveCalls();
  const server = new Server(serverOptions);
  let endpoint = wanted;
  server.addService(streamsService, {
    read: readHandler(store, calls, log),
    append: appendHandler(store, calls),
    batchAppend: batchAppendHandler(store, calls),
    delete: deleteHandler(store, calls),
    tombstone: tombstoneHandler(store, calls),
  });
  server.addService(gossipGrpc.GossipService, { read: gossipRead(() => endpoint) });
  server.addService(featuresGrpc.ServerFeaturesService, { getSupportedMethods: supportedMethods });
  endpoint = await bind(server, wanted);
  return {
    endpoint,
    async stop() {
      await Promise.race([store.settled(), pause(patienceMs)]);
      calls.endAll();
      await Promise.race([shutdown(server), pause(goodbyeMs)]);
      server.forceShutdown();
      await store.close();
    },
  };
}

async function bind(server: Server, endpoint: Endpoint): Promise<Endpoint> {
  if (endpoint.kind === "socket") await removeStaleSocket(endpoint.path);
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = ServerCredentials.createInsecure();
    server.bindAsync(endpointText(endpoint), credentials, (error, bound) => {
      if (error === null) resolve(bound);
      else reject(bindFault(endpoint, error));
    });
  });
  if (endpoint.kind === "tcp") return { ...endpoint, port };
  chmodSync(endpoint.path, 0o600);
  return endpoint;
}

function bindFault(endpoint: Endpoint, error: Error): EmbeddedNodeFault {
  const where = endpointText(endpoint);
  const inUse = error.message.includes("EADDRINUSE");
  const code = inUse ? "ENDPOINT_IN_USE" : "NODE_START_FAILED";
  return new EmbeddedNodeFault(code, `Cannot listen on ${where}: ${error.message}`);
}

/** What kill -9 left behind is removed; what somebody listens on is not. */
async function removeStaleSocket(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const isAlive = await new Promise<boolean>((resolve) => {
    const probe = connect(path);
    probe.on("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.on("error", () => resolve(false));
  });
  if (isAlive) throw new EmbeddedNodeFault("ENDPOINT_IN_USE", `Somebody listens on ${path}.`);
  rmSync(path);
}

function shutdown(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.tryShutdown(() => resolve());
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
