// A case of the suite says what the protocol promises, and where that is written: in one of the
// places below, and in no other. docs/event-node.md has the same list; documented.test.ts compares.
import { test } from "vitest";

/** Pages of the documentation. */
const clients = "https://developers.eventstore.com/clients/grpc";
const server = "https://developers.eventstore.com/server/v23.10";
const pages = {
  appending: `${clients}/appending-events.html`,
  reading: `${clients}/reading-events.html`,
  subscriptions: `${clients}/subscriptions.html`,
  streams: `${server}/streams.html`,
  security: `${server}/security.html`,
  "gRPC status codes": "https://grpc.io/docs/guides/status-codes/",
} as const;

/**
 * Tests of the official clients, which their makers run against the server. They are not taken
 * over; what they expect of the server is.
 */
const github = "https://github.com/EventStore";
const node = (commit: string) =>
  `${github}/EventStore-Client-NodeJS/blob/${commit}/packages/test/src/streams`;
const dotnet = (commit: string) =>
  `${github}/EventStore-Client-Dotnet/blob/${commit}/test/EventStore.Client.Streams.Tests`;
const tests = {
  "appendToStream-errors.test.ts": node("126e8e66"),
  "deleteStream.test.ts": node("126e8e66"),
  "readAll.test.ts": node("126e8e66"),
  "readStream.test.ts": node("126e8e66"),
  "subscribeToAll-filters.test.ts": node("3f9f6aa2"),
  "subscribeToStream.test.ts": node("36e167fd"),
  "tombstoneStream.test.ts": node("126e8e66"),
  "append_to_stream.cs": `${dotnet("57f928c6")}/Append`,
  "appending_to_implicitly_created_stream.cs": `${dotnet("57f928c6")}/Append`,
  "deleting_stream.cs": `${dotnet("409405d1")}/Delete`,
  "soft_deleted_stream.cs": `${dotnet("57f928c6")}/Delete`,
  "stream_metadata.cs": `${dotnet("57f928c6")}/Metadata`,
  "read_all_events_backward.cs": `${dotnet("2dd50e56")}/Read`,
  "read_stream_backward.cs": `${dotnet("2dd50e56")}/Read`,
  "read_stream_events_linked_to_deleted_stream.cs": `${dotnet("409405d1")}/Read`,
  "read_all_security.cs": `${dotnet("157b9f60")}/Security`,
} as const;

/** Where to read it. */
export const addresses: ReadonlyMap<string, string> = new Map([
  ...Object.entries(pages),
  ...Object.entries(tests).map(([name, folder]) => [name, `${folder}/${name}`] as const),
]);

/** Messages of the protocol and types of the client, in the file of the client that has them. */
export const declared = {
  AppendResp: "streams_pb",
  "BatchAppendReq.Options": "streams_pb",
  "ReadResp.StreamNotFound": "streams_pb",
  "ReadResp.SubscriptionConfirmation": "streams_pb",
  MaximumAppendSizeExceeded: "shared_pb",
  WrongExpectedVersion: "shared_pb",
  ClusterInfo: "gossip_pb",
  SupportedMethods: "serverfeatures_pb",
  ExpectedRevision: "types",
  AppendExpectedRevision: "types",
} as const;

/** `not documented`: what the node does, and was not yet held against a real server. */
type Source = keyof typeof pages | keyof typeof tests | keyof typeof declared | "not documented";

export function promise(source: Source, what: string, holds: () => Promise<void>): void {
  test(`${what} (${source})`, holds);
}
