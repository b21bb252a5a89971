// A webhook that is away for long is told in the end, and keeps no later alert waiting.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createAlertSender, patience_ms, pauseAfter_ms } from "../../src/access/alert-sender.ts";
import { accessControl, type OpenAlert } from "../../src/domain/access-control/access-control.ts";
import { now } from "../given.ts";

const patient = { timeout: 20_000 };
type Parts = Parameters<typeof createAlertSender>[0];

test("pauses grow, up to an hour", () => {
  const pauses = Array.from({ length: 13 }, (_, failures) => pauseAfter_ms(failures) / 1_000);
  expect(pauses).toEqual([0, 2, 5, 10, 20, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
});

test("five tries begin within a minute, also where each hangs [P11-300d]", () => {
  const begins_ms = [1, 2, 3, 4].reduce(
    (at, failures) => at + patience_ms + pauseAfter_ms(failures),
    0,
  );
  expect(begins_ms).toBeLessThan(60_000);
  expect(begins_ms + patience_ms + pauseAfter_ms(5)).toBeGreaterThan(60_000);
});

test("it is sent once the webhook is back, and a later one at once [P11-300d]", async () => {
  const heard: string[] = [];
  const isAway = (alert: string) => alert === "first" && heard.length < 9;
  await using server = createServer(async (request, response) => {
    const { alert } = JSON.parse(await text(request));
    heard.push(alert);
    response.writeHead(isAway(alert) ? 503 : 204).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const openAlerts = new Map<string, OpenAlert>();
  const raise = (id: string) =>
    openAlerts.set(id, { kind: "keyIssued", text: "A key.", at: now, sent: undefined });
  const noted: string[] = [];
  const handler = {
    load: async () => ({ state: { ...accessControl.initial, openAlerts } }),
    execute: async (_: unknown, { data }: { data: { alertEventId: string; outcome: "sent" } }) => {
      const { alertEventId: id, outcome: sent } = data;
      noted.push(`${id} ${sent}`);
      openAlerts.set(id, { ...openAlerts.get(id)!, sent });
    },
  };
  // Nothing listens in a folder that is not there: the database is away.
  const pool = { options: { host: join(tmpdir(), randomUUID()) } };
  const parts = { handler, place: { site: "s" }, database: { pool } };
  const faults: unknown[] = [];
  const stopping = new AbortController();
  const sender = createAlertSender(
    parts as unknown as Parts,
    `http://127.0.0.1:${port}/`,
    (fault) => faults.push(fault),
    (failures) => (failures < 6 ? 5 : 300),
  );
  raise("first");
  const running = sender.run(stopping.signal);
  await expect.poll(() => noted, patient).toEqual(["first failed"]);
  raise("second");
  sender.wake();
  await expect.poll(() => noted, patient).toEqual(["first failed", "second sent"]);
  await expect.poll(() => noted, patient).toContain("first sent");
  stopping.abort();
  await running;
  expect(faults).toEqual([]);
  expect(heard.filter((one) => one === "second")).toHaveLength(1);
});
