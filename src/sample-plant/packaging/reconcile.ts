// After the run: film is booked by what was made, and every printed piece is accounted for.
import { completeBatch } from "../../domain/batch/lifecycle/commands.ts";
import { computeYield } from "../../domain/batch/result/yield.ts";
import { recordCharge } from "../../processes/charge-material.ts";
import { unusual } from "../cases/cases.ts";
import { amountOf, pieces } from "../materials/amount.ts";
import { limits } from "../processing/granulation.ts";
import type { Making } from "../processing/making.ts";
import { begin, check, clear, end } from "../processing/step.ts";
import { pathOf } from "../recipe/control-recipe.ts";
import { blistersPerPack, filmPerBlister_m, tabletsPerPack } from "../recipe/packaging.ts";
import { coated_grams } from "../recipe/processing.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { accountForPrinted } from "./labels.ts";
import { accountFor } from "./serials.ts";

const day = 8;

export async function reconcile(
  story: Story,
  works: Works,
  making: Making,
  bulk: number,
): Promise<void> {
  const { pack, crew } = making;
  await begin(story, crew.lateSecond, pack, "reconcile");
  for (const material of ["pvc", "lidding"] as const) {
    await backflush(story, works, making, material);
  }
  for (const material of ["carton", "leaflet"] as const) {
    await accountForPrinted(story, works, making, material);
  }
  await accountFor(story, making);
  const sample = { check: "80 packs examined: print, leaflet, blister", phase: "reconcile" };
  await check(story, crew.lateLead, pack, sample);
  await end(story, crew.lateSecond, pack, "reconcile", "Every printed piece accounted for");
  await story.act(crew.lateLead, computeYield, pack.batchId, {
    stage: "Packaging",
    theoretical: pieces(Math.floor(bulk / coated_grams / tabletsPerPack), "{pack}"),
    actual: pieces(making.packs, "{pack}"),
    inputs: [
      { name: "Tablets brought to the line", value: amountOf("bulk", bulk) },
      { name: "Mean mass of a tablet", value: { value: "257.5", unitOfMeasure: "mg" } },
      { name: "Tablets in a pack", value: pieces(tabletsPerPack, "{tablet}") },
    ],
    limits: limits("97.0", "100.5"),
  });
  await clear(story, crew.lateLead, pack, "Packaging hall 2", "after");
  await unusual("completing packs", story, works, making);
  await story.act(crew.lateLead, completeBatch, pack.batchId, {});
}

/** Nobody measures film: so many blisters need so many metres. */
async function backflush(
  story: Story,
  works: Works,
  { pack, crew, packs, entries }: Making,
  material: "pvc" | "lidding",
): Promise<void> {
  const metres = Math.ceil(packs * blistersPerPack * filmPerBlister_m);
  const from = story.instant(day, "06:10").toISOString();
  const to = story.instant(day, "19:05").toISOString();
  for (const piece of works.stock.take(material, metres)) {
    const consumed = await story.process(crew.lateSecond, recordCharge, {
      materialLotId: piece.lot.materialLotId,
      batchId: pack.batchId,
      quantity: amountOf(material, piece.amount),
      charge: {
        kind: "charge",
        basis: "backflushed",
        interval: { from, to, basis: "backflushed" },
        path: pathOf(pack.master, "reconcile"),
      },
    });
    entries.backflushed = eventOf(consumed, "MaterialConsumed");
  }
}
