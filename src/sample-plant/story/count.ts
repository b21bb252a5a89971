// A handler that counts what it adds to the log, and knows the last event of it.
import type { Handler } from "../../eventstore/handler/handle.ts";

export interface Counting extends Handler {
  readonly added: number;
  readonly lastEventId: string | undefined;
}

export function counting(handler: Handler): Counting {
  let added = 0;
  let lastEventId: string | undefined;
  return {
    get added() {
      return added;
    },
    get lastEventId() {
      return lastEventId;
    },
    load: (aggregate, id) => handler.load(aggregate, id),
    async execute(command, call, session) {
      const answer = await handler.execute(command, call, session);
      if (answer.repeated) return answer;
      const reserved = answer.outcome === "accepted" ? answer.reserved : [];
      const appended = [...reserved, ...answer.events];
      added += appended.length;
      lastEventId = appended.at(-1)?.id ?? lastEventId;
      return answer;
    },
  };
}
