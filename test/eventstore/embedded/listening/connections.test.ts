// Strangers have a while, may say little, and make room; who is known stays.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import {
  type ConnectionLimits,
  Connections,
  hasSpoken,
} from "../../../../src/eventstore/embedded/listening/connections.ts";
import { listen } from "../../../../src/eventstore/embedded/listening/listener.ts";

const generous: ConnectionLimits = {
  connectionsMax: 100,
  msMax: 3_600_000,
  bytesMax: 1_000_000,
  bytesMaxTogether: 1_000_000,
  callsMax: 100,
};

interface Client {
  readonly socket: Socket;
  readonly isOpen: () => boolean;
  /** As the node sees it: the other side of what it has itself. */
  called(isLoggedIn: boolean): void;
}

async function endpoint(limits: Partial<ConnectionLimits>, isKnown?: (socket: Socket) => boolean) {
  const connections = new Connections({ ...generous, ...limits }, isKnown);
  const accepted: Socket[] = [];
  const wanted = { kind: "tcp", host: "127.0.0.1", port: 0 } as const;
  const listener = await listen(wanted, connections, (socket) => accepted.push(socket.resume()));
  onTestFinished(() => listener.close());
  const { endpoint: at } = listener;
  const port = at.kind === "tcp" ? at.port : 0;
  return async (say = 0): Promise<Client> => {
    const socket = connect(port, "127.0.0.1")
      .on("error", () => {})
      .resume();
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    const { localPort } = socket;
    const there = () => accepted.find(({ remotePort }) => remotePort === localPort);
    await expect.poll(() => there() ?? socket.closed).toBeTruthy();
    if (say > 0) {
      const heard = there();
      socket.write(Buffer.alloc(say));
      await expect.poll(() => (heard?.bytesRead ?? 0) >= say || socket.closed).toBe(true);
    }
    return {
      socket,
      isOpen: () => !socket.closed,
      called: (isLoggedIn) => connections.called(there() ?? {}, isLoggedIn),
    };
  };
}

const which = (clients: readonly Client[]) => clients.map(({ isOpen }) => isOpen());

test("after a while strangers are ended, and those who logged in are not", async () => {
  const come = await endpoint({ msMax: 300 });
  const clients = [await come(), await come(), await come(40)];
  clients[0]?.called(true);
  clients[1]?.called(false);
  await expect.poll(() => which(clients)).toEqual([true, false, false]);
});

test("where speaking is enough, who has spoken stays", async () => {
  const come = await endpoint({ msMax: 300 }, hasSpoken);
  const clients = [await come(24), await come(23), await come()];
  await expect.poll(() => which(clients)).toEqual([true, false, false]);
});

test("a stranger who says too much is ended", async () => {
  const come = await endpoint({ bytesMax: 5_000 });
  const known = await come();
  known.called(true);
  known.socket.write(Buffer.alloc(20_000));
  const clients = [known, await come(5_000), await come(5_001)];
  await expect.poll(() => which(clients)).toEqual([true, true, false]);
});

test("where they say too much together, the loudest are ended", async () => {
  const come = await endpoint({ bytesMaxTogether: 10_000 });
  const known = await come();
  known.called(true);
  known.socket.write(Buffer.alloc(20_000));
  const clients = [known, await come(100), await come(6_000), await come(3_000), await come(5_000)];
  await expect.poll(() => which(clients)).toEqual([true, true, false, true, true]);
});

test("a stranger who calls too often is ended", async () => {
  const come = await endpoint({ callsMax: 3 });
  const clients = [await come(), await come()];
  for (let time = 0; time < 3; time++) for (const { called } of clients) called(false);
  expect(which(clients)).toEqual([true, true]);
  clients[0]?.called(true);
  for (let time = 0; time < 3; time++) for (const { called } of clients) called(false);
  await expect.poll(() => which(clients)).toEqual([true, false]);
});

test("where there are too many, the oldest stranger makes room; the known do not", async () => {
  const come = await endpoint({ connectionsMax: 3 });
  const clients = [await come(40), await come(40), await come(40)];
  clients[0]?.called(true);
  clients.push(await come());
  await expect.poll(() => which(clients)).toEqual([true, false, true, true]);
  clients[2]?.called(true);
  clients[3]?.called(true);
  clients.push(await come());
  await expect.poll(() => which(clients)).toEqual([true, false, true, true, false]);
});
