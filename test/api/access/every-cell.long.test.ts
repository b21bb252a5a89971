// Every role, in each part of the plant that matters here, at every command and every read of the
// running service: what each may is worked out from tables that were written by hand, and what they
// may not is found in the log. A route that the tables do not know fails.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RouteAccess } from "../../../src/api/access/route.ts";
import type { Right } from "../../../src/domain/kernel/access/right.ts";
import { recordedOf } from "../attack/attack-for-test.ts";
import { establishPeople, type People } from "../people-for-test.ts";
import { playBatch } from "../plant-for-test.ts";
import { type Client, type Reply, type ServiceForTest, startService } from "../service-for-test.ts";
import { type Asked, asked } from "./asked.ts";
import {
  addressOf,
  bodyOf,
  collectRoutes,
  equipmentAsked,
  nameOf,
  type Route,
  takesBytes,
} from "./routes-for-test.ts";
import { hasHere, isOfAll, type Place, walkerIn, walkersFor } from "./walkers-for-test.ts";

const routes = collectRoutes();

const walkers = walkersFor("here", "elsewhere", "everywhere");

/** What one request asks, and what it needs. */
interface Cell {
  readonly name: string;
  readonly route: Route;
  readonly needs: Asked;
}

let service: ServiceForTest;
let people: People;
let cells: readonly Cell[];
// biome-ignore lint/suspicious/noExplicitAny: the document is looked at by the tests.
let document: any;
beforeAll(async () => {
  service = await startService();
  // Before people exist; begun at site-1.
  await playBatch(service, "b");
  const line = { name: "Line 1", kind: "line", identifiers: [], calibrationNeeded: false };
  await service.give(`/v1/equipment/${equipmentAsked}/register-equipment`, line);
  people = await establishPeople(service);
  document = (await people.admin.get("/openapi.json")).body;
  cells = routes
    .filter(({ access: { kind } }) => kind === "command" || kind === "read")
    .flatMap((route) =>
      neededBy(route).map((needs) => {
        const name = `${nameOf(route)} ${needs.query ?? ""}`;
        return { name, route, needs };
      }),
    );
});
afterAll(() => service[Symbol.asyncDispose]());

/** As OpenAPI has it. */
function published({ method, url }: Route) {
  const path = document.paths[url.replace(/:(\w+)/g, "{$1}")];
  return path?.[method === "HEAD" ? "get" : method.toLowerCase()];
}
const keyOf = (route: Route): string =>
  route.hidden ? route.url : (published(route)?.operationId ?? nameOf(route));

function neededBy(route: Route): readonly Asked[] {
  const found = asked.get(keyOf(route));
  if (!found) throw new Error(`Nobody has written down what ${keyOf(route)} asks for.`);
  return found;
}

test("each route declares and publishes the right that it should [P11-10g] [A11-12.1]", () => {
  for (const { name, route, needs } of cells) {
    const { kind, right } = route.access as Extract<RouteAccess, { readonly right: Right }>;
    if (needs.query === undefined) expect([name, right]).toEqual([name, needs.rights[0]]);
    if (!route.hidden)
      expect([name, published(route)["x-access"]]).toEqual([name, { kind, right }]);
  }
});

test("the tables know nothing that the service has not", () => {
  const names = new Set(routes.map(keyOf));
  expect([...asked.keys()].filter((name) => !names.has(name))).toEqual([]);
});

/** By whose id: the rights that were lacked, one for each refusal. */
const lacked = new Map<string, readonly Right[]>();

describe("at each command and each read [P11-10g] [A11-12.1] [A11d-11.10-11]", () => {
  test.each(walkers)("%s, %s", async (role, place) => {
    const { client, id } = await walkerIn(people, role, place);
    const some = cellsAt(role, place);
    const found = await walked(client, some);
    const lacking = some.map(({ name, needs }) => [name, lackedBy(role, place, needs)] as const);
    expect(found).toEqual(lacking.map(([name, right]) => [name, right ? "refused" : "allowed"]));
    lacked.set(
      id,
      lacking.flatMap(([, right]) => right ?? []),
    );
  });

  test("each refusal is in the log, with who was refused and for which right", async () => {
    expect(lacked.size).toBe(walkers.length);
    const all = await recordedOf(service, "AttemptRefused");
    const denials = all.filter(({ event }) => event.data.code === "NOT_AUTHORIZED");
    const kept = Map.groupBy(denials, ({ metadata }) => metadata.actor.id);
    for (const [id, rights] of lacked) {
      const denied = (kept.get(id) ?? []).map(({ event }) => event.data.attempted.right);
      expect([id, denied.sort()]).toEqual([id, [...rights].sort()]);
      const kinds = new Set(kept.get(id)?.map(({ metadata }) => metadata.actor.kind));
      if (rights.length > 0)
        expect([...kinds]).toEqual([id.startsWith("machine-") ? "service" : "person"]);
    }
  });
});

/** Whoever has a right at every site has it here: only what is of all sites is another question. */
const cellsAt = (role: string, place: Place): readonly Cell[] =>
  place === "everywhere" && !isOfAll(role) ? cells.filter(({ needs }) => needs.ofAllSites) : cells;

/** The first that is not had; undefined: nothing is lacked. */
const lackedBy = (role: string, place: Place, { rights, ofAllSites }: Asked): Right | undefined =>
  rights.find((right) => !hasHere(role, place, right) || (ofAllSites && place !== "everywhere"));

const together = 10;

async function walked(client: Client, all: readonly Cell[]) {
  const found: (readonly [name: string, told: string])[] = [];
  for (let n = 0; n < all.length; n += together) {
    const some = all.slice(n, n + together);
    const replies = await Promise.all(some.map((cell) => send(client, cell)));
    found.push(...some.map(({ name }, at) => [name, told(replies[at])] as const));
  }
  return found;
}

/** Reads are of what is there; commands are about something new, so that each walker finds none. */
function send(client: Client, { route, needs: { query } }: Cell): Promise<Reply> {
  const there = route.access.kind === "read" ? thereAt(route.url) : undefined;
  const address = addressOf(route, there);
  const more = query === undefined ? "" : `${address.includes("?") ? "&" : "?"}${query}`;
  if (takesBytes(route)) return client.send(route.method, address + more, "x", asBytes);
  return client.send(route.method, address + more, bodyOf(route));
}

const asBytes = { "content-type": "application/octet-stream" };

const thereAt = (url: string): string | undefined =>
  url.includes("/batches/") ? "b" : url.includes("/lots/") ? "b-lot" : undefined;

/** Anything else than that the right is lacked is what comes after the right. */
function told(reply: Reply | undefined): string {
  const { status, headers, body } = reply ?? { status: 0, headers: new Headers(), body: "" };
  const text = JSON.stringify(body);
  // HEAD has no body that could say why.
  if (status === 403 && (body === "" || text.includes("NOT_AUTHORIZED"))) return "refused";
  // A form leads on to a page, and says there what was refused.
  const ledTo = headers.get("location") ?? "";
  const isWrong = status < 200 || status === 400 || status === 401 || status >= 500;
  return isWrong || ledTo.includes("NOT_AUTHORIZED") ? `${status} ${ledTo} ${text}` : "allowed";
}
