// Alerts by webhook, where one is configured: at once, and again for a minute when it does not
// answer. What is sent names nobody; the page of alerts does (21 CFR 11.300(d)). Each is sent by
// one process, and again only where that one died between the sending and the entry of it.
import { setTimeout as sleep } from "node:timers/promises";
import { unlessElsewhere } from "../database/elsewhere.ts";
import { accessControlId } from "../domain/access-control/access-control.ts";
import { recordAlertSent } from "../domain/access-control/commands.ts";
import { derivedId } from "../eventstore/handler/event-id.ts";
import { type AccessParts, instanceSession } from "./parts.ts";
import { accessControlNow } from "./standing.ts";

const pauses_ms = [0, 2_000, 5_000, 10_000, 20_000];
const patience_ms = 5_000;
/** Until whoever sends for another process has ended. */
const wait_ms = 1_000;

export interface AlertSender {
  /** Sends every open alert that has not been sent, also what failed before. */
  send(): Promise<void>;
}

export function createAlertSender(
  parts: Pick<AccessParts, "handler" | "place" | "database">,
  webhook: string | undefined,
  signal: AbortSignal,
): AlertSender {
  let isDue = false;
  let sending: Promise<void> | undefined;

  async function sendAll(url: string): Promise<void> {
    try {
      while (isDue && !signal.aborted) {
        isDue = false;
        const { pool } = parts.database;
        if (await unlessElsewhere(pool, "batchproof.alerts", () => sendUnsent(url))) continue;
        isDue = true;
        await sleep(wait_ms, undefined, { signal, ref: false }).catch(() => undefined);
      }
    } finally {
      sending = undefined;
    }
  }

  async function sendUnsent(url: string): Promise<void> {
    const { openAlerts } = await accessControlNow(parts.handler);
    const unsent = [...openAlerts].filter(([, alert]) => alert.sent !== "sent");
    await Promise.all(
      unsent.map(async ([alertEventId, { kind, text, at }]) => {
        const body = { alert: alertEventId, kind, text, at, site: parts.place.site };
        const outcome = (await sent(url, body, signal)) ? "sent" : "failed";
        if (!signal.aborted) await record(parts, alertEventId, outcome);
      }),
    );
  }

  return {
    async send() {
      if (webhook === undefined) return;
      isDue = true;
      sending ??= sendAll(webhook);
      await sending;
    },
  };
}

async function record(
  { handler, place }: Pick<AccessParts, "handler" | "place">,
  alertEventId: string,
  outcome: "sent" | "failed",
): Promise<void> {
  const commandId = derivedId("security alert sent", alertEventId, outcome);
  const call = { commandId, id: accessControlId, data: { alertEventId, outcome } };
  await handler.execute(recordAlertSent, call, instanceSession(place));
}

async function sent(url: string, body: object, signal: AbortSignal): Promise<boolean> {
  for (const pause_ms of pauses_ms) {
    await sleep(pause_ms, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return false;
    if (await posted(url, body, signal)) return true;
  }
  return false;
}

async function posted(url: string, body: object, signal: AbortSignal): Promise<boolean> {
  try {
    const { ok } = await fetch(url, {
      method: "POST",
      redirect: "error",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience_ms)]),
    });
    return ok;
  } catch {
    return false;
  }
}
