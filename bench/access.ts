// What it costs to know who is asking: reads of 32 people at once beside the same service before
// people exist; one decision on rights beside one query of a table of permissions; and how long the
// service is held up by log-ins, beside hashing in the way.
import { argon2Sync, createHash, randomBytes, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { openDatabase } from "../src/database/connection.ts";
import { shippedStatement } from "../src/domain/access-control/shipped.ts";
import { everywhere, permission, type Standing } from "../src/domain/kernel/access/standing.ts";
import { shippedRoles } from "../src/domain/role/shipped.ts";
import { type Served, serveApart } from "./access/served.ts";
import type { Measure } from "./measuring/measure.ts";
import { median } from "./measuring/measure.ts";

const connections = 32;
const requestsEach = 200;
const pacedFor_s = 15;
const password = "violet anchor 7Qm2x lantern";

export async function run(): Promise<Measure[]> {
  await using served = await serveApart();
  const open = await reads(served, Array(connections).fill(""));
  const cookies = await logIn32(served);
  const known = await reads(served, cookies);
  await untilAtRest(served);
  const atTheirPace: Measure[] = [];
  for (const perSecond of [1, 5, 10]) {
    const value = await paced(served, cookies, perSecond);
    atTheirPace.push({
      bench: "access",
      measure: `read of a list, ${connections} people, each ${perSecond} a second, kept: p99`,
      value,
      unit: "ms",
      against: "the same people, each asking as fast as it is answered",
      ratio: value / known.p99_ms,
    });
  }
  return [
    ...atTheirPace,
    compared("median", "ms", known.median_ms, open.median_ms),
    compared("p99", "ms", known.p99_ms, open.p99_ms),
    compared("CPU of the service for each", "µs", known.cpu_us, open.cpu_us),
    await decisions(served),
    await heldUp(served),
  ];
}

const Invited = z.object({ link: z.string() });

const compared = (which: string, unit: string, value: number, open: number): Measure => ({
  bench: "access",
  measure: `read of a list, ${connections} people at once, kept in the access trail: ${which}`,
  value,
  unit,
  against: "the same before people exist, nothing kept",
  ratio: value / open,
});

interface Reads {
  readonly median_ms: number;
  readonly p99_ms: number;
  readonly cpu_us: number;
}

async function reads(served: Served, cookies: readonly string[]): Promise<Reads> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const round = async (count: number) =>
    Promise.all(
      cookies.map(async (cookie) => {
        for (let n = 0; n < count; n += 1) times.push(await asked(agent, served.address, cookie));
      }),
    );
  await round(20);
  times.length = 0;
  const before = await served.ask("spent");
  await round(requestsEach);
  const { cpu_ms } = await served.ask("spent");
  agent.destroy();
  const sorted = times.toSorted((one, other) => one - other);
  return {
    median_ms: median(sorted),
    p99_ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    cpu_us: ((cpu_ms - before.cpu_ms) / times.length) * 1_000,
  };
}

/** The read models have taken in what the reads before have left. */
async function untilAtRest(served: Served): Promise<void> {
  for (let before = Number.NEGATIVE_INFINITY; ; ) {
    const { cpu_ms } = await served.ask("spent");
    if (cpu_ms - before < 50) return;
    before = cpu_ms;
    await sleep(1_000);
  }
}

/** As people ask: at any moment, whatever became of the question of somebody else. */
async function paced(
  { address }: Served,
  cookies: readonly string[],
  perSecond: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  await Promise.all(
    cookies.map(async (cookie) => {
      for (let n = 0; n < pacedFor_s * perSecond; n += 1) {
        await sleep((2_000 * Math.random()) / perSecond);
        times.push(await asked(agent, address, cookie));
      }
    }),
  );
  agent.destroy();
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

function asked(agent: Agent, address: string, cookie: string): Promise<number> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const headers = cookie === "" ? {} : { cookie };
    const asking = request(`${address}/v1/batches?limit=20`, { agent, headers }, (response) => {
      response.resume();
      response.on("end", () =>
        response.statusCode === 200
          ? resolve(performance.now() - from)
          : reject(new Error(`Answered with ${response.statusCode}.`)),
      );
    });
    asking.on("error", reject).end();
  });
}

