// What the genealogy answers to whoever reads for one client: nothing of another's, not even
// whether it is there; and of one lot id taken twice, nothing is lost.
import { afterAll, beforeAll, expect, test } from "vitest";
import { establishPeople, ok, type People, type Somebody } from "../../people-for-test.ts";
import { charged, kg } from "../../plant-for-test.ts";
import { type ServiceForTest, startService } from "../../service-for-test.ts";
import { recordedOf } from "../attack-for-test.ts";

let service: ServiceForTest;
let people: People;
let cleo: Somebody;
beforeAll(async () => {
  service = await startService();
  for (const one of ["a", "b"]) await made(one, `client-${one}`);
  // Of one product and one lot, for both.
  for (const [id, client] of [
    ["a2", "client-a"],
    ["b2", "client-b"],
  ] as const) {
    ok(await service.give(`/v1/batches/${id}/issue-batch`, issue("a", id, client)));
    ok(await service.give(`/v1/batches/${id}/start-batch`, {}));
    ok(await service.give("/v1/lots/a-raw/record-charge", charged(id, "1")));
  }
  people = await establishPeople(service);
  cleo = await people.person("cleo", { role: "supervisor", scope: { clients: ["client-a"] } });
});
afterAll(() => service[Symbol.asyncDispose]());

const material = (id: string) => ({ materialDefinitionId: id, name: `Material ${id}` });
const issue = (of: string, batchNumber: string, clientPartyId: string) => ({
  batchNumber,
  material: material(of),
  equipmentIds: [],
  dataOrigin: "live",
  clientPartyId,
});

/** Batch `one`, of `one-raw` and `one-rest`. */
async function made(one: string, client: string): Promise<void> {
  const lot = (name: string) => ({
    material: material(`raw-${one}`),
    identifiers: [{ scheme: "raw", issuer: "Mill", value: name }],
    quantity: kg("25"),
    containers: [],
    qualityStatus: "quarantine",
    ownerPartyId: client,
  });
  const steps: readonly (readonly [path: string, data: object])[] = [
    [`/v1/lots/${one}-raw/receive-material-lot`, lot(`${one}-raw`)],
    [`/v1/lots/${one}-rest/receive-material-lot`, lot(`${one}-rest`)],
    [`/v1/batches/${one}/issue-batch`, issue(one, one, client)],
    [`/v1/batches/${one}/start-batch`, {}],
    [`/v1/lots/${one}-raw/record-charge`, charged(one)],
    [`/v1/lots/${one}-rest/record-charge`, charged(one)],
  ];
  for (const [path, data] of steps) ok(await service.give(path, data));
}

const output = (materialLotId: string, product: string) => ({
  materialLotId,
  material: material(product),
  identifiers: [],
  containers: [],
});

const questionsOf = (one: string, other: string) => [
  `shares?from=lot:${one}`,
  `shares?from=lot:${one}&bad=999&unitOfMeasure=kg`,
  `shares?from=batch:${one.slice(0, 1)}`,
  `between?from=lot:${one}&to=lot:${other}`,
  `common?of=lot:${one}&of=lot:${other}`,
  `circumstances?of=lot:${one}&of=lot:${other}`,
  `circumstances?of=lot:${one}&of=lot:${one}`,
];

test("another's and what is not there are answered alike [P11-10g]", async () => {
  const answers = async (one: string, other: string) => {
    const replies = await Promise.all(
      questionsOf(one, other).map((of) => cleo.get(`/v1/traces/${of}`)),
    );
    return replies.map(({ status, body }) => [status, body.code, body.detail]);
  };
  const absent = await answers("none", "nothing");
  expect(new Set(absent.map(([status]) => status))).toEqual(new Set([403]));
  expect(await answers("b-raw", "b-rest")).toEqual(absent);
  expect(await answers("b-rest", "a-raw")).toEqual(absent);
});

test("their own is answered, with nothing counted of another's [P11-10g]", async () => {
  const sue = await people.person("sue", { role: "supervisor" });
  const asked = async (who: Somebody, path: string) => ok(await who.get(`/v1/traces/${path}`)).body;
  expect((await asked(cleo, "shares?from=lot:a-rest")).shares).toHaveLength(1);
  expect(await asked(cleo, "between?from=lot:a-raw&to=batch:a2")).toMatchObject({ reaches: true });
  const both = "of=batch:a&of=batch:a2";
  const cause = { kind: "materialLot", id: "a-raw" };
  const whole = await asked(sue, `common?${both}`);
  expect(whole).toMatchObject({ causes: [{ ...cause, others: 1 }], candidates: 1 });
  const part = await asked(cleo, `common?${both}`);
  expect(part).toMatchObject({ causes: [cause], candidates: 1 });
  expect(part.causes[0]).not.toHaveProperty("others");
  const others = async (who: Somebody) => {
    const { compared, others: count } = await asked(who, `circumstances?${both}`);
    return [compared, count];
  };
  expect(await others(sue)).toEqual([1, 1]);
  expect(await others(cleo)).toEqual([0, 0]);
});

test("an output under the id of a lot that is there is refused, and traces go on", async () => {
  const olga = await people.person("olga", { role: "operator" });
  for (const command of ["produce-output", "record-output"]) {
    const taken = await olga.give(`/v1/batches/a/${command}`, output("b-rest", "a"));
    expect(taken).toMatchObject({ status: 409, body: { code: "ALREADY_EXISTS" } });
  }
  const outputs = await recordedOf(service, "OutputProduced");
  expect(outputs.filter(({ stream }) => stream === "batch-a")).toHaveLength(0);
  ok(await olga.give("/v1/lots/b-rest/record-charge", charged("a", "1")));
  const traced = ok(await olga.get("/v1/traces?from=lot:b-rest&direction=forward")).body;
  expect(traced.batches.map(({ batchId }: { batchId: string }) => batchId)).toContain("a");
});
