// Who did it, in which role, and when: of what is entered, changed, confirmed and ended.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Standing } from "../../../src/domain/kernel/access/standing.ts";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import { setCredential } from "../../../src/domain/person/credential/commands.ts";
import {
  changePersonName,
  enrolPerson,
  verifyIdentity,
} from "../../../src/domain/person/identity/commands.ts";
import { recordLeaving } from "../../../src/domain/person/right/commands.ts";
import { shippedRoles } from "../../../src/domain/role/shipped.ts";
import type { Session } from "../../../src/eventstore/handler/handle.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { person } from "../../given.ts";
import { type Plant, plantOn, session } from "../../processes/plant-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

function holding(name: string, role: "administrator" | "security"): Session {
  const { rights } = shippedRoles[role];
  const standing: Standing = {
    grants: [{ role, rights, scope: everywhere, trainingsMissing: [] }],
    identityVerified: true,
    statementAccepted: true,
    training: "refuse",
    mustChangePassword: false,
  };
  return { ...session, actor: person(name, "unknown"), permits: standing };
}
const bela = holding("bela", "administrator");
const clara = holding("clara", "security");
const names = { printedName: "Eva Example", initials: "EE" };
const enrolment = { username: "eva", ...names, account: "personal" as const };
const known = { how: "personnelRecord" as const, evidence: "File 12" };
const reason = { code: "name", text: "Married; the certificate was shown." };

test("entered, confirmed, changed, ended: each by whom, as what, when [A11-12.4]", async () => {
  const id = crypto.randomUUID();
  const call = (data: unknown) => ({ commandId: crypto.randomUUID(), id, data });
  const at = () => plant.clock.now().toISOString();
  const times = [at()];
  const later = () => {
    plant.wait();
    times.push(at());
  };
  const { handler } = plant;
  await handler.execute(enrolPerson, call(enrolment), bela);
  later();
  const material = { key: `credentials/${"0".repeat(32)}`, cipher: "x".repeat(22) };
  const password = { credentialId: "c-1", kind: "password" as const, material };
  const eva = { ...person("eva"), id };
  await handler.execute(setCredential, call(password), { ...bela, actor: eva });
  later();
  await handler.execute(verifyIdentity, call(known), clara);
  later();
  const renaming = { ...call({ ...names, printedName: "Eva Other" }), claims: { reason } };
  await handler.execute(changePersonName, renaming, bela);
  later();
  await handler.execute(recordLeaving, call({}), bela);
  const events = await Array.fromAsync(running.log.readStream(`person-${id}`));
  const said = events.map(({ type, metadata: { actor, recordedAt } }) => [type, actor, recordedAt]);
  const administrator = person("bela", "administrator");
  expect(said).toEqual([
    ["PersonEnrolled", administrator, times[0]],
    ["CredentialSet", eva, times[1]],
    ["IdentityVerified", person("clara", "security"), times[2]],
    ["PersonNameChanged", administrator, times[3]],
    ["CredentialEnded", administrator, times[4]],
    ["PersonLeft", administrator, times[4]],
  ]);
  expect(new Set(times).size).toBe(5);
});
