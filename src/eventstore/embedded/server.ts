// The gRPC server over a store: how it starts and stops. The same services are offered on this
// machine and, when asked for, on a network behind TLS and a log-in.
import type { Socket } from "node:net";
import { Server, ServerCredentials, type ServerInterceptor } from "@grpc/grpc-js";
import { chooseEndpoint, type Endpoint, type EndpointOptions } from "./endpoint.ts";
import { Connections, hasSpoken, hereLimits, networkLimits } from "./listening/connections.ts";
import { type Listener, listen } from "./listening/listener.ts";
import { logInCheck } from "./listening/log-in.ts";
import { type NetworkOptions, networkCredentials } from "./listening/network.ts";
import { WrongLogIns } from "./listening/wrong-log-ins.ts";
import type { Log } from "./log.ts";
import { addServices } from "./services.ts";
import type { Store } from "./store/store.ts";
import { HeldBytes } from "./streams/held-bytes.ts";
import { messageBytesMax } from "./streams/limits.ts";
import { LiveCalls } from "./streams/live-calls.ts";

const serverOptions = {
  "grpc.max_receive_message_length": messageBytesMax,
  "grpc.max_send_message_length": -1,
  // As real nodes have it: a client that leaks calls must notice here, not in production.
  "grpc.max_concurrent_streams": 100,
  // Who does not answer is gone; his calls would be kept for ever.
  "grpc.keepalive_time_ms": 10_000,
  "grpc.keepalive_timeout_ms": 20_000,
};

const patienceMs = 2_000;
const goodbyeMs = 500;

export interface ServeOptions extends EndpointOptions {
  readonly network?: NetworkOptions;
}

export interface NodeServer {
  readonly endpoint: Endpoint;
  readonly network: Endpoint | undefined;
  /** Answers what was handed in, ends every call politely, closes the store. */
  stop(): Promise<void>;
}

interface Offered {
  readonly server: Server;
  readonly listener: Listener;
}

export async function serve(store: Store, options: ServeOptions, log: Log): Promise<NodeServer> {
  const calls = new LiveCalls();
  const offer = async (
    endpoint: Endpoint,
    credentials: ServerCredentials,
    connections: Connections,
    interceptors: ServerInterceptor[],
  ): Promise<Offered> => {
    const server = new Server({ ...serverOptions, interceptors });
    // What one endpoint's clients hold is not taken from the other's.
    addServices(server, { store, calls, log, held: new HeldBytes() });
    const injector = server.createConnectionInjector(credentials);
    const take = (socket: Socket) => injector.injectConnection(socket);
    return { server, listener: await listen(endpoint, connections, take) };
  };
  const offerHere = () => {
    const connections = new Connections(hereLimits, hasSpoken);
    return offer(chooseEndpoint(options), ServerCredentials.createInsecure(), connections, []);
  };
  const offerToNetwork = (wanted: NetworkOptions) => {
    const connections = new Connections({ ...networkLimits, ...wanted.limits });
    const check = logInCheck(wanted.logIn, connections, new WrongLogIns(log));
    return offer({ kind: "tcp", ...wanted }, networkCredentials(wanted), connections, [check]);
  };
  const here = await offerHere();
  const network = options.network && (await offerToNetwork(options.network));
  const all = network === undefined ? [here] : [here, network];
  return {
    endpoint: here.listener.endpoint,
    network: network?.listener.endpoint,
    async stop() {
      for (const { listener } of all) listener.close();
      await Promise.race([store.settled(), pause(patienceMs)]);
      calls.endAll();
      await Promise.race([
        Promise.all(all.map(({ server }) => shutdown(server))),
        pause(goodbyeMs),
      ]);
      for (const { server } of all) server.forceShutdown();
      await store.close();
    },
  };
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
