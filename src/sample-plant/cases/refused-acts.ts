// What people of the first batch tried and were not allowed to do. Each attempt is kept.
import { performCheck } from "../../domain/batch/parameter/commands.ts";
import { startPhase } from "../../domain/batch/phase/commands.ts";
import { chargeMaterial } from "../../processes/charge-material.ts";
import { decideDisposition } from "../../processes/decide-disposition.ts";
import { kilograms } from "../materials/amount.ts";
import type { Lot } from "../materials/stock.ts";
import type { Making } from "../processing/making.ts";
import { pathOf } from "../recipe/control-recipe.ts";
import { refusedIn, unseen } from "../story/highlight.ts";
import type { Case } from "./case.ts";

const inTrail =
  (code: string) =>
  ({ bulk: { batchNumber } }: Making, eventId: string) => ({
    what: `audit --batch ${batchNumber} shows ${code}`,
    ...refusedIn(batchNumber, eventId),
  });

const rejectedLot: Case = {
  name: "Refused: a rejected lot on the scale",
  moment: "beforeWeighing",
  batch: 1,
  tells: inTrail("MATERIAL_REJECTED"),
  async happens(story, works, making) {
    const [lot] = works.rejected;
    if (!lot) throw new Error("No lot has been rejected.");
    const charge = chargeOf(making, lot, 19_200, "weigh");
    const { early } = making.crew;
    return story.refusedProcess("MATERIAL_REJECTED", early, chargeMaterial, charge);
  },
};

const ownCheck: Case = {
  name: "Refused: to check one's own weighing",
  moment: "weighed",
  batch: 1,
  tells: inTrail("SECOND_PERSON_REQUIRED"),
  async happens(story, _, { bulk, charges }) {
    const last = charges.at(-1);
    if (!last) throw new Error("Nothing has been weighed.");
    return story.refused("SECOND_PERSON_REQUIRED", last.by, performCheck, bulk.batchId, {
      check: "Weighing of all materials",
      result: "pass",
      path: pathOf(bulk.master, "weigh"),
      checksEventId: last.consumedEventId,
    });
  },
};

const tooEarly: Case = {
  name: "Refused: to set up the press before the blend is done",
  moment: "blending",
  batch: 1,
  tells: inTrail("STEP_OUT_OF_ORDER"),
  async happens(story, _, { bulk, crew }) {
    const equipmentId = story.id("equipment", "press");
    const phase = { phaseId: "setUpPress", equipmentId };
    return story.refused("STEP_OUT_OF_ORDER", crew.late, startPhase, bulk.batchId, phase);
  },
};

const wrongMaterial: Case = {
  name: "Refused: a material that the recipe does not ask for",
  moment: "coating",
  batch: 1,
  tells: inTrail("WRONG_MATERIAL"),
  async happens(story, works, making) {
    const [lot] = works.stock.lots("coatYellow");
    if (!lot) throw new Error("There is no yellow premix.");
    const charge = chargeOf(making, lot, 6_200, "coatLoad1");
    const { early } = making.crew;
    return story.refusedProcess("WRONG_MATERIAL", early, chargeMaterial, charge);
  },
};

const notReviewed: Case = {
  name: "Refused: to release tablets whose record is not approved",
  moment: "approving",
  batch: 1,
  tells: ({ bulk: { batchNumber } }, eventId) => {
    const onLot = unseen("It was tried on a lot: the trail of the batch has it by its lot.");
    return {
      what: `audit --batch ${batchNumber} shows QA_REVIEW_PENDING`,
      concerns: { batchNumber, lot: `internalLot:${batchNumber}-A`, eventId },
      seen: { record: onLot, trace: onLot, exceptions: onLot },
    };
  },
  async happens(story, _, { loads: [load] }) {
    if (!load) throw new Error("No load has been coated.");
    const { materialLotId } = load;
    const dispositionId = story.id("disposition", materialLotId);
    const data = { dispositionId, materialLotId, decision: "release" as const };
    return story.refusedProcess("QA_REVIEW_PENDING", "ingrid", decideDisposition, data);
  },
};

export const refusedActs: readonly Case[] = [
  rejectedLot,
  ownCheck,
  tooEarly,
  wrongMaterial,
  notReviewed,
];

function chargeOf({ bulk }: Making, lot: Lot, grams: number, phase: string) {
  const containerId = lot.containers[0]?.containerId;
  return {
    materialLotId: lot.materialLotId,
    batchId: bulk.batchId,
    quantity: kilograms(grams),
    charge: {
      kind: "charge" as const,
      basis: "weighed" as const,
      path: pathOf(bulk.master, phase),
    },
    ...(containerId !== undefined && { containerId }),
  };
}
