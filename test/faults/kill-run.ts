// kill -9 of the event node, of PostgreSQL and of the service, at random moments, while clients
// give commands and repeat what was not answered: what was answered is there once, as answered, and
// what is read is what the log says.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { received } from "../api/plant-for-test.ts";
import { clientOf } from "../api/service-for-test.ts";
import { openProgram, type Program, type Serving } from "../cli/program-for-test.ts";

const clients = 6;
const victims = ["node", "postgres", "service"] as const;
type Victim = (typeof victims)[number];

/** As it was answered. */
interface Answered {
  readonly commandId: string;
  readonly lot: string;
  readonly revision: number;
}

/** So many kills of each, in any order; fails where anything is lost, doubled or other. */
export async function killRun(kills: Readonly<Record<Victim, number>>): Promise<void> {
  const port = await freePort();
  await using program = await openProgram({ PORT: String(port) });
  let serving = await program.serve();
  const answered: Answered[] = [];
  const working = new AbortController();
  const load = Array.from({ length: clients }, () =>
    giveCommands(serving.address, answered, working.signal),
  );
  for (const victim of shuffled(victims.flatMap((one) => Array<Victim>(kills[one]).fill(one)))) {
    await sleep(100 + Math.random() * 500);
    const before = answered.length;
    if (victim === "service") serving = await again(program, serving);
    else process.kill(processOf(serving.pid, victim), "SIGKILL");
    // Each kill meets a service that works again, and so one that may lose something.
    while (answered.length === before) await sleep(20);
  }
  working.abort();
  await Promise.all(load);
  const client = clientOf(serving.address);
  for (const { commandId, lot, revision } of answered) {
    const again = () => client.post(pathOf(lot), { commandId, data: received(lot) });
    let repeated = await again();
    // So many a minute may come from an address.
    for (; repeated.status === 429; repeated = await again()) await sleep(500);
    expect(repeated).toMatchObject({ status: 200, body: { repeated: true, revision } });
  }
  // The commands attach to the running service.
  const { entries } = await program.answer(["audit"]);
  // Nobody else gave any: each once, also those whose answer was lost on the way.
  const receipts = entries.filter(({ type }: { type: string }) => type === "MaterialLotReceived");
  expect(receipts).toHaveLength(answered.length);
  expect(new Set(entries.map(({ eventId }: { eventId: string }) => eventId)).size).toBe(
    entries.length,
  );
  await expectSameRoot(program);
  expect(await serving.stop()).toMatchObject({ code: 0 });
}

/** Of the log's own bytes, of the tree as it was kept, signed, and made anew of the log. */
async function expectSameRoot(program: Program): Promise<void> {
  const { size, root } = await program.answer(["checkpoint"]);
  const report = await program.answer(["verify"]);
  expect(report).toMatchObject({ valid: true, findings: [], size, root });
  expect(report.readModels).toContainEqual(
    expect.objectContaining({ name: "integrity", equal: true }),
  );
}

/** One lot after the other, each repeated with its own id until it is answered. */
async function giveCommands(
  address: string,
  answered: Answered[],
  stop: AbortSignal,
): Promise<void> {
  const client = clientOf(address);
  while (!stop.aborted) {
    const lot = randomUUID();
    const command = { commandId: randomUUID(), data: received(lot) };
    for (;;) {
      const reply = await client.post(pathOf(lot), command).catch(() => undefined);
      if (reply?.status === 200) {
        answered.push({ commandId: command.commandId, lot, revision: reply.body.revision });
        break;
      }
      // Away, or one too many at once: anything else is a refusal that nobody earned.
      expect([undefined, 503, 429]).toContain(reply?.status);
      await sleep(50);
    }
    await sleep(20);
  }
}

const pathOf = (lot: string) => `/v1/lots/${lot}/receive-material-lot`;

async function again(program: Program, serving: Serving): Promise<Serving> {
  process.kill(serving.pid, "SIGKILL");
  await serving.ended;
  const until = performance.now() + 30_000;
  for (;;) {
    try {
      return await program.serve();
    } catch (error) {
      // The node that was left behind ends as soon as it sees that its parent is gone.
      if (performance.now() > until) throw error;
      await sleep(100);
    }
  }
}

/** Of the children of the service: the node's process runs our node.ts, the other is PostgreSQL. */
function processOf(service: number, victim: "node" | "postgres"): number {
  for (;;) {
    const table = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
    const rows = table.split("\n").map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []);
    const below = new Set([String(service)]);
    for (const [, pid = "", parent = ""] of rows) if (below.has(parent)) below.add(pid);
    const is = victim === "node" ? /embedded\/node\.ts/ : /bin\/postgres\s/;
    const found = rows.find(([, pid = "", , args = ""]) => below.has(pid) && is.test(args));
    if (found?.[1] !== undefined) return Number(found[1]);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
