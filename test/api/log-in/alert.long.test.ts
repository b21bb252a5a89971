// Attempted misuse is told at once: in the list of those who look after security, and by webhook.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startProcesses } from "../../../src/cli/instance/processes.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import {
  accessControl,
  accessControlId,
} from "../../../src/domain/access-control/access-control.ts";
import { openRecallCase } from "../../../src/domain/recall/opening/commands.ts";
import { heldPlantWith } from "../../processes/hold/held-plant-for-test.ts";
import { recordedOf } from "../attack/attack-for-test.ts";
import { establishPeople, ok, type People, type Somebody } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";

let webhook: Server;
let service: ServiceForTest;
let people: People;
let security: Somebody;
let processes: AsyncDisposable;
const heard: string[] = [];

beforeAll(async () => {
  webhook = createServer(async (request: IncomingMessage, response) => {
    heard.push(await text(request));
    // The first time it is ill.
    response.statusCode = heard.length === 1 ? 500 : 204;
    response.end();
  }).listen(0, "127.0.0.1");
  await once(webhook, "listening");
  const { port } = webhook.address() as AddressInfo;
  const environment = { ALERT_WEBHOOK_URL: `http://127.0.0.1:${port}/alerts` };
  service = await startService({ environment });
  people = await establishPeople(service);
  security = await people.person("sigrid", { role: "security" });
  await people.person("mira", { role: "operator" });
  processes = startProcesses(service.instance, openLog({ quiet: true, forPeople: false }));
});
afterAll(async () => {
  await processes[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
  webhook.close();
});

test("a locked account is an alert, sent out, until it is acknowledged [P11-300d]", async () => {
  for (let n = 0; n < 5; n += 1) await people.logIn("mira", { password: `wrong guess ${n} 12345` });
  const alert = await eventually(async () => {
    const { body } = await security.get("/v1/security-alerts");
    return body.alerts.find(
      ({ kind, sent }: { kind: string; sent: string }) =>
        kind === "accountLocked" && sent === "sent",
    );
  });
  expect(heard.length).toBeGreaterThan(1);
  expect(JSON.parse(heard.at(-1) ?? "")).toMatchObject({ kind: "accountLocked", site: "site-1" });
  expect(heard.join()).not.toContain("mira");
  const { alertEventId } = alert;
  const path = "/v1/access-control/instance/acknowledge-alert";
  ok(await security.give(path, { alertEventId, comment: "She had mistyped; called her." }));
  const { body } = await security.get("/v1/security-alerts");
  expect(body.alerts.map((one: { kind: string }) => one.kind)).not.toContain("accountLocked");
});

test("it is in the list and sent within a minute of its cause [P11-300d]", async () => {
  const [locked] = await recordedOf(service, "AccountLocked");
  const raised = (await recordedOf(service, "SecurityAlertRaised")).find(
    ({ event }) => event.data.eventId === locked?.id,
  );
  const sent = (await recordedOf(service, "SecurityAlertSent")).find(
    ({ event }) => event.data.alertEventId === raised?.id,
  );
  const after_s = [raised, sent].map(
    (one) =>
      (Date.parse(one?.metadata.recordedAt ?? "") - Date.parse(locked?.metadata.recordedAt ?? "")) /
      1_000,
  );
  expect(sent?.event.data.outcome).toBe("sent");
  expect(after_s.map((s) => s >= 0 && s < 60)).toEqual([true, true]);
});

test("with no webhook and no way out, the list has it all the same [P11-300d]", async () => {
  const connect = vi.spyOn(Socket.prototype, "connect");
  await using closed = await startService();
  const { logIn, person } = await establishPeople(closed);
  const looking = await person("sigrid", { role: "security" });
  await person("mira", { role: "operator" });
  await using _ = startProcesses(closed.instance, openLog({ quiet: true, forPeople: false }));
  for (let n = 0; n < 5; n += 1) await logIn("mira", { password: `wrong guess ${n} 12345` });
  // Within ten seconds.
  const alert = await eventually(async () => {
    const { body } = await looking.get("/v1/security-alerts");
    return body.alerts.find(({ kind }: { kind: string }) => kind === "accountLocked");
  });
  expect(alert.sent).toBeNull();
  const hosts = new Set(connect.mock.calls.map(hostIn));
  connect.mockRestore();
  expect(hosts.size).toBeGreaterThan(0);
  // A socket of this machine, or this machine.
  expect([...hosts].filter((host) => !/^(\/|localhost$|127\.|::1$)/.test(host))).toEqual([]);
});

/** Whom a socket is to reach: a host, or the path of one of this machine. */
function hostIn([first, second]: readonly unknown[]): string {
  if (Array.isArray(first)) return hostIn(first);
  if (typeof first === "string") return first;
  if (typeof first !== "object" || first === null) return String(second ?? "localhost");
  const { path, host = "localhost" } = first as { readonly path?: string; readonly host?: string };
  return path ?? host;
}

test("a recall that reaches more is told once, by whichever of two services", async () => {
  const { handler, log } = service.instance;
  const logger = openLog({ quiet: true, forPeople: false });
  await using _other = startProcesses(service.instance, logger);
  const plant = heldPlantWith(log, handler);
  const lot = await plant.releasedLot();
  await plant.run(openRecallCase, randomUUID(), {
    number: "R-9",
    type: "recall",
    mock: true,
    seeds: [`lot:${lot}`],
    reason: "Metal in a sack.",
    knownAt: "2026-11-20T08:00:00Z",
    profiles: [],
  });
  const told = () => heard.filter((one) => one.includes("R-9"));
  await eventually(async () => told()[0]);
  await eventually(async () => {
    const { openAlerts } = (await handler.load(accessControl, accessControlId)).state;
    return [...openAlerts.values()].find((one) => one.kind === "recallWidened" && one.sent);
  });
  await using _again = startProcesses(service.instance, logger);
  await sleep(1_500);
  expect(told()).toHaveLength(1);
});

test("an alert is only for those who look after security [P11-10g]", async () => {
  expect(await people.admin.get("/v1/security-alerts")).toMatchObject({ status: 403 });
});

async function eventually<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (let n = 0; n < 200; n += 1) {
    const found = await look();
    if (found) return found;
    await sleep(50);
  }
  throw new Error("It never came.");
}
