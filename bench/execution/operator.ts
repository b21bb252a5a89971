// Somebody who does everything.
import type { Command } from "../../src/domain/kernel/decider.ts";
import type { AnyEvent } from "../../src/domain/kernel/event-type.ts";
import type { Handler, Session } from "../../src/eventstore/handler/handle.ts";

const operator: Session = {
  actor: {
    kind: "person",
    id: "operator-1",
    username: "operator",
    printedName: "Olga Operator",
    role: "operator",
  },
  authentication: { method: "password", sessionId: "session-1" },
  permits: "everything",
  site: "site-1",
  legalEntity: "Bench GmbH",
  zone: "Europe/Berlin",
};

/** Throws where it is refused: nothing here should be. */
export async function give<State, Data, Event extends AnyEvent, Reads>(
  handler: Handler,
  command: Command<State, Data, Event, Reads>,
  id: string,
  data: NoInfer<Data>,
): Promise<void> {
  const answer = await handler.execute(
    command,
    { commandId: crypto.randomUUID(), id, data },
    operator,
  );
  if (answer.outcome === "refused") throw new Error(`${answer.code}: ${answer.message}`);
}
