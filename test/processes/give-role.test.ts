// A role is given as its definition stands in the log: to a person, and to the key of a service.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everywhere } from "../../src/domain/kernel/access/standing.ts";
import { enrolPerson } from "../../src/domain/person/identity/commands.ts";
import { disablePerson } from "../../src/domain/person/right/commands.ts";
import { defineRole, retireRole, reviseRole } from "../../src/domain/role/commands.ts";
import type { RoleDefinition } from "../../src/domain/role/role.ts";
import { service } from "../../src/domain/service/service.ts";
import { giveKey, giveRole, registerOwned } from "../../src/processes/give-role.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { type Plant, plantOn, session } from "./plant-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

const reason = { code: "change", text: "Change control 12." };
let made = 0;
async function role(duty: RoleDefinition["duty"], ...rights: RoleDefinition["rights"]) {
  made += 1;
  const id = `role${String.fromCharCode(97 + Math.floor(made / 26), 97 + (made % 26))}`;
  await plant.run(defineRole, id, { title: id, duty, rights, trainings: [] });
  return id;
}
async function enrolled(account: "personal" | "shared" = "personal"): Promise<string> {
  made += 1;
  const id = crypto.randomUUID();
  const names = { printedName: "Eva Example", initials: "EE" };
  await plant.run(enrolPerson, id, { username: `eva${made}`, ...names, account });
  return id;
}
async function registered(): Promise<string> {
  const id = crypto.randomUUID();
  const ownerPersonId = await enrolled();
  await plant.run(registerOwned, id, { name: "ERP", purpose: "Orders.", ownerPersonId });
  return id;
}

type Change = Parameters<Plant["handler"]["execute"]>[0];
const change = (command: unknown, id: string, data: unknown) =>
  plant.handler.execute(
    command as Change,
    { commandId: crypto.randomUUID(), id, data, claims: { reason } },
    session,
  );
const give = (to: string, id: string, more: object = {}) =>
  change(giveRole, to, { role: id, scope: everywhere, ...more });
const key = (id: string, more: object = {}) => ({
  keyId: crypto.randomUUID(),
  label: "Orders",
  role: id,
  scope: everywhere,
  expiresAt: "2027-11-20T08:00:00.000Z",
  material: { key: `credentials/${"0".repeat(32)}`, cipher: "c".repeat(22) },
  ...more,
});
const lastOf = async (stream: string) =>
  (await Array.fromAsync(running.log.readStream(stream))).at(-1);

describe("giving a role [A11-12.3]", () => {
  test("happens, with the duty of the definition and on which revision it rests", async () => {
    const [id, to] = [await role("quality", "reviewRecord"), await enrolled()];
    expect(await give(to, id)).toMatchObject({ outcome: "accepted" });
    expect(await lastOf(`person-${to}`)).toMatchObject({
      type: "PersonRoleGranted",
      data: { role: id, duty: "quality", scope: everywhere },
      metadata: {
        basedOn: [
          { stream: `role-${id}`, revision: 0 },
          { stream: "accessControl-instance", revision: -1 },
        ],
      },
    });
  });
  test("is repeated", async () => {
    const [id, to] = [await role("quality", "reviewRecord"), await enrolled()];
    await give(to, id);
    expect(await give(to, id)).toMatchObject({ outcome: "accepted", events: [] });
  });
  test("is refused of a role that is not defined, and of one that is retired", async () => {
    const [id, to] = [await role("quality", "reviewRecord"), await enrolled()];
    expect(await give(to, "nobodys")).toMatchObject({ code: "ROLE_UNKNOWN" });
    await change(retireRole, id, {});
    expect(await give(to, id)).toMatchObject({ code: "ROLE_UNKNOWN" });
    expect((await lastOf(`person-${to}`))?.type).toBe("PersonEnrolled");
  });
  test("is as the definition says, whatever the caller states", async () => {
    const [id, to] = [await role("administration", "managePeople"), await enrolled()];
    for (const more of [{ duty: "production" }, { rights: ["readRecords"] }]) {
      expect(await give(to, id, more)).toMatchObject({ code: "MALFORMED_COMMAND" });
    }
    const quality = await role("quality", "reviewRecord");
    await give(to, quality);
    expect(await give(to, id)).toMatchObject({ code: "SOD_CONFLICT" });
  });
  test("is as the definition says by now: a shared account reads [A11d-11.1]", async () => {
    const [id, to] = [await role("production", "readRecords"), await enrolled("shared")];
    expect(await give(to, id)).toMatchObject({ outcome: "accepted" });
    const [other, writing] = [await enrolled("shared"), ["readRecords", "executeBatch"]];
    const revision = { title: id, duty: "production", rights: writing, trainings: [] };
    expect(await change(reviseRole, id, revision)).toMatchObject({ outcome: "accepted" });
    expect(await give(other, id)).toMatchObject({ code: "SHARED_ACCOUNT_READ_ONLY" });
  });
});

