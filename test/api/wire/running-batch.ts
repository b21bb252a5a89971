// A batch of the small master, that runs in a service.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { issueByMaster } from "../../../src/domain/batch/control-recipe/commands.ts";
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { order } from "../../domain/batch/control-recipe/examples.ts";
import { session } from "../../processes/plant-for-test.ts";
import type { ServiceForTest } from "../service-for-test.ts";

export async function runBatch({ instance }: ServiceForTest, batchId: string): Promise<void> {
  const { handler, settings } = instance;
  const by = { ...session, site: settings.site };
  for (const [command, data] of [
    [issueByMaster, order],
    [startBatch, {}],
  ] as const) {
    const call = { commandId: randomUUID(), id: batchId, data };
    expect(await handler.execute(command as typeof startBatch, call, by)).toMatchObject({
      outcome: "accepted",
    });
  }
}
