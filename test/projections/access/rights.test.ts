// Who may do what on which day, and who gave it to them (Annex 11, 12.3; AT-26).
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import type { Right } from "../../../src/domain/kernel/access/right.ts";
import { access } from "../../../src/projections/access/access.ts";
import { holdersOf } from "../../../src/projections/access/query/holders-of.ts";
import { rightsOf } from "../../../src/projections/access/query/rights-of.ts";
import { roleList } from "../../../src/projections/access/query/role-list.ts";
import { serviceList } from "../../../src/projections/access/query/service-list.ts";
import type { AskedAt } from "../../../src/projections/access/state/moment.ts";
import type { Part } from "../../../src/projections/access/state/right.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { withDatabase } from "../../database-hook.ts";
import { type Happened, project, recordedAt, stored } from "../history.ts";
import { control, of, role, service } from "./staff.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

async function happened(...history: readonly Happened[]): Promise<void> {
  const events = stored(eventTypes, history);
  for (const projection of [auditTrail, access]) {
    await project(database, projection, eventTypes, events);
  }
}
const rightsOfEva = (asked: AskedAt = {}) => rightsOf(database.kysely, "eva", asked);
const rights = async (asked: AskedAt = {}) =>
  (await rightsOfEva(asked)).rights.map(({ right }) => right);
const holders = async (asked: Part & AskedAt = {}) => {
  const found = await holdersOf(database.kysely, "decideDisposition", asked);
  return found.holders.map(({ id }) => id);
};

const eva = of("eva");
const reader = role("reader");
const release = role("release");
const ready = [eva.enrolled("Eva Kos"), eva.verified, control.published(), eva.accepted()];

test("a right is told with its role, who granted it and when [A11-12.3]", async () => {
  const until = "2027-01-01T00:00:00.000Z";
  const scope = { sites: ["Site 1"], materials: "all", clients: "all" } as const;
  const given = { scope: { ...scope, sites: ["Site 1"] }, until, requestedBy: "Head of QA" };
  await happened(...ready, release.defined(["decideDisposition"]), eva.granted("release", given));
  expect((await rightsOfEva()).rights).toEqual([
    {
      right: "decideDisposition",
      role: "release",
      title: "Title of release",
      duty: "quality",
      scope,
      from: null,
      until,
      requestedBy: "Head of QA",
      granted: { position: 5, at: recordedAt(5), by: { id: "admin", name: "Iva Admin" } },
      hindrance: null,
    },
  ]);
});

test("the rights of a day follow the role as it was defined on that day [AT-26]", async () => {
  await happened(
    ...ready,
    reader.defined(["readRecords"]),
    eva.granted("reader"),
    reader.revised(["readRecords", "exportRecords"]),
    reader.retired,
    reader.revised(["planOrders"]),
  );
  expect(await rights({ on: recordedAt(4) })).toEqual([]);
  expect(await rights({ on: recordedAt(5) })).toEqual(["readRecords"]);
  expect(await rights({ on: recordedAt(6) })).toEqual(["readRecords", "exportRecords"]);
  expect(await rights({ on: recordedAt(7) })).toEqual([]);
  expect(await rights()).toEqual(["planOrders"]);
});

test("a grant is replaced, revoked and given again, each with its history [A11-12.3]", async () => {
  await happened(
    ...ready,
    reader.defined(["readRecords"]),
    eva.granted("reader", { requestedBy: "A" }),
    eva.granted("reader", { requestedBy: "B" }),
    eva.revoked("reader"),
    eva.granted("reader", { requestedBy: "C" }),
    eva.left,
    eva.enabled,
  );
  const requestedBy = async (asOf: number) =>
    (await rightsOfEva({ asOf })).rights.map((one) => one.requestedBy);
  expect(await requestedBy(6)).toEqual(["A"]);
  expect(await requestedBy(7)).toEqual(["B"]);
  expect(await requestedBy(8)).toEqual([]);
  expect(await requestedBy(9)).toEqual(["C"]);
  const { grants, barred, statuses } = await rightsOfEva({ asOf: 10 });
  expect(barred).toBe("PERSON_LEFT");
  expect(grants.map(({ ended }) => [ended?.how, ended?.position])).toEqual([
    ["replaced", 6],
    ["revoked", 7],
    ["left", 9],
  ]);
  expect(statuses.map(({ status, at }) => [status, at])).toEqual([
    ["enabled", recordedAt(0)],
    ["left", recordedAt(9)],
  ]);
  // No command does that; what had ended stays ended.
  expect(await rightsOfEva()).toMatchObject({ barred: null, rights: [] });
});

