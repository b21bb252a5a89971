// The id of what belongs to another client, of another material or at another site, in every route
// that takes one: in its address, in each place of its body, in each of its questions. All are
// walked, from the routes that the service has; where such an id is let through a list says why,
// and what the list says of what is not there or not let through fails.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { exposed } from "../../../../src/api/command/exposed.ts";
import { administers, rightNames } from "../../../../src/domain/kernel/access/right.ts";
import {
  addressOf,
  bodyOf,
  collectRoutes,
  nameOf,
  type Route,
  takesBytes,
} from "../../access/routes-for-test.ts";
import { establishPeople, ok } from "../../people-for-test.ts";
import {
  type Client,
  clientOf,
  type Reply,
  type ServiceForTest,
  startService,
} from "../../service-for-test.ts";
import { given, startBeside } from "../attack-for-test.ts";
import { dataWith, nameIn, placesIn } from "./id-in-body.ts";
import { inBody, inPath, type LetThrough, type Limit, withinIt } from "./let-through.ts";
import { inQuestion, leavesOut, namesNothing, questionsAbout } from "./questions.ts";
import { idsOf, makeThings, namesOf } from "./world-for-test.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
const collected = collectRoutes();

interface Limited {
  readonly limit: Limit;
  readonly client: Client;
  /** Of the things that they have the right to. */
  readonly ids: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, string>>;
}

const foreign = "zfx";
const ids = idsOf(foreign, "site-1");
const names = namesOf(foreign, "site-1");