async function post(address: string, path: string, body: object, cookie = ""): Promise<Response> {
  const headers = {
    "content-type": "application/json",
    "sec-fetch-site": "same-origin",
    ...(cookie !== "" && { cookie }),
  };
  const reply = await fetch(address + path, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`);
  return reply;
}

async function logIn32({ address, founder }: Served): Promise<readonly string[]> {
  const admin = { username: "ada", printedName: "Ada Novak", initials: "AN", password };
  await post(address, "/v1/founder", { link: founder, ...admin });
  const cookie = await logIn(address, "ada");
  const digest = createHash("sha256").update(shippedStatement.text).digest("hex");
  await post(address, "/v1/own/statement", { digest }, cookie);
  const cookies: string[] = [];
  for (let n = 0; n < connections; n += 1) {
    const at = `/v1/people/${randomUUID()}`;
    const username = `operator-${n}`;
    const data = { username, printedName: `Person ${n}`, initials: "P", account: "personal" };
    const give = (path: string, given: object) =>
      post(address, at + path, { commandId: randomUUID(), ...given }, cookie);
    await give("/enrol-person", { data });
    await give("/grant-role", { data: { role: "operator", scope: everywhere } });
    const { link: sent } = Invited.parse(await (await give("/invite", {})).json());
    await post(address, "/v1/invitation", { link: sent, password });
    cookies.push(await logIn(address, username));
  }
  return cookies;
}

async function logIn(address: string, username: string): Promise<string> {
  const reply = await post(address, "/v1/session", { username, password });
  return reply.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** Microseconds for one decision. */
async function decisions({ database }: Served): Promise<Measure> {
  const roles = [shippedRoles.operator, shippedRoles.supervisor, shippedRoles.planner];
  const standing: Standing = {
    grants: roles.map(({ title, rights }) => ({
      role: title,
      rights,
      scope: { ...everywhere, materials: ["a", "b", "c"] },
      trainingsMissing: [],
    })),
    identityVerified: true,
    statementAccepted: true,
    training: "refuse",
    mustChangePassword: false,
  };
  const at = new Date().toISOString();
  const asked = { right: "planOrders", site: "site-1", scope: { material: "c" }, at } as const;
  const count = 200_000;
  const from = performance.now();
  for (let n = 0; n < count; n += 1) permission(standing, asked);
  const own_us = ((performance.now() - from) / count) * 1_000;
  const { pool, close } = await openDatabase(database);
  const queries = 500;
  const before = performance.now();
  for (let n = 0; n < queries; n += 1) {
    await pool.query(
      "select 1 from batchproof.session where person_id = $1 and method = $2 limit 1",
      ["nobody", "password"],
    );
  }
  const query_us = ((performance.now() - before) / queries) * 1_000;
  await close();
  return {
    bench: "access",
    measure: "one decision on a right",
    value: own_us,
    unit: "µs",
    against: "one query of a table in PostgreSQL",
    ratio: own_us / query_us,
  };
}

/** The longest that anything else waited while eight people logged in at once. */
async function heldUp(served: Served): Promise<Measure> {
  await served.ask("watch");
  await Promise.all(Array.from({ length: 8 }, (_, n) => logIn(served.address, `operator-${n}`)));
  const { heldUp_ms: longest } = await served.ask("spent");
  const from = performance.now();
  argon2Sync("argon2id", {
    message: Buffer.from(password),
    nonce: randomBytes(16),
    parallelism: 1,
    tagLength: 32,
    memory: 64 * 1024,
    passes: 3,
  });
  const inTheWay = performance.now() - from;
  return {
    bench: "access",
    measure: "event loop held up while eight people log in at once, p99",
    value: longest,
    unit: "ms",
    against: "one argon2id computed in the way",
    ratio: longest / inTheWay,
  };
}
