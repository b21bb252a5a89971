// What every import at the command line has in common: who gives its commands, and that what it
// recorded can be asked for when it ends.
import { createReadStream } from "node:fs";
import type { Handler } from "../../eventstore/handler/handle.ts";
import type { ImportParts } from "../../import/start-run.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import type { Caller } from "../log-in/caller.ts";
import { type Run, withInstance } from "../run.ts";
import { openProgress, type ProgressBar } from "../terminal/progress.ts";

/** Runs an import, and waits until the read models have all of it. */
export function importing<Summary>(
  run: Parameters<typeof withInstance>[0],
  take: (parts: ImportParts, progress: ProgressBar) => Promise<Summary>,
): Promise<Summary> {
  return withInstance(run, (instance, caller) => taken(run, instance, caller, take));
}

async function taken<Summary>(
  { terminal }: Run,
  instance: Instance,
  caller: Caller,
  take: (parts: ImportParts, progress: ProgressBar) => Promise<Summary>,
): Promise<Summary> {
  const progress = openProgress(terminal.errors);
  const last = rememberingLast(instance.handler);
  try {
    const keep = (path: string) => instance.blobs.put(createReadStream(path));
    const summary = await take({ handler: last.handler, ...givenBy(caller), keep }, progress);
    await waitUntilVisible(instance, last.eventId());
    return summary;
  } finally {
    progress.end();
  }
}

/**
 * The right was asked for the whole site, so its commands are not asked again; each event keeps who
 * ran it, and how they had proved who they are.
 */
const givenBy = ({ session, known }: Caller) => ({
  session: { ...session, permits: "everything" as const },
  ...(known && { onBehalfOf: session.actor.id }),
});

/**
 * The import's last command is given after all others were answered, so the event it made is the
 * last in the log.
 */
function rememberingLast(handler: Handler): {
  handler: Handler;
  eventId: () => string | undefined;
} {
  let eventId: string | undefined;
  return {
    eventId: () => eventId,
    handler: {
      load: (aggregate, id) => handler.load(aggregate, id),
      async execute(command, call, session) {
        const answer = await handler.execute(command, call, session);
        eventId = answer.events.at(-1)?.id ?? eventId;
        return answer;
      },
    },
  };
}
