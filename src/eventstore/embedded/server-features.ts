// ServerFeatures: what this node can do. The official client asks once per connection and chooses
// batch append by it.

import type { SupportedMethods } from "@eventstore/db-client/generated/serverfeatures_pb.js";
import featuresPb from "@eventstore/db-client/generated/serverfeatures_pb.js";
import type { sendUnaryData } from "@grpc/grpc-js";
import { readChunks } from "../protobuf/read-chunk.ts";

// The protocol's version that this node follows. It is not that server, only speaks like it.
const protocolVersion = "23.10.0";

const streams = "event_store.client.streams.streams";
const methods: readonly (readonly [service: string, method: string, features: string[]])[] = [
  [streams, "read", ["position", "events"]],
  [streams, "append", []],
  [streams, "batchappend", ["deadline_duration"]],
  [streams, "delete", []],
  [streams, "tombstone", []],
  [readChunks.service.toLowerCase(), readChunks.method.toLowerCase(), []],
  ["event_store.client.gossip.gossip", "read", []],
  ["event_store.client.server_features.serverfeatures", "getsupportedmethods", []],
];

export function supportedMethods(_call: unknown, callback: sendUnaryData<SupportedMethods>): void {
  const answer = new featuresPb.SupportedMethods();
  answer.setEventStoreServerVersion(protocolVersion);
  for (const [service, name, features] of methods) {
    const method = new featuresPb.SupportedMethod();
    method.setServiceName(service);
    method.setMethodName(name);
    method.setFeaturesList(features);
    answer.addMethods(method);
  }
  callback(null, answer);
}
