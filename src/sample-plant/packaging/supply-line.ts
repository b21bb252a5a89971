// Monday of the second week: tablets and packaging are brought to the line, and it is set up.
import { chargeMaterial } from "../../processes/charge-material.ts";
import { unusual } from "../cases/cases.ts";
import { use } from "../equipment/upkeep.ts";
import { amountOf, pieces } from "../materials/amount.ts";
import { leftOf } from "../materials/stock.ts";
import type { Making } from "../processing/making.ts";
import { begin, check, clear, end, issue } from "../processing/step.ts";
import { pathOf } from "../recipe/control-recipe.ts";
import { tabletsPerPack } from "../recipe/packaging.ts";
import { coated_grams } from "../recipe/processing.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { issueToLine } from "./labels.ts";
import { reserve } from "./serials.ts";

const day = 7;

export async function supplyLine(story: Story, works: Works, making: Making): Promise<void> {
  const { pack, crew, orderId } = making;
  story.at(day, "06:06");
  const planned = Math.floor(bulkOf(making) / coated_grams / tabletsPerPack);
  await issue(story, works, crew.earlyLead, pack, {
    plannedQuantity: pieces(planned, "{pack}"),
    orderId,
    equipment: ["blisterLine", "cartoner"],
  });
  await reserve(story, crew.earlyLead, making);
  await clear(story, crew.earlyLead, pack, "Packaging hall 2", "before");
  await begin(story, crew.early, pack, "supply");
  await bringTablets(story, works, making);
  await unusual("supplying", story, works, making);
  for (const material of ["carton", "leaflet"] as const) {
    await issueToLine(story, works, making, material, Math.ceil(planned * 1.012));
  }
  await end(story, crew.early, pack, "supply", "All materials on the line");
  await setUp(story, making);
}

export const bulkOf = ({ together }: Making): number => {
  if (!together) throw new Error("There are no tablets to be packed.");
  return leftOf(together);
};

/** All of them; what is left on the line at the end is waste of packaging. */
async function bringTablets(story: Story, works: Works, making: Making): Promise<void> {
  const { pack, crew, together } = making;
  if (!together) return;
  story.linger(25, 40);
  const consumed = await story.process(crew.early, chargeMaterial, {
    materialLotId: together.materialLotId,
    batchId: pack.batchId,
    quantity: amountOf("bulk", leftOf(together)),
    charge: { kind: "charge", basis: "weighed", path: pathOf(pack.master, "supply") },
  });
  works.stock.remove(together);
  const of = eventOf(consumed, "MaterialConsumed");
  const what = { check: "Tablets: lot, weight and seal of the bins", phase: "supply", of };
  await check(story, crew.earlySecond, pack, what);
}

async function setUp(story: Story, { pack, crew }: Making): Promise<void> {
  story.at(day, "14:20");
  await use(story, crew.late, "blisterLine", pack.batchId);
  await use(story, crew.late, "cartoner", pack.batchId);
  await begin(story, crew.late, pack, "setUpLine");
  for (const sensor of ["Camera for empty pockets", "Code reader carton", "Code reader leaflet"]) {
    story.wait(7);
    const challenge = { check: `${sensor}: bad sample rejected`, phase: "setUpLine" };
    await check(story, crew.late, pack, challenge);
  }
  const print = { check: "Batch number and expiry date on first carton", phase: "setUpLine" };
  await check(story, crew.lateLead, pack, print);
  await end(story, crew.late, pack, "setUpLine");
}
