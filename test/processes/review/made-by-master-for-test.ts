// A batch by a small master: one step, on a unit, that charges starch and yields tablets.
import { batch } from "../../../src/domain/batch/batch.ts";
import { issueByMaster } from "../../../src/domain/batch/control-recipe/commands.ts";
import { completeBatch, startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { completePhase, startPhase } from "../../../src/domain/batch/phase/commands.ts";
import { approveProduction, reviewRecord } from "../../../src/domain/batch/review/commands.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { Recipe } from "../../../src/domain/kernel/recipe/recipe.ts";
import type { Answer, Session } from "../../../src/eventstore/handler/handle.ts";
import { recordCharge } from "../../../src/processes/charge-material.ts";
import { approveRecord } from "../../../src/processes/review/approve-record.ts";
import { person } from "../../given.ts";
import { kg, type Plant, session, starch } from "../plant-for-test.ts";
import { charge } from "../requests-for-test.ts";

export const tablets = { materialDefinitionId: "tablets", name: "Tablets 20 mg" };
const recipe = Recipe.parse({
  number: "MR-1",
  name: tablets.name,
  profiles: [],
  product: tablets,
  batchSize: { reference: kg("25") },
  inputs: [{ key: "starch", material: starch, kind: "excipient", quantity: kg("25") }],
  outputs: [{ key: "tablets", material: tablets, kind: "product", quantity: kg("24") }],
  procedure: {
    name: "Tablets",
    unitProcedures: [
      {
        key: "unit",
        name: "Making",
        operations: [
          {
            key: "all",
            name: "Make",
            phases: [
              {
                key: "mix",
                name: "Mix",
                instruction: "Mix it.",
                charges: [{ of: "starch" }],
                signOff: { policy: "performed", performer: "operator" },
              },
            ],
          },
        ],
      },
    ],
  },
});

/** Started, with its master as it was seen. */
export async function startedByMaster(
  { run }: Plant,
  profiles: Recipe["profiles"] = [],
): Promise<string> {
  const by = { ...recipe, profiles };
  const batchId = crypto.randomUUID();
  await run(issueByMaster, batchId, {
    batchNumber: batchId,
    plannedQuantity: kg("25"),
    masterRecipeId: "master-1",
    digest: digestOf(by),
    adjustments: [],
    equipmentIds: [],
    seen: { version: 1, recipe: by },
  });
  await run(startBatch, batchId, {});
  return batchId;
}

/** The lot is charged in the step, that nobody has ended yet. */
export async function mix(
  { handler, run }: Plant,
  batchId: string,
  lot: string,
  on: { readonly equipmentId?: string } = {},
): Promise<void> {
  await run(startPhase, batchId, { phaseId: "mix", ...on });
  const data = charge(lot, batchId);
  await recordCharge(handler, { commandId: crypto.randomUUID(), data }, session);
}

export async function end({ run }: Plant, batchId: string): Promise<void> {
  await run(completePhase, batchId, { phaseId: "mix" });
  await run(completeBatch, batchId, {});
}

const as = (username: string): Session => ({ ...session, actor: person(username) });

export async function approveForProduction({ handler }: Plant, batchId: string): Promise<void> {
  const { revision: toRevision } = await handler.load(batch, batchId);
  const call = { commandId: crypto.randomUUID(), id: batchId, data: { toRevision } };
  await handler.execute(approveProduction, call, as("carl"));
}

/** By three people, of whom the last answers. */
export async function approve(plant: Plant, batchId: string): Promise<Answer> {
  await approveForProduction(plant, batchId);
  const { revision: toRevision } = await plant.handler.load(batch, batchId);
  const call = <Data>(data: Data) => ({ commandId: crypto.randomUUID(), id: batchId, data });
  const reviewed = call({ toRevision, conclusion: "As it should be." });
  await plant.handler.execute(reviewRecord, reviewed, as("vera"));
  return approveRecord(plant.handler, call({ toRevision }), as("quality"));
}
