// That somebody asked the event node to forget events of ours, or set another store to, is told to
// those who look after security, and so in the audit trail. The node refused it and wrote it down
// (design, section 2); it knows neither our events nor who may make them.
import { setTimeout as sleep } from "node:timers/promises";
import { accessControlId } from "../domain/access-control/access-control.ts";
import { raiseSecurityAlert } from "../domain/access-control/commands.ts";
import type { DataOf } from "../domain/kernel/decider.ts";
import { derivedId } from "../eventstore/handler/event-id.ts";
import type { Handler, Session } from "../eventstore/handler/handle.ts";
import type { EventLog, RetentionRefusal, RetentionSetting } from "../eventstore/port.ts";

export interface RetentionParts {
  readonly log: Pick<EventLog, "retentionRefusals" | "followRetentionSettings">;
  readonly handler: Handler;
  readonly session: Session;
  /** Of each alert that cannot be written it is told once. */
  readonly onFault: (error: unknown) => void;
}

const pollEvery_ms = 5_000;

/**
 * Until the signal aborts: what was refused, and what holds in a store that refuses nothing, which
 * refuses the next start (regulatory, 5.6 ES-1). Each is told once, whoever tells it and however
 * often; one that cannot be written is tried again and keeps none behind it.
 */
export async function tellRetention(
  parts: RetentionParts,
  signal: AbortSignal,
  every_ms = pollEvery_ms,
): Promise<void> {
  const { log, onFault } = parts;
  const alerts = createAlerts(parts);
  let next = 0;
  async function tellRefused(): Promise<void> {
    await alerts.again();
    for await (const refusal of log.retentionRefusals(next)) {
      next = refusal.revision + 1;
      await alerts.tell(ofRefusal(refusal));
    }
  }
  async function tellSet(): Promise<void> {
    for await (const [first, ...others] of log.followRetentionSettings(signal))
      if (first) await alerts.tell(ofSettings(first, others));
  }
  async function repeatedly(tell: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      await tell().catch((error: unknown) => {
        if (!signal.aborted) onFault(error);
      });
      await sleep(every_ms, undefined, { signal }).catch(() => {});
    }
  }
  await Promise.all([repeatedly(tellRefused), repeatedly(tellSet)]);
}

type Alert = DataOf<typeof raiseSecurityAlert>;

function createAlerts({ handler, session, onFault }: RetentionParts) {
  const untold = new Map<string, Alert>();
  async function tell(alert: Alert): Promise<void> {
    try {
      await raise(alert, handler, session);
      untold.delete(alert.eventId);
    } catch (error) {
      if (!untold.has(alert.eventId)) onFault(error);
      untold.set(alert.eventId, alert);
    }
  }
  return {
    tell,
    async again(): Promise<void> {
      for (const alert of [...untold.values()]) await tell(alert);
    },
  };
}

function ofRefusal({ eventId, stream, asked, repeats, others }: RetentionRefusal): Alert {
  const what = `forget, close off or hide events in ${stream} (${asked.join(", ")})`;
  // The node writes down so many in a minute, and counts the rest.
  const more = [
    ...(repeats > 0 ? [` The same was asked ${repeats} times more before.`] : []),
    ...(others > 0 ? [` So was something like it ${others} times, of streams not named.`] : []),
  ];
  const text = `The event store was asked to ${what}; refused.${more.join("")}`;
  return { kind: "retentionRefused", eventId, text };
}

function ofSettings(first: RetentionSetting, others: readonly RetentionSetting[]): Alert {
  const { stream } = first;
  const what = [first, ...others].map(({ setting }) => setting).join(", ");
  const text = `The event store is set to forget events of ${stream} (${what}).`;
  // The store's own ids are of any form.
  const eventId = derivedId("retention setting", first.eventId, stream);
  return { kind: "retentionActive", eventId, text };
}

async function raise(data: Alert, handler: Handler, session: Session): Promise<void> {
  const commandId = derivedId(data.kind, data.eventId);
  const call = { commandId, id: accessControlId, data };
  const answer = await handler.execute(raiseSecurityAlert, call, session);
  if (answer.outcome === "refused") throw new Error(`${answer.code}: ${answer.message}`);
}
