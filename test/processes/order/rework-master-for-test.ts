// A master for what is put in again: one step that charges it as rework and yields tablets.
import { startBatch } from "../../../src/domain/batch/lifecycle/commands.ts";
import { startPhase } from "../../../src/domain/batch/phase/commands.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { Recipe } from "../../../src/domain/kernel/recipe/recipe.ts";
import type { MaterialReference } from "../../../src/domain/kernel/shape/reference.ts";
import {
  draftRecipe,
  submitRecipe,
} from "../../../src/domain/master-recipe/life/authoring/commands.ts";
import {
  approveRecipe,
  makeRecipeEffective,
} from "../../../src/domain/master-recipe/life/deciding/commands.ts";
import type { Answer, Session } from "../../../src/eventstore/handler/handle.ts";
import { issueBatchByMaster } from "../../../src/processes/master-recipe/issue-batch.ts";
import { person } from "../../given.ts";
import { kg, type Plant, session } from "../plant-for-test.ts";

export const tablets = { materialDefinitionId: "tablets", name: "Tablets 20 mg" };
const id = () => crypto.randomUUID();
export const milling = "mill";

/** 24 kg of the material in, and about as much out. */
export const reworkRecipe = (material: MaterialReference): Recipe =>
  Recipe.parse({
    number: `RW-${material.materialDefinitionId}`,
    name: "Milling again",
    profiles: [],
    product: tablets,
    batchSize: { reference: kg("24") },
    inputs: [
      {
        key: "again",
        material,
        kind: "rework",
        quantity: kg("24"),
        tolerance: { below: "5", above: "5" },
      },
    ],
    outputs: [{ key: "tablets", material: tablets, kind: "product", quantity: kg("24") }],
    yields: [
      {
        key: "milled",
        name: "Milled",
        of: "tablets",
        phase: milling,
        low: "90",
        high: "105",
        signOff: { policy: "performed", performer: "operator" },
      },
    ],
    procedure: {
      name: "Milling",
      unitProcedures: [
        {
          key: "unit",
          name: "Unit",
          operations: [
            {
              key: "all",
              name: "All",
              phases: [
                {
                  key: milling,
                  name: "Mill",
                  instruction: "Mill and press it again.",
                  charges: [{ of: "again" }],
                  produces: ["tablets"],
                  signOff: { policy: "performed", performer: "operator" },
                },
              ],
            },
          ],
        },
      ],
    },
  });

export interface Master {
  readonly masterRecipeId: string;
  readonly digest: string;
}

/** Written by one and approved by another person, and effective. */
export async function effective(
  { handler }: Pick<Plant, "handler">,
  recipe: Recipe,
  site = session.site,
): Promise<Master> {
  const as = (username: string): Session => ({ ...session, site, actor: person(username) });
  const masterRecipeId = id();
  const digest = digestOf(recipe);
  const shown = { version: 1, digest };
  const on = (data: object) => ({ commandId: id(), id: masterRecipeId, data });
  const answers = [
    await handler.execute(draftRecipe, on({ recipe }), as("carla")),
    await handler.execute(submitRecipe, on({ ...shown, impact: [] }), as("carla")),
    await handler.execute(approveRecipe, on(shown), as("quality")),
    await handler.execute(makeRecipeEffective, on(shown), as("quality")),
  ];
  const refused = answers.find(({ outcome }) => outcome === "refused");
  if (refused) throw new Error(JSON.stringify(refused));
  return { masterRecipeId, digest };
}

/** Started, and its step begun, where it may be issued. */
export async function issueRework(
  { handler, run }: Plant,
  master: Master,
  orderId: string,
): Promise<{ readonly batchId: string; readonly answer: Answer }> {
  const batchId = id();
  const asked = { batchId, batchNumber: batchId, plannedQuantity: kg("24"), orderId };
  const data = { ...asked, ...master, adjustments: [], equipmentIds: [] };
  const answer = await issueBatchByMaster(handler, { commandId: id(), data }, session);
  if (answer.outcome === "accepted") {
    await run(startBatch, batchId, {});
    await run(startPhase, batchId, { phaseId: milling });
  }
  return { batchId, answer };
}