test("a grant holds from its beginning on, and not at its end [AT-26]", async () => {
  const [from, until] = [recordedAt(10), recordedAt(20)];
  await happened(...ready, reader.defined(["readRecords"]), eva.granted("reader", { from, until }));
  const on = async (minute: number) => rights({ on: recordedAt(minute) });
  expect([await on(9), await on(10), await on(19), await on(20)]).toEqual([
    [],
    ["readRecords"],
    ["readRecords"],
    [],
  ]);
  expect((await rightsOfEva()).grants).toMatchObject([{ from, until, ended: null }]);
});

test("an account that is disabled, left or dormant has no rights, and it is said why", async () => {
  const none = { barred: "ACCOUNT_DISABLED", rights: [] };
  const granted = [...ready, reader.defined(["readRecords"]), eva.granted("reader")];
  await happened(...granted, eva.disabled, eva.enabled, eva.loggedIn("s1"));
  expect(await rightsOfEva({ asOf: 7 })).toMatchObject(none);
  expect((await rightsOfEva({ asOf: 7 })).statuses.at(-1)).toMatchObject({ reason: "Badge lost" });
  expect(await rightsOfEva({ asOf: 8 })).toMatchObject({ barred: null });
  expect(await rightsOfEva({ on: "2028-01-01T00:00:00Z" })).toMatchObject({
    barred: "ACCOUNT_DORMANT",
    rights: [],
  });
});

test("what stands in the way of a right is told: training, identity, statement", async () => {
  await happened(
    eva.enrolled(),
    release.defined(["decideDisposition"], ["SOP-1"]),
    eva.granted("release"),
    eva.trained("SOP-1", "2026-11-30"),
    control.published(),
    eva.accepted(),
    eva.verified,
    control.published("b".repeat(64)),
  );
  const hindrance = async (asked: AskedAt) => (await rightsOfEva(asked)).rights[0]?.hindrance;
  expect(await hindrance({ asOf: 3 })).toBe("TRAINING_NOT_CURRENT");
  expect(await hindrance({ asOf: 4 })).toBe("SIGNATURE_POLICY_NOT_ACCEPTED");
  expect(await hindrance({ asOf: 6 })).toBe("IDENTITY_NOT_VERIFIED");
  expect(await hindrance({ asOf: 7 })).toBeNull();
  expect(await hindrance({ asOf: 8 })).toBe("SIGNATURE_POLICY_NOT_ACCEPTED");
  expect(await hindrance({ asOf: 7, on: "2026-12-24T00:00:00Z" })).toBe("TRAINING_NOT_CURRENT");
  expect(await holders({ asOf: 6 })).toEqual([]);
  expect(await holders({ asOf: 7 })).toEqual(["eva"]);
});

test("who could release on a day: for the site, the material and the client [AT-26]", async () => {
  const bor = of("bor");
  const scope = { sites: ["Site 2"], materials: ["m1"], clients: ["c1"] };
  await happened(
    ...[...ready, bor.enrolled("Bor Zec"), bor.verified, bor.accepted()],
    ...[release.defined(["decideDisposition"]), service.registered],
    eva.granted("release"),
    bor.granted("release", { scope }),
    service.keyIssued("k1", "release", ["decideDisposition"]),
    eva.disabled,
  );
  expect(await holders({ asOf: 12 })).toEqual(["bor", "eva"]);
  expect(await holders({ asOf: 12, site: "Site 1" })).toEqual(["eva"]);
  expect(await holders({ asOf: 12, site: "Site 2", material: "m1" })).toEqual(["bor", "eva"]);
  expect(await holders({ asOf: 12, material: "m2" })).toEqual(["eva"]);
  expect(await holders({ asOf: 12, client: null })).toEqual(["eva"]);
  const { holders: could, hindered } = await holdersOf(database.kysely, "decideDisposition");
  expect(could.map(({ id, kind }) => [id, kind])).toEqual([["bor", "person"]]);
  expect(hindered.map(({ id, key, hindrance }) => [id, key?.label, hindrance])).toEqual([
    ["eva", undefined, "ACCOUNT_DISABLED"],
  ]);
});

