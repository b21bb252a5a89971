// A node that other machines reach, the official client with its log-in, and strangers over TLS.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type ClientHttp2Session, connect, constants } from "node:http2";
import { EventStoreDBClient } from "@eventstore/db-client";
import { afterAll } from "vitest";
import type { NetworkOptions } from "../../../../src/eventstore/embedded/listening/network.ts";
import type { NodeLogger } from "../../../../src/eventstore/embedded/supervisor.ts";
import { type NodeForTest, useNode } from "../node-for-test.ts";
import { certificateForTest } from "./certificate-for-test.ts";

export const logIn = { user: "plant", password: "a long enough secret" };
/** What stands before the host in the address of who may. */
export const known = `plant:${encodeURIComponent(logIn.password)}@`;

export interface NetworkForTest extends NodeForTest {
  readonly certificateFile: string;
  readonly keyFile: string;
  clientAs(who: string, scheme?: string, options?: string): EventStoreDBClient;
  /** Has shaken hands and sent its settings, and not logged in. */
  stranger(): Promise<ClientHttp2Session>;
}

/** Call it at the top of a test file, instead of `useNode`. */
export function useNetworkNode(
  limits: NetworkOptions["limits"] = {},
  logger?: NodeLogger,
): NetworkForTest {
  const { certificateFile, keyFile, remove } = certificateForTest();
  const tls = { certificateFile, keyFile };
  const network = { host: "127.0.0.1", port: 0, ...tls, logIn, limits };
  const up = useNode({ network, ...(logger && { logger }) });
  afterAll(() => remove());
  // By name: Node's TLS does not send an address as the name of a server.
  const host = () => up.node.network?.replace("127.0.0.1", "localhost");
  const own = {
    ...tls,
    clientAs(who: string, scheme = "esdb", options = `tls=true&tlsCAFile=${certificateFile}`) {
      return EventStoreDBClient.connectionString(`${scheme}://${who}${host()}?${options}`);
    },
    async stranger() {
      const session = connect(`https://${host()}`, { ca: readFileSync(certificateFile) });
      session.on("error", () => {});
      await Promise.race([once(session, "remoteSettings"), closed(session)]).catch(() => {});
      return session;
    },
  };
  return Object.assign(Object.create(up), own);
}

export async function closed(session: ClientHttp2Session): Promise<void> {
  if (!session.destroyed) await new Promise<void>((resolve) => session.once("close", resolve));
}

/** Begins a call and leaves it open. */
export function begin(session: ClientHttp2Session, path: string, headers = {}) {
  const stream = session.request({
    [constants.HTTP2_HEADER_METHOD]: "POST",
    [constants.HTTP2_HEADER_PATH]: path,
    [constants.HTTP2_HEADER_CONTENT_TYPE]: "application/grpc",
    te: "trailers",
    ...headers,
  });
  return stream.on("error", () => {}).resume();
}

export const gossip = "/event_store.client.gossip.Gossip/Read";
