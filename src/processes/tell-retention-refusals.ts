// That somebody asked the event node to forget events of ours, or set another store to, is told to
// those who look after security, and so in the audit trail. The node refused it and wrote it down
// (design, section 2); it knows neither our events nor who may make them.
import { setTimeout as sleep } from "node:timers/promises";
import { accessControlId } from "../domain/access-control/access-control.ts";
import { raiseSecurityAlert } from "../domain/access-control/commands.ts";
import type { DataOf } from "../domain/kernel/decider.ts";
import { derivedId } from "../eventstore/handler/event-id.ts";
import type { Handler, Session } from "../eventstore/handler/handle.ts";
import type { EventLog, RetentionRefusal } from "../eventstore/port.ts";

export interface RetentionParts {
  readonly log: Pick<EventLog, "retentionRefusals" | "findRetentionSettings">;
  readonly handler: Handler;
  readonly session: Session;
  readonly onFault: (error: unknown) => void;
}

const pollEvery_ms = 5_000;

/** Until the signal aborts. Each refusal is told once, whoever tells it and however often. */
export async function tellRetentionRefusals(
  { log, handler, session, onFault }: RetentionParts,
  signal: AbortSignal,
): Promise<void> {
  for (let next = 0; !signal.aborted; ) {
    try {
      for await (const refusal of log.retentionRefusals(next)) {
        await tell(refusal, handler, session);
        next = refusal.revision + 1;
      }
    } catch (error) {
      if (!signal.aborted) onFault(error);
    }
    await sleep(pollEvery_ms, undefined, { signal }).catch(() => {});
  }
}

/** All that is in the store is looked through for them, so not often. */
const lookEvery_ms = 3_600_000;

/**
 * The same for settings that hold, which refuse the next start (regulatory, 5.6 ES-1). The first
 * look is after `every_ms`: the start has looked.
 */
export async function tellRetentionSettings(
  { log, handler, session, onFault }: RetentionParts,
  signal: AbortSignal,
  every_ms = lookEvery_ms,
): Promise<void> {
  const next = () => sleep(every_ms, undefined, { signal }).catch(() => {});
  for (await next(); !signal.aborted; await next()) {
    try {
      const settings = await Array.fromAsync(log.findRetentionSettings());
      for (const [eventId, [first, ...others]] of Map.groupBy(settings, (one) => one.eventId)) {
        if (!first) continue;
        const what = [first, ...others].map(({ setting }) => setting).join(", ");
        const text = `The event store is set to forget events of ${first.stream} (${what}).`;
        // The store's own ids are of any form.
        const alert = derivedId("retention setting", eventId, first.stream);
        await raise({ kind: "retentionActive", eventId: alert, text }, handler, session);
      }
    } catch (error) {
      if (!signal.aborted) onFault(error);
    }
  }
}

async function tell(refusal: RetentionRefusal, handler: Handler, session: Session): Promise<void> {
  const { eventId, stream, asked, repeats, others } = refusal;
  const what = `forget, close off or hide events in ${stream} (${asked.join(", ")})`;
  // The node writes down so many in a minute, and counts the rest.
  const more = [
    ...(repeats > 0 ? [` The same was asked ${repeats} times more before.`] : []),
    ...(others > 0 ? [` So was something like it ${others} times, of streams not named.`] : []),
  ];
  const text = `The event store was asked to ${what}; refused.${more.join("")}`;
  await raise({ kind: "retentionRefused", eventId, text }, handler, session);
}

type Alert = DataOf<typeof raiseSecurityAlert>;

async function raise(data: Alert, handler: Handler, session: Session): Promise<void> {
  const commandId = derivedId(data.kind, data.eventId);
  const call = { commandId, id: accessControlId, data };
  const answer = await handler.execute(raiseSecurityAlert, call, session);
  if (answer.outcome === "refused") throw new Error(`${answer.code}: ${answer.message}`);
}
