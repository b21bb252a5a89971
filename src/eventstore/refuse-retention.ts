// Start-up does not go on over a store that forgets: a log with holes proves nothing (design,
// section 2).
import { EventLogFault } from "./event-log-fault.ts";
import type { EventLog } from "./port.ts";

const namedMax = 10;

/** Throws EventLogFault RETENTION_ACTIVE, naming what to lift. */
export async function refuseRetention(log: Pick<EventLog, "findRetentionSettings">): Promise<void> {
  const found: string[] = [];
  let count = 0;
  for await (const { stream, setting } of log.findRetentionSettings()) {
    count += 1;
    if (found.length < namedMax) found.push(`${setting} on ${stream}`);
  }
  if (count === 0) return;
  const rest = count > found.length ? ` and ${count - found.length} more` : "";
  throw new EventLogFault(
    "RETENTION_ACTIVE",
    `The event store forgets: ${found.join(", ")}${rest}. Remove these settings. ` +
      "What is deleted already comes back from a backup only.",
  );
}
