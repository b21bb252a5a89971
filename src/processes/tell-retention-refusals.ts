// That somebody asked the event node to forget events of ours is told to those who look after
// security, and so in the audit trail. The node refused it and wrote it down (design, section 2);
// it knows neither our events nor who may make them.
import { setTimeout as sleep } from "node:timers/promises";
import { accessControlId } from "../domain/access-control/access-control.ts";
import { raiseSecurityAlert } from "../domain/access-control/commands.ts";
import { derivedId } from "../eventstore/handler/event-id.ts";
import type { Handler, Session } from "../eventstore/handler/handle.ts";
import type { EventLog, RetentionRefusal } from "../eventstore/port.ts";

export interface RefusalParts {
  readonly log: Pick<EventLog, "retentionRefusals">;
  readonly handler: Handler;
  readonly session: Session;
  readonly onFault: (error: unknown) => void;
}

const pollEvery_ms = 5_000;

/** Until the signal aborts. Each refusal is told once, whoever tells it and however often. */
export async function tellRetentionRefusals(
  { log, handler, session, onFault }: RefusalParts,
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

async function tell(refusal: RetentionRefusal, handler: Handler, session: Session): Promise<void> {
  const { eventId, stream, asked, repeats, others } = refusal;
  const what = `forget, close off or hide events in ${stream} (${asked.join(", ")})`;
  // The node writes down so many in a minute, and counts the rest.
  const more = [
    ...(repeats > 0 ? [` The same was asked ${repeats} times more before.`] : []),
    ...(others > 0 ? [` So was something like it ${others} times, of streams not named.`] : []),
  ];
  const text = `The event store was asked to ${what}; refused.${more.join("")}`;
  const data = { kind: "retentionRefused", eventId, text } as const;
  const commandId = derivedId("retention refused", eventId);
  const call = { commandId, id: accessControlId, data };
  const answer = await handler.execute(raiseSecurityAlert, call, session);
  if (answer.outcome === "refused") throw new Error(`${answer.code}: ${answer.message}`);
}