let service: ServiceForTest;
let beside: Awaited<ReturnType<typeof startBeside>>;
let routes: readonly Route[];
let everybody: readonly Limited[];
beforeAll(async () => {
  service = await startService();
  routes = [...collected];
  beside = await startBeside(service, { environment: { SITE: "site-2" } });
  for (const one of [foreign, "own"]) await makeThings(service, one);
  await makeThings(clientOf(beside.address), "two");
  const people = await establishPeople(service);
  const rights = rightNames.filter((right) => !administers(right));
  const role = { title: "Everything", duty: "production", rights, trainings: [] };
  ok(await people.admin.give("/v1/roles/everything/define-role", role));
  const limited = async (limit: Limit, scope: object, name: string, site: string) => {
    const one = await people.person(`of-${limit}`, { role: "everything", scope });
    const { address } = limit === "site" ? beside : service;
    const client = clientOf(address, { cookie: one.cookie });
    return { limit, client, ids: idsOf(name, site), names: namesOf(name, site) };
  };
  everybody = [
    await limited("client", { clients: ["client-own"] }, "own", "site-1"),
    await limited("material", { materials: ["own"] }, "own", "site-1"),
    await limited("site", { sites: ["site-2"] }, "two", "site-2"),
  ];
});
afterAll(async () => {
  await beside[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

const isRefused = ({ status, body }: Reply) => status === 403 && body.code === "NOT_AUTHORIZED";

/** What was let through without a reason, and reasons for what was not. */
function unexplained(found: ReadonlyMap<string, string>, list: readonly LetThrough[]) {
  const reasons = list.flatMap(({ to, at }) =>
    to.flatMap((limit) => at.map((place) => `${limit} ${place}`)),
  );
  const covers = (reason: string, key: string) =>
    key === reason || [key.startsWith(`${reason}/`), key.startsWith(`${reason}?`)].includes(true);
  return {
    without: [...found].filter(([key]) => !reasons.some((reason) => covers(reason, key))),
    stale: reasons.filter((reason) => ![...found.keys()].some((key) => covers(reason, key))),
  };
}
const explained = { without: [], stale: [] };

/** `/v1/lots/:id/place-hold` is `lots/place-hold`. */
const partsOf = (url: string) => url.split("/").filter((part) => part !== "" && part !== "v1");
const kebab = (name: string) =>
  name
    .split(/(?=[A-Z])/)
    .join("-")
    .toLowerCase();
const commandAt = (url: string) =>
  exposed.find(({ collection, name }) => url === `/v1/${collection}/:id/${kebab(name)}`);

/** Who may do what is of no part of the plant: nobody holds it for one. */
const isWalked = ({ access }: Route) =>
  (access.kind === "command" || access.kind === "read") && !administers(access.right);

/** Of a credential of somebody else: walk.long.test.ts. */
test("who is asked for their own account names nothing else", () => {
  const others = routes.filter(({ access }) => access.kind === "own" || access.kind === "anyone");
  expect(others.map(({ url }) => url).filter((url) => url.includes("/:"))).toEqual([
    "/v1/own/credentials/:id/end",
  ]);
});

test("in the address of every command [P11-10g] [A11-12.1]", async () => {
  const found = new Map<string, string>();
  const walked = routes.filter((one) => one.access.kind === "command" && isWalked(one));
  expect(walked.length).toBeGreaterThan(150);
  for (const route of walked) {
    const [collection = "", , ...rest] = partsOf(route.url);
    const id = ids[collection];
    if (id === undefined) throw new Error(`${nameOf(route)}: there is no such thing to name.`);
    for (const { limit, client, names: own } of everybody) {
      const reply = await give(client, route, id, own);
      const key = `${limit} ${[collection, ...rest].join("/")}`;
      if (!isRefused(reply)) found.set(key, `${reply.status} ${reply.body.code ?? ""}`);
    }
  }
  expect(unexplained(found, inPath)).toEqual(explained);
});

function give(client: Client, route: Route, id: string, own: Limited["names"]): Promise<Reply> {
  const address = addressOf(route, id);
  if (takesBytes(route)) {
    return client.send(route.method, address, "x", { "content-type": "application/octet-stream" });
  }
  const command = commandAt(route.url);
  if (!command) return client.send(route.method, address, bodyOf(route));
  const data = dataWith(command.data, undefined, { own, foreign: {} });
  return client.send(route.method, address, given({ data }));
}

test("in each place of every body [P11-10g] [A11-12.1]", async () => {
  const found = new Map<string, string>();
  const local = new Set<string>();
  for (const { name, right, collection, data } of exposed) {
    if (administers(right)) continue;
    for (const place of placesIn(data)) {
      if (!(nameIn(place) in names)) {
        local.add(nameIn(place));
        continue;
      }
      for (const { limit, client, ids: mine, names: own } of everybody) {
        const body = dataWith(data, place, { own, foreign: names });
        if (body === undefined) throw new Error(`${name} takes nothing that has ${place}.`);
        const at = (id: string) => `/v1/${collection}/${id}/${kebab(name)}`;
        const about = await client.post(at(mine[collection] ?? ""), given({ data: body }));
        // What is there already says so before anything else: of a new thing then.
        const isThere = about.body.code === "ALREADY_EXISTS";
        const fresh = `fresh-${found.size}`;
        const reply = isThere ? await client.post(at(fresh), given({ data: body })) : about;
        const key = `${limit} ${collection}/${kebab(name)}/${place}`;
        if (!isRefused(reply)) found.set(key, `${reply.status} ${reply.body.code ?? ""}`);
      }
    }
  }
  expect(unexplained(found, inBody)).toEqual(explained);
  expect([...local].sort()).toEqual([...withinIt].sort());
});

/** `?a=`: what a question can be asked. */
const parametersOf = ({ query }: Route): readonly string[] =>
  query
    ? Object.keys(z.toJSONSchema(query, { io: "input", unrepresentable: "any" }).properties ?? {})
    : [];

test("in every question, and in no list [P11-10g] [A11-12.1]", async () => {
  const reads = routes.filter(
    (one) => one.access.kind === "read" && one.method === "GET" && isWalked(one),
  );
  const found = new Map<string, string>();
  const named = new Set<string>();
  for (const route of reads) {
    const [collection = ""] = partsOf(route.url);
    const queries = questionsAbout[route.url] ?? [""];
    const asked = new Set(queries.flatMap((query) => [...new URLSearchParams(query).keys()]));
    for (const parameter of parametersOf(route)) {
      if (!asked.has(parameter)) named.add(parameter);
    }
    for (const query of queries) {
      const address = addressOf(route, ids[collection] ?? foreign).split("?")[0] + query;
      for (const { limit, client } of everybody) {
        const reply = await readBy(client, address);
        const isTold = tellsOfIt(reply, query) || (query !== "" && !leavesOut.has(route.url));
        if (!isRefused(reply) && isTold) {
          found.set(`${limit} ${address}`, `${reply.status} ${JSON.stringify(reply.body)}`);
        }
      }
    }
  }
  expect(unexplained(found, inQuestion)).toEqual(explained);
  expect([...named].sort()).toEqual([...namesNothing].sort());
  const urls = new Set(reads.map(({ url }) => url));
  expect(Object.keys(questionsAbout).filter((url) => !urls.has(url))).toEqual([]);
});

/** Each answer is in the trail, which the next may have to wait for. */
async function readBy(client: Client, address: string): Promise<Reply> {
  const reply = await client.get(address);
  if (reply.body.code !== "AS_OF_AHEAD") return reply;
  await sleep(100);
  return readBy(client, address);
}

/** Whatever it is called, its name has the word in it; what was asked is only said again. */
function tellsOfIt({ status, body }: Reply, query: string): boolean {
  const { instance: _, ...told } = typeof body === "object" ? body : { body };
  const again = [...new URLSearchParams(query).values()].toSorted((a, b) => b.length - a.length);
  const text = again.reduce((all, value) => all.replaceAll(value, ""), JSON.stringify(told));
  return status >= 500 || text.includes(foreign);
}