describe("for how long [A11d-11.10-11]", () => {
  test("an inspector is let in, and a key lives, the rules of access say", async () => {
    const [inspector, machine] = [
      await role("oversight", "readRecords"),
      await role("service", "readRecords"),
    ];
    const [to, interface_] = [await enrolled(), await registered()];
    const late = { code: "END_TOO_FAR" };
    expect(await give(to, inspector, { until: "2027-02-19T08:00:00Z" })).toMatchObject(late);
    expect(await give(to, inspector, { until: "2027-02-18T08:00:00Z" })).toMatchObject({
      outcome: "accepted",
    });
    const longer = key(machine, { expiresAt: "2999-01-01T00:00:00Z" });
    expect(await change(giveKey, interface_, longer)).toMatchObject(late);
  });
  test("a role of machines is no person's", async () => {
    const machine = await role("service", "readRecords");
    expect(await give(await enrolled(), machine)).toMatchObject({ code: "SOD_CONFLICT" });
  });
});

describe("registering a service", () => {
  const of = (ownerPersonId: string) => ({ name: "ERP", purpose: "Orders.", ownerPersonId });
  test("is refused where nobody is there who answers for it", async () => {
    const id = crypto.randomUUID();
    expect(await change(registerOwned, id, of("nobody-at-all"))).toMatchObject({
      code: "PERSON_UNKNOWN",
    });
    const gone = await enrolled();
    await change(disablePerson, gone, {});
    expect(await change(registerOwned, id, of(gone))).toMatchObject({ code: "ACCOUNT_DISABLED" });
  });
  test("again, for somebody else, leaves its keys", async () => {
    const [to, machine] = [await registered(), await role("service", "readRecords")];
    await change(giveKey, to, key(machine));
    const other = of(await enrolled());
    expect(await change(registerOwned, to, other)).toMatchObject({ outcome: "accepted" });
    const { state } = await plant.handler.load(service, to);
    expect(state).toMatchObject({ registered: other, keys: { size: 1 } });
  });
});

describe("giving a key", () => {
  test("happens, with the duty of the definition", async () => {
    const [id, to] = [await role("service", "importData"), await registered()];
    expect(await change(giveKey, to, key(id))).toMatchObject({ outcome: "accepted" });
    expect(await lastOf(`service-${to}`)).toMatchObject({ data: { role: id, duty: "service" } });
  });
  test("is repeated", async () => {
    const [id, to] = [await role("service", "importData"), await registered()];
    const asked = key(id);
    await change(giveKey, to, asked);
    expect(await change(giveKey, to, asked)).toMatchObject({ outcome: "accepted", events: [] });
  });
  test("is refused of a role that is not defined, and of one that is retired", async () => {
    const [id, to] = [await role("service", "importData"), await registered()];
    expect(await change(giveKey, to, key("nobodys"))).toMatchObject({ code: "ROLE_UNKNOWN" });
    await change(retireRole, id, {});
    expect(await change(giveKey, to, key(id))).toMatchObject({ code: "ROLE_UNKNOWN" });
  });
  test("is as the definition says, whatever the caller states", async () => {
    const [id, to] = [await role("quality", "approveRecord"), await registered()];
    for (const more of [{ duty: "service" }, { rights: ["readRecords"] }]) {
      const answer = await change(giveKey, to, key(id, more));
      expect(answer).toMatchObject({ code: "MALFORMED_COMMAND" });
    }
    expect(await change(giveKey, to, key(id))).toMatchObject({ code: "SOD_CONFLICT" });
  });
});
