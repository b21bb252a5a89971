// Alerts by webhook, where one is configured: at once, and again, ever more rarely, until it
// answers. What is sent names nobody; the page of alerts does (21 CFR 11.300(d)). Each is sent by
// one process, and again only where that one died between the sending and the entry of it.
import { setTimeout as sleep } from "node:timers/promises";
import { unlessElsewhere } from "../database/elsewhere.ts";
import { accessControlId, type OpenAlert } from "../domain/access-control/access-control.ts";
import { recordAlertSent } from "../domain/access-control/commands.ts";
import { derivedId } from "../eventstore/handler/event-id.ts";
import { type AccessParts, instanceSession } from "./parts.ts";
import { accessControlNow } from "./standing.ts";

const firstPauses_ms = [0, 2_000, 5_000, 10_000, 20_000];
/** How long the webhook may take to answer. */
export const patience_ms = 5_000;
/** Until whoever sends for another process has ended. */
const elsewhere_ms = 1_000;
const fault_ms = 5_000;
const hour_ms = 60 * 60_000;

/** After so many failures: within a minute five times; then after 1, 2, 4 ... 60 minutes. */
export const pauseAfter_ms = (failures: number): number =>
  firstPauses_ms[failures] ?? Math.min(60_000 * 2 ** (failures - firstPauses_ms.length), hour_ms);

export interface AlertSender {
  /** One was raised: it is sent at once, whatever became of those before. */
  wake(): void;
  /** Sends every open alert that has not been sent, until the signal is given. */
  run(signal: AbortSignal): Promise<void>;
}

interface Tried {
  readonly failures: number;
  /** By `performance.now`. */
  readonly due_ms: number;
}

type Parts = Pick<AccessParts, "handler" | "place" | "database">;

export function createAlertSender(
  parts: Parts,
  webhook: string,
  onFault: (error: unknown) => void,
  pause = pauseAfter_ms,
): AlertSender {
  const tried = new Map<string, Tried>();
  let waiting = new AbortController();

  /** One try of each that is due; answers how long to wait for the next. */
  async function sendDue(signal: AbortSignal): Promise<number> {
    let wait_ms = hour_ms;
    const { pool } = parts.database;
    const isDone = await unlessElsewhere(pool, "batchproof.alerts", async () => {
      const { openAlerts } = await accessControlNow(parts.handler);
      const unsent = [...openAlerts].filter(([, alert]) => alert.sent !== "sent");
      const isDue = ([id]: readonly [string, OpenAlert]) =>
        (tried.get(id)?.due_ms ?? 0) <= performance.now();
      await Promise.all(unsent.filter(isDue).map(([id, alert]) => sendOne(id, alert, signal)));
      const dues = unsent.flatMap(([id]) => tried.get(id)?.due_ms ?? []);
      wait_ms = Math.min(hour_ms, ...dues.map((due_ms) => due_ms - performance.now()));
    });
    return isDone ? Math.max(wait_ms, 0) : elsewhere_ms;
  }

  async function sendOne(id: string, alert: OpenAlert, signal: AbortSignal): Promise<void> {
    const { kind, text, at } = alert;
    const body = { alert: id, kind, text, at, site: parts.place.site };
    const isSent = await posted(webhook, body, signal);
    if (signal.aborted) return;
    const failures = (tried.get(id)?.failures ?? 0) + 1;
    if (isSent) tried.delete(id);
    else tried.set(id, { failures, due_ms: performance.now() + pause(failures) });
    if (isSent) await record(parts, id, "sent");
    else if (failures === firstPauses_ms.length) await record(parts, id, "failed");
  }

  return {
    wake: () => waiting.abort(),
    async run(signal) {
      while (!signal.aborted) {
        // What is raised from here on is not in what is read.
        waiting = new AbortController();
        const either = AbortSignal.any([signal, waiting.signal]);
        const wait_ms = await sendDue(signal).catch((error) => {
          if (!signal.aborted) onFault(error);
          return fault_ms;
        });
        await sleep(wait_ms, undefined, { signal: either, ref: false }).catch(() => undefined);
      }
    },
  };
}

async function record(
  { handler, place }: Omit<Parts, "database">,
  alertEventId: string,
  outcome: "sent" | "failed",
): Promise<void> {
  const commandId = derivedId("security alert sent", alertEventId, outcome);
  const call = { commandId, id: accessControlId, data: { alertEventId, outcome } };
  await handler.execute(recordAlertSent, call, instanceSession(place));
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
