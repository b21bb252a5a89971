// Who came and went, over HTTP: sorted, searched, and taken out by whoever may take copies.
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordedOf } from "../attack/attack-for-test.ts";
import { establishPeople, loggedIn, ok, type People, type Somebody } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";

let service: ServiceForTest;
let people: People;
let inspector: Somebody;
// An inspection has an end.
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();
beforeAll(async () => {
  service = await startService();
  people = await establishPeople(service);
  await people.person("mira", { role: "operator" });
  inspector = await people.person("ines", { role: "inspector", until: inAMonth });
  const mira = await loggedIn(service.address, "mira");
  ok(await mira.send("DELETE", "/v1/session"));
  await people.logIn("mira", { password: "not the password" });
});
afterAll(() => service[Symbol.asyncDispose]());

interface Line {
  readonly kind: string;
  readonly position: number;
  readonly cause: string | null;
  readonly roles: readonly string[];
  readonly person: { readonly username: string } | null;
}
const lines = async (query: string): Promise<readonly Line[]> =>
  ok(await inspector.get(`/v1/access-log?${query}`)).body.lines;

test("it has the person, the role, log-in and log-out, and why it ended [A11d-11.9]", async () => {
  const found = await lines("find=mira&kind=session&sort=cause");
  expect(found[0]).toMatchObject({
    ...{ person: { username: "mira" }, roles: ["operator"], cause: "loggedOut" },
    endedAt: expect.any(String),
  });
  const kinds = (await lines("sort=kind&descending=true")).map(({ kind }) => kind);
  expect(kinds).toEqual(kinds.toSorted().reverse());
  expect(new Set(kinds)).toEqual(new Set(["session", "failed"]));
});

test("as CSV it is whole and in the same order, and the trail keeps it [A11d-11.9]", async () => {
  const asOf = (await inspector.get("/v1/access-log")).body.asOf;
  const query = `asOf=${asOf}&sort=username&descending=true`;
  const reply = ok(await inspector.get(`/v1/access-log?${query}&limit=1&format=csv`));
  expect(reply.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(reply.headers.get("batchproof-as-of")).toBe(String(asOf));
  const rows: readonly { readonly Entry: string }[] = parse(reply.body, { columns: true });
  const expected = (await lines(query)).map(({ position }) => String(position));
  expect(rows.map(({ Entry }) => Entry)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(3);
  const exported = (await recordedOf(service, "RecordsExported")).flatMap(
    ({ event }) => event.data.opened,
  );
  expect(exported.map(({ what }: { what: string }) => what)).toContain("getAccessLog");
});

test("who may read it and take out nothing is refused the copy alone [P11-10g]", async () => {
  const security = await people.person("sera", { role: "security" });
  expect((await security.get("/v1/access-log?sort=at")).status).toBe(200);
  const copy = await security.get("/v1/access-log?format=csv");
  expect(copy).toMatchObject({ status: 403, body: { code: "NOT_AUTHORIZED" } });
});

test.each(["sort=password", "kind=x", "descending=maybe", "find=", "format=pdf"])(
  "%s is no question",
  async (query) => expect((await inspector.get(`/v1/access-log?${query}`)).status).toBe(400),
);