test("services hold what their keys give, while they stand", async () => {
  const end = recordedAt(30);
  await happened(
    reader.defined(["readRecords"]),
    service.registered,
    service.keyIssued("k1", "reader", ["readRecords"], end),
    service.keyIssued("k2", "reader", ["readRecords"]),
    service.keyRevoked("k2"),
    service.keyIssued("k3", "reader", ["readRecords"]),
    service.retired,
  );
  const keys = async (asked: AskedAt) => {
    const found = await holdersOf(database.kysely, "readRecords", asked);
    return found.holders.map(({ key }) => key?.id);
  };
  expect(await keys({ asOf: 4 })).toEqual(["k1", "k2"]);
  expect(await keys({ asOf: 6 })).toEqual(["k1", "k3"]);
  expect(await keys({ asOf: 6, on: end })).toEqual(["k3"]);
  expect(await keys({})).toEqual([]);
});

test("a key does what it was issued for, once it is approved [P11-10g]", async () => {
  await happened(
    reader.defined(["readRecords", "planOrders"]),
    service.registered,
    service.keyIssued("k1", "reader", ["readRecords", "planOrders"]),
    service.keyApproved("k1"),
    reader.revised(["readRecords", "planOrders", "issueBatch"]),
  );
  const found = async (right: Right, asked: AskedAt = {}) => {
    const { holders: could, hindered } = await holdersOf(database.kysely, right, asked);
    return [could.length, hindered.map(({ hindrance }) => hindrance)];
  };
  expect(await found("readRecords", { asOf: 3 })).toEqual([1, []]);
  expect(await found("planOrders", { asOf: 3 })).toEqual([0, ["IDENTITY_NOT_VERIFIED"]]);
  expect(await found("planOrders")).toEqual([1, []]);
  expect(await found("issueBatch")).toEqual([0, []]);
  const { services } = await serviceList(database.kysely);
  const rights = ["readRecords", "planOrders"];
  expect(services).toMatchObject([{ keys: [{ rights, approved: { position: 3 } }] }]);
});

test("nobody has rights who was not enrolled by then", async () => {
  await happened(eva.granted("reader"), ...ready, reader.defined(["readRecords"]));
  await expect(rightsOfEva({ asOf: 1 })).rejects.toMatchObject({ code: "NOT_IN_LOG" });
  await expect(rightsOfEva({ asOf: 99 })).rejects.toMatchObject({ code: "AS_OF_AHEAD" });
  expect(await rightsOfEva()).toMatchObject({ rights: [], grants: [], asOf: 6, at: recordedAt(5) });
});

test("roles are listed with every definition, services with the keys that stand", async () => {
  await happened(
    reader.defined(["readRecords"]),
    reader.revised(["readRecords", "planOrders"]),
    service.registered,
    service.keyIssued("k1", "reader", ["readRecords"]),
    service.keyIssued("k2", "reader", ["readRecords"]),
    service.keyRevoked("k1"),
    reader.retired,
  );
  const { roles } = await roleList(database.kysely);
  expect(roles).toMatchObject([
    {
      id: "reader",
      status: "retired",
      rights: ["readRecords", "planOrders"],
      editions: [{ at: recordedAt(0), rights: ["readRecords"] }, { at: recordedAt(1) }],
    },
  ]);
  const { services } = await serviceList(database.kysely);
  expect(services).toMatchObject([
    { name: "LIMS", ownerId: "eva", retired: null, keys: [{ id: "k2", role: "reader" }] },
  ]);
  expect(JSON.stringify(services)).not.toContain("cipher");
  expect((await serviceList(database.kysely, { asOf: 5 })).services[0]?.keys).toHaveLength(2);
});
