// After the run: film is booked by what was made, and every printed piece is accounted for.
import { batch as batchAggregate } from "../../domain/batch/batch.ts";
import { completeBatch } from "../../domain/batch/lifecycle/commands.ts";
import { computeYield } from "../../domain/batch/result/yield.ts";
import { returnSurplus } from "../../domain/material-lot/use/commands.ts";
import { recordCharge } from "../../processes/charge-material.ts";
import { amountOf, pieces } from "../materials/amount.ts";
import { limits } from "../processing/granulation.ts";
import type { Making } from "../processing/making.ts";
import { begin, check, clear, end, parameter } from "../processing/step.ts";
import { pathOf } from "../recipe/control-recipe.ts";
import { blistersPerPack, filmPerBlister_m, tabletsPerPack } from "../recipe/packaging.ts";
import { coated_grams } from "../recipe/processing.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import type { Brought } from "./supply-line.ts";

const day = 8;

export async function reconcile(
  story: Story,
  works: Works,
  making: Making,
  brought: readonly Brought[],
  bulk: number,
): Promise<void> {
  const { pack, crew } = making;
  await begin(story, crew.lateSecond, pack, "reconcile");
  for (const material of ["pvc", "lidding"] as const) {
    await backflush(story, works, making, material);
  }
  for (const one of brought) await account(story, works, making, one);
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
  await story.act(crew.lateLead, completeBatch, pack.batchId, {});
}

/** Nobody measures film: so many blisters need so many metres. */
async function backflush(
  story: Story,
  works: Works,
  { pack, crew, packs }: Making,
  material: "pvc" | "lidding",
): Promise<void> {
  const metres = Math.ceil(packs * blistersPerPack * filmPerBlister_m);
  const from = story.instant(day, "06:10").toISOString();
  const to = story.instant(day, "19:05").toISOString();
  for (const piece of works.stock.take(material, metres)) {
    await story.process(crew.lateSecond, recordCharge, {
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
  }
}

/** What is printed and left over goes back; what is spoiled is counted and destroyed (211.125). */
async function account(
  story: Story,
  works: Works,
  { pack, crew, packs }: Making,
  { material, amount, lotId, consumedEventId }: Brought,
): Promise<void> {
  story.linger(6, 14);
  const spoiled = story.random.between(14, 70);
  const left = amount - packs - spoiled;
  const unitOfMeasure = `{${material}}`;
  const spec = { unitOfMeasure, spread: 0, equipment: "cartoner" } as const;
  const counts = [
    [`Spoiled and destroyed, ${material}s`, spoiled],
    [`Returned to store, ${material}s`, left],
  ] as const;
  for (const [name, count] of counts) {
    const one = { ...spec, name, target: String(count) };
    await parameter(story, crew.lateSecond, pack, "reconcile", one);
  }
  const drawnEventId = await drawOf(story, pack.batchId, consumedEventId);
  const quantity = amountOf(material, left);
  await story.act(crew.lateSecond, returnSurplus, lotId, { drawnEventId, quantity });
  works.stock.putBack(lotId, left);
  const checked = { check: `Reconciliation of ${material}s, difference 0`, phase: "reconcile" };
  await check(story, crew.late, pack, checked);
}

async function drawOf(story: Story, batchId: string, consumedEventId: string): Promise<string> {
  const { state } = await story.handler.load(batchAggregate, batchId);
  const consumption =
    state.status === "unknown" ? undefined : state.material.consumptions.get(consumedEventId);
  const drawn = consumption?.data.drawnEventId;
  if (drawn === undefined) throw new Error(`${batchId} has no consumption ${consumedEventId}.`);
  return drawn;
}
