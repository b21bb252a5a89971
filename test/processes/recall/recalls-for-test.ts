// Recalls over the real log and the real read models, of a plant in which things can be held.
import { expect } from "vitest";
import { waitUntilVisible } from "../../../src/cli/instance/visible.ts";
import { recallParts } from "../../../src/cli/recall/parts.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { openRecallCase } from "../../../src/domain/recall/opening/commands.ts";
import { type Recall, recall } from "../../../src/domain/recall/recall.ts";
import { orderHold } from "../../../src/domain/recall/scope/commands.ts";
import { idsIn } from "../../../src/domain/recall/scope/scope.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { refreshRecall } from "../../../src/processes/recall/follow-recalls.ts";
import { startService } from "../../api/service-for-test.ts";
import { heldPlantWith, requested } from "../hold/held-plant-for-test.ts";
import { session } from "../plant-for-test.ts";
import { charge } from "../requests-for-test.ts";

export const id = () => crypto.randomUUID();
export const reason = { code: "assessed", text: "The times do not meet." };
export const opening = (...seeds: string[]) => ({
  number: id(),
  type: "recall" as const,
  mock: false,
  seeds,
  reason: "Metal found in a sack.",
  knownAt: "2026-11-20T08:00:00Z",
  profiles: [],
});

export type RecallsForTest = Awaited<ReturnType<typeof startRecalls>>;

export async function startRecalls() {
  const service = await startService();
  const { instance } = service;
  const plant = heldPlantWith(instance.log, instance.handler);
  async function stateOf(recallId: string): Promise<Recall> {
    const { state } = await plant.handler.load(recall, recallId);
    if (state.status === "unknown") throw new Error("It is open.");
    return state;
  }
  async function openedOn(seeds: readonly string[], hold = true): Promise<string> {
    const recallId = id();
    await plant.run(openRecallCase, recallId, opening(...seeds));
    if (hold) await plant.run(orderHold, recallId, { sites: [session.site] });
    return recallId;
  }
  return {
    service,
    plant,
    stateOf,
    openedOn,
    opened: (lot: string, hold = true) => openedOn([`lot:${lot}`], hold),
    /** As it is now, once the read models have everything. */
    async refresh(recallId: string, parts = recallParts(instance)) {
      const last = (await Array.fromAsync(instance.log.readAll())).at(-1);
      await waitUntilVisible(instance, last?.id);
      return refreshRecall(parts, recallId);
    },
    scopeOf: async (recallId: string) => [...idsIn((await stateOf(recallId)).scope.lots)].sort(),
    holds: (lot: string) => plant.holdsOf(materialLot, lot),
    async charged(lot: string, observed = false) {
      const batchId = await plant.runningBatch();
      const process = observed ? recordCharge : chargeMaterial;
      const answer = await process(plant.handler, requested(charge(lot, batchId)), session);
      expect(answer.outcome).toBe("accepted");
      return { batchId, consumed: answer.events[0]?.id ?? "" };
    },
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}
