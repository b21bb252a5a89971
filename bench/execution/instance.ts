// What `serve` works with, in a folder that is gone afterwards, and somebody who does everything.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instance, openInstance } from "../../src/cli/instance/instance.ts";
import { settingsFrom } from "../../src/cli/instance/settings.ts";
import { openLog } from "../../src/cli/terminal/log.ts";
import type { Command } from "../../src/domain/kernel/decider.ts";
import type { AnyEvent } from "../../src/domain/kernel/event-type.ts";
import type { Handler, Session } from "../../src/eventstore/handler/handle.ts";

export async function withInstance<Result>(
  run: (instance: Instance) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "batchproof-bench-"));
  const settings = settingsFrom({ DATA_DIR: folder });
  const logger = openLog({ quiet: true, forPeople: false });
  const instance = await openInstance(settings, { logger, as: "server" });
  try {
    return await run(instance);
  } finally {
    await instance.close();
    await rm(folder, { recursive: true, force: true });
  }
}

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
