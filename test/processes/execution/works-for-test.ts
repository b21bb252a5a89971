// A batch made by an approved master, and three lots to take from, on a log in memory.

import { batch } from "../../../src/domain/batch/batch.ts";
import type { Command } from "../../../src/domain/kernel/decider.ts";
import type { AnyEvent } from "../../../src/domain/kernel/event-type.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { Recipe } from "../../../src/domain/kernel/recipe/recipe.ts";
import {
  draftRecipe,
  submitRecipe,
} from "../../../src/domain/master-recipe/life/authoring/commands.ts";
import {
  approveRecipe,
  makeRecipeEffective,
} from "../../../src/domain/master-recipe/life/deciding/commands.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../../src/domain/material-lot/on-hand.ts";
import { receiveMaterialLot } from "../../../src/domain/material-lot/origin/commands.ts";
import { approveRework, placeOrder, releaseOrder } from "../../../src/domain/order/commands.ts";
import type { Answer, Session } from "../../../src/eventstore/handler/handle.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { issueBatchByMaster } from "../../../src/processes/master-recipe/issue-batch.ts";
import { recipe as small } from "../../domain/batch/control-recipe/examples.ts";
import { person } from "../../given.ts";
import { memoryLog } from "../material/memory-log-for-test.ts";
import { kg, plantOn, session } from "../plant-for-test.ts";
import type { LotKey, Person } from "./book.ts";

/** Without the label, so that nothing in it is what a static check finds. */
const plain: Recipe = { ...small, labels: [], inputs: small.inputs?.slice(0, 1) ?? [] };
/** Whoever does a step may check another: all of them are operators. */
export const shared = Recipe.parse(
  JSON.parse(JSON.stringify(plain).replaceAll("checker", "operator")),
);
export const id = () => crypto.randomUUID();
export const as = (who: Person): Session => ({ ...session, actor: person(who) });
export const reason = { code: "trial", text: "It was so." };

export type Works = Awaited<ReturnType<typeof openWorks>>;

/** `isRework`: the order of the batch is one to put the lot in again that was put aside. */
export async function openWorks(more: Partial<Recipe> = {}, isRework = false) {
  const recipe = { ...shared, ...more };
  const plant = plantOn(memoryLog());
  const { handler } = plant;
  async function give<State, Data, Event extends AnyEvent, Reads>(
    command: Command<State, Data, Event, Reads>,
    of: string,
    data: NoInfer<Data>,
    by: Person,
  ): Promise<Answer> {
    plant.clock.at += 1_000;
    const call = { commandId: id(), id: of, data, claims: { reason } };
    return handler.execute(command, call, as(by));
  }
  const must = (answer: Answer) => {
    if (answer.outcome === "refused") throw new Error(`${answer.code}: ${answer.message}`);
  };
  const masterRecipeId = id();
  const shown = { version: 1, digest: digestOf(recipe) };
  must(await give(draftRecipe, masterRecipeId, { recipe }, "carla"));
  must(await give(submitRecipe, masterRecipeId, { ...shown, impact: [] }, "carla"));
  must(await give(approveRecipe, masterRecipeId, shown, "quality"));
  must(await give(makeRecipeEffective, masterRecipeId, shown, "quality"));
  const lots: Record<LotKey, string> = {
    good: id(),
    quarantined: id(),
    foreign: id(),
    aside: id(),
  };
  const [batchId, orderId] = [id(), id()];
  const rework = { kind: "rework" as const, materialLotIds: [lots.aside], method: "Put in again." };
  const { materialDefinitionId, name } = recipe.product;
  const material = { materialDefinitionId, name };
  const placed = { orderNumber: "O-1", material, quantity: kg("10"), priority: "normal" as const };
  must(await give(placeOrder, orderId, { ...placed, ...(isRework && { rework }) }, "carla"));
  if (isRework) must(await give(approveRework, orderId, rework, "quality"));
  must(await give(releaseOrder, orderId, {}, "carla"));
  const issue = { orderId, batchId, batchNumber: "B-1", plannedQuantity: kg("10"), masterRecipeId };
  const data = { ...issue, digest: shown.digest, adjustments: [], equipmentIds: [] };
  must(await issueBatchByMaster(handler, { commandId: id(), data }, as("carla")));
  const decide = (materialLotId: string, decision: "release" | "rework" = "release") =>
    decideDisposition(
      handler,
      {
        commandId: id(),
        data: { dispositionId: id(), materialLotId, decision },
        claims: { reason },
      },
      as("quality"),
    );
  const starch = { materialDefinitionId: "starch", name: "Maize starch" };
  const sugar = { materialDefinitionId: "sugar", name: "Sugar" };
  for (const [key, lot] of Object.entries(lots)) {
    const material = key === "foreign" ? sugar : starch;
    const received = { material, quantity: kg("100"), containers: [] };
    const more = { qualityStatus: "quarantine", expiresOn: "2027-06-30" } as const;
    const identifiers = [{ scheme: "supplierLot", issuer: "Mill", value: `${key}-1` }];
    must(await give(receiveMaterialLot, lot, { ...received, ...more, identifiers }, "carla"));
    if (key === "aside") must(await decide(lot, "rework"));
    else if (key !== "quarantined") must(await decide(lot));
  }
  const others = new Map<string, string>();
  /** Those that were received by their key; the others have an id from when they are named. */
  const lotId = (name: string): string => {
    const known = lots[name as LotKey] ?? others.get(name) ?? id();
    others.set(name, known);
    return known;
  };
  return {
    ...plant,
    batchId,
    orderId,
    lots,
    lotId,
    give,
    decide,
    async left(name: string): Promise<string | undefined> {
      const { state } = await handler.load(materialLot, lotId(name));
      return state.status === "unknown" ? undefined : stockNow(state.onHand).total?.value;
    },
    /** The last entry of a stream. */
    last: async (stream: string) => (await Array.fromAsync(plant.log.readStream(stream))).at(-1),
    /** By which draw the batch consumed it. */
    async drawnOf(consumedEventId: string): Promise<string> {
      const { state } = await handler.load(batch, batchId);
      const { material } = state.status === "unknown" ? {} : state;
      const drawn = material?.consumptions.get(consumedEventId)?.data.drawnEventId;
      if (drawn === undefined) throw new Error(`${consumedEventId} was drawn from no lot.`);
      return drawn;
    },
  };
}
