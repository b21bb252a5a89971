// Whoever has a right for a part of the plant has it for no other part: not for other materials,
// other clients, other sites or other times, and not by any way of asking.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  establishPeople,
  loggedIn,
  ok,
  type People,
  type Somebody,
} from "../../people-for-test.ts";
import { charged, kg } from "../../plant-for-test.ts";
import {
  type Client,
  clientOf,
  type ServiceForTest,
  startService,
} from "../../service-for-test.ts";
import { recordedOf, startBeside, steppedClock } from "../attack-for-test.ts";
import { begun, issue, output } from "../client/making-for-test.ts";
import { commandsOn, readsOf } from "./one-batch.ts";

const clock = steppedClock();
let service: ServiceForTest;
let people: People;
/** At another site, over the same stores. */
let elsewhere: Awaited<ReturnType<typeof startBeside>>;
beforeAll(async () => {
  service = await startService({ clock });
  // Before people exist, so that the plant is nobody's.
  await made("a", "client-a");
  await made("b", "client-b");
  await made("c", "client-c");
  ok(await service.give("/v1/batches/waiting/issue-batch", issue("b", "waiting", "client-b")));
  ok(await service.give("/v1/locations/one/register-site", site));
  people = await establishPeople(service);
  elsewhere = await startBeside(service, { environment: { SITE: "site-2" } });
});
afterAll(async () => {
  await elsewhere[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

const site = { name: "A site", identifiers: [], zone: "Europe/Ljubljana" };

/** Batch `one` of product `one`, from lot `one-raw`; `one-out` came of it, `one-rest` did not. */
async function made(one: string, client: string): Promise<void> {
  await begun(service, one, client, ["raw"]);
  ok(await service.give(`/v1/batches/${one}/record-output`, output(`${one}-out`, one)));
}

/** A live one people issue by a master alone. */
const elsewhereMade = (...of: Parameters<typeof issue>) => ({
  ...issue(...of),
  dataOrigin: "import",
});

const refused = { status: 403, body: { code: "NOT_AUTHORIZED" } };

async function refusesAll(who: Client, one: string) {
  for (const path of readsOf(one))
    expect([path, await who.get(path)]).toMatchObject([path, refused]);
  for (const [path, data] of commandsOn(one)) {
    const { status, body } = await who.give(path, data);
    expect([path, status, body.code]).toEqual([path, 403, "NOT_AUTHORIZED"]);
  }
}

const reads = async (who: Client, one: string) => {
  for (const path of readsOf(one))
    expect([path, (await who.get(path)).status]).toEqual([path, 200]);
};

describe("for some materials", () => {
  let anna: Somebody;
  beforeAll(async () => {
    const materials = ["a", "raw-a"];
    anna = await people.person("anna", { role: "supervisor", scope: { materials } });
  });

  test("the others are neither read nor written [P11-10g] [A11-12.1]", async () => {
    await reads(anna, "a");
    await refusesAll(anna, "b");
    const taken = await anna.give("/v1/batches/mine/issue-batch", issue("b", "mine"));
    expect(taken).toMatchObject(refused);
    const own = await anna.give("/v1/batches/mine/issue-batch", elsewhereMade("a", "mine"));
    expect(own.status).toBe(200);
  });

  test("lists leave them out, and pages too", async () => {
    const { batches } = (await anna.get("/v1/batches")).body;
    const ids = batches.map(({ batchId }: { batchId: string }) => batchId);
    expect(ids).toEqual(expect.arrayContaining(["a"]));
    expect(ids).not.toEqual(expect.arrayContaining(["b"]));
    expect((await anna.get("/v1/batches?called=b")).body.batches).toEqual([]);
    const { lots } = (await anna.get("/v1/lots")).body;
    const names = lots.map(({ lotId }: { lotId: string }) => lotId).sort();
    expect(names).toEqual(["a-out", "a-raw", "a-rest"]);
    expect((await anna.get("/v1/lots?identifier=raw:b-raw")).body.lots).toEqual([]);
    expect((await anna.get("/")).body).not.toContain("/batches/b");
  });

  test("what is of everything is not given", async () => {
    for (const path of ["/v1/audit-trail", "/v1/audit-trail?person=ada", "/v1/sessions"]) {
      expect(await anna.get(path)).toMatchObject(refused);
    }
    const both = await anna.get("/v1/audit-trail?batch=a&batch=b");
    expect(both.status).toBe(400);
  });

  test("whether there is something else is not told, nor what it is called", async () => {
    for (const path of ["/v1/batches/none/record", "/v1/lots/none", "/batches/none"]) {
      expect(await anna.get(path)).toMatchObject(refused);
    }
    for (const at of ["/v1/traces", "/traces"]) {
      const near = await anna.get(`${at}?from=raw:b-ra&direction=forward`);
      expect(near).toMatchObject(refused);
      expect(JSON.stringify(near.body)).not.toContain("b-raw");
    }
    for (const command of ["start-batch", "complete-batch"]) {
      expect(await anna.give(`/v1/batches/none/${command}`, {})).toMatchObject(refused);
    }
  });

  test("a trace that reaches beyond them is refused as a whole", async () => {
    const forward = "/v1/traces?from=raw:a-raw&direction=forward";
    expect((await anna.get(forward)).status).toBe(200);
    const boss = await people.person("boss", { role: "supervisor" });
    ok(await boss.give("/v1/lots/a-out/record-charge", charged("b", "1")));
    expect(await anna.get(forward)).toMatchObject(refused);
    for (const format of ["pdf", "csv"]) {
      expect(await anna.get(`${forward}&format=${format}`)).toMatchObject(refused);
    }
    expect((await boss.get(forward)).status).toBe(200);
  });
});

describe("for some clients", () => {
  let cleo: Somebody;
  beforeAll(async () => {
    cleo = await people.person("cleo", { role: "supervisor", scope: { clients: ["client-a"] } });
  });

  test("the others' batches and lots are neither read nor written [P11-10g]", async () => {
    await refusesAll(cleo, "b");
    const issuing = (client?: string) =>
      cleo.give(`/v1/batches/of-${client}/issue-batch`, elsewhereMade("a", `of-${client}`, client));
    expect(await issuing("client-b")).toMatchObject(refused);
    expect(await issuing(undefined)).toMatchObject(refused);
    expect((await issuing("client-a")).status).toBe(200);
  });

  test("what belongs to another is not drawn into their own [P11-10g]", async () => {
    for (const command of ["record-charge", "charge-material"]) {
      const reply = await cleo.give(`/v1/lots/b-rest/${command}`, charged("a"));
      expect(reply).toMatchObject(refused);
    }
    const from = ["a-rest", "b-rest"].map((materialLotId) => ({
      materialLotId,
      quantity: kg("1"),
      heel: false,
    }));
    const merge = { from, identifiers: [], containers: [] };
    for (const order of [merge, { ...merge, from: from.toReversed() }]) {
      expect(await cleo.give("/v1/lots/merged/merge-lots", order)).toMatchObject(refused);
    }
    expect((await cleo.give("/v1/lots/a-rest/record-charge", charged("a", "1"))).status).toBe(200);
  });

  test("what is made for a client is the client's, with what comes of it [P11-10g]", async () => {
    const carla = await people.person("carla", {
      role: "supervisor",
      scope: { clients: ["client-c"] },
    });
    await reads(carla, "c");
    for (const [lot, status] of [
      ["c-out", 200],
      ["a-out", 403],
      ["b-out", 403],
    ] as const)
      expect([lot, (await carla.get(`/v1/lots/${lot}`)).status]).toEqual([lot, status]);
    const { lots } = ok(await carla.get("/v1/lots")).body;
    const names = lots.map(({ lotId }: { lotId: string }) => lotId).sort();
    expect(names).toEqual(["c-out", "c-raw", "c-rest"]);
    ok(await carla.give("/v1/batches/c/produce-output", output("c-more", "c")));
    const into = [
      { materialLotId: "c-part", identifiers: [], containerIds: [], quantity: kg("1") },
    ];
    ok(await carla.give("/v1/lots/c-rest/split-lot", { into }));
    const from = ["c-part", "c-rest"].map((materialLotId) => ({
      ...{ materialLotId, quantity: kg("1"), heel: false },
    }));
    ok(await carla.give("/v1/lots/c-merged/merge-lots", { from, identifiers: [], containers: [] }));
    for (const lot of ["c-more", "c-part", "c-merged"])
      expect([lot, (await carla.get(`/v1/lots/${lot}`)).status]).toEqual([lot, 200]);
    ok(await carla.get("/v1/traces?from=raw:c-raw&direction=forward"));
    // It is not given to another one by naming them.
    const named = { ...output("c-other", "c"), ownerPartyId: "client-a" };
    expect((await carla.give("/v1/batches/c/produce-output", named)).status).toBe(400);
  });
});

describe("for some sites", () => {
  test("another site's service does nothing for them [P11-10g]", async () => {
    const sites = ["site-1"];
    const one = await people.person("sita", { role: "supervisor", scope: { sites } });
    expect((await one.get("/v1/batches/b/record")).status).toBe(200);
    const there = clientOf(elsewhere.address, { cookie: one.cookie });
    await refusesAll(there, "b");
    expect(await there.give("/v1/batches/x/issue-batch", issue("a", "x"))).toMatchObject(refused);
  });

  test("a batch stays where it was begun [P11-10g]", async () => {
    const sites = ["site-2"];
    const two = await people.person("tina", { role: "supervisor", scope: { sites } });
    await refusesAll(two, "b");
    const there = clientOf(elsewhere.address, { cookie: two.cookie });
    const ofSite1 = ["/v1/batches/b/record", "/v1/audit-trail?batch=b", "/batches/b"];
    for (const path of ofSite1) expect(await there.get(path)).toMatchObject(refused);
    expect(await there.give("/v1/batches/b/complete-batch", {})).toMatchObject(refused);
    for (const command of ["record-charge", "charge-material"]) {
      const charging = await there.give(`/v1/lots/b-rest/${command}`, charged("b"));
      expect(charging).toMatchObject(refused);
    }
    expect((await there.get("/v1/batches")).body.batches).toEqual([]);
    const own = await there.give("/v1/batches/y/issue-batch", elsewhereMade("a", "y"));
    expect(own.status).toBe(200);
  });

  test("of what is not there no name of another site is told [P11-10g]", async () => {
    const tora = await people.person("tora", { role: "supervisor", scope: { sites: ["site-2"] } });
    const there = clientOf(elsewhere.address, { cookie: tora.cookie });
    const boss = await people.person("nadja", { role: "supervisor" });
    for (const path of ["traces?direction=forward&", "whereabouts?"]) {
      const near = `/v1/${path}from=batch:waitin`;
      expect((await boss.get(near)).body.nearest).toContain("batch:waiting");
      expect(JSON.stringify(await there.get(near))).not.toContain("batch:waiting");
    }
  });

  test("nothing is put into a place of another site [P11-10g]", async () => {
    const scope = { sites: ["site-2"] };
    const mara = await people.person("mara", { role: "masterDataAuthor", scope });
    const there = clientOf(elsewhere.address, { cookie: mara.cookie });
    const room = { name: "Room", kind: "room", identifiers: [] };
    const register = (id: string, parentLocationId: string) =>
      there.give(`/v1/locations/${id}/register-location`, { ...room, parentLocationId });
    const renamed = await there.give("/v1/locations/one/rename-location", { name: "Two" });
    expect(renamed).toMatchObject(refused);
    expect(await register("room-of-one", "one")).toMatchObject(refused);
    ok(await there.give("/v1/locations/two/register-site", { ...site, name: "Another" }));
    ok(await register("room-of-two", "two"));
  });
});

describe("for some time", () => {
  test("a grant holds from its beginning, and not at its end [P11-10g] [A11-12.3]", async () => {
    const at = (minutes: number) =>
      new Date(clock.now().getTime() + minutes * 60_000).toISOString();
    const [from, until] = [at(60), at(120)];
    const someone = await people.person("tim");
    const scope = { sites: "all", materials: "all", clients: "all" };
    const grant = { role: "supervisor", scope, from, until };
    ok(await people.admin.give(`/v1/people/${someone.id}/grant-role`, grant));
    const [granted] = (await recordedOf(service, "PersonRoleGranted")).slice(-1);
    expect(granted?.event.data).toMatchObject({ role: "supervisor", from, until });
    expect(granted?.metadata.actor).toMatchObject({ id: people.admin.id, role: "administrator" });
    const may = async () => {
      // Left alone for so long, a session is locked.
      const tim = await loggedIn(service.address, "tim");
      const read = (await tim.get("/v1/batches/waiting/record")).status;
      const wrote = (await tim.give("/v1/batches/waiting/add-comment", { text: "Here." })).status;
      return [read, wrote];
    };
    const forbidden = [403, 403];
    expect(await may()).toEqual(forbidden);
    clock.step({ minutes: 59 });
    expect(await may()).toEqual(forbidden);
    clock.step({ minutes: 1 });
    expect(await may()).toEqual([200, 200]);
    clock.step({ minutes: 59, seconds: 59 });
    expect(await may()).toEqual([200, 200]);
    clock.step({ seconds: 1 });
    expect(await may()).toEqual(forbidden);
  });
});
