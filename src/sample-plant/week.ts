// Two weeks for each batch: the first makes the tablets, the second packs and ships them.
import { placeOrder, releaseOrder } from "../domain/order/commands.ts";
import { isRoutine, unusual } from "./cases/cases.ts";
import { usedAtRisk } from "./cases/release/at-risk.ts";
import { qualifiedFor_days } from "./equipment/equipment.ts";
import { calibrateWhatIsDue, qualifyAgain } from "./equipment/upkeep.ts";
import { pieces } from "./materials/amount.ts";
import { decideOnWhatCame, disposeOfRests, receiveWhatRunsShort } from "./materials/restock.ts";
import { pack } from "./packaging/pack.ts";
import { reconcile } from "./packaging/reconcile.ts";
import { bulkOf, supplyLine } from "./packaging/supply-line.ts";
import { coat } from "./processing/coating.ts";
import { compress } from "./processing/compression.ts";
import { dispense } from "./processing/dispensing.ts";
import { granulate } from "./processing/granulation.ts";
import { Making, orderId } from "./processing/making.ts";
import { drainWater, tapWater } from "./processing/water.ts";
import { approveBulk } from "./quality/gather.ts";
import { approveRecord, releaseLot } from "./quality/review.ts";
import { testBulk, testFinished, testIncoming } from "./quality/testing.ts";
import { tabletsPerPack } from "./recipe/packaging.ts";
import { tabletsPlanned } from "./recipe/processing.ts";
import { divide, ship } from "./shipping/ship.ts";
import { daysPerBatch } from "./site.ts";
import type { Story } from "./story/story.ts";
import { numbered, type Works } from "./story/works.ts";

export async function playBatch(story: Story, works: Works, n: number): Promise<Making> {
  const making = new Making(story, n, story.day(0).slice(2, 4));
  await dispense(story, works, making);
  await granulate(story, works, making);
  await compress(story, works, making);
  await coat(story, works, making);
  await laboratory(story, works, making);
  await approveBulk(story, works, making);
  await planNext(story, works, n + 1, 4);
  await unusual("end of first week", story, works, making);
  await packAndTest(story, works, making);
  await finish(story, works, making);
  return making;
}

async function laboratory(story: Story, works: Works, making: Making): Promise<void> {
  story.at(3, "08:10");
  await testIncoming(story, works, making);
  await testBulk(story, making);
  story.at(3, "13:00");
  await receiveWhatRunsShort(story, works, 3);
}

async function packAndTest(story: Story, works: Works, making: Making): Promise<void> {
  await supplyLine(story, works, making);
  await pack(story, works, making);
  await reconcile(story, works, making, bulkOf(making));
  story.at(9, "08:30");
  if (making.finished) await testFinished(story, making.pack, making.finished.materialLotId);
}

async function finish(story: Story, works: Works, making: Making): Promise<void> {
  story.at(10, "08:15");
  const poured = await decideOnWhatCame(story, works);
  if (poured !== undefined) making.entries.heel = poured;
  await unusual("approving packs", story, works, making);
  await approveRecord(story, making.pack);
  const lots = await divide(story, making);
  await unusual("certifying", story, works, making);
  for (const { materialLotId, market } of lots) {
    const released = { market, unseen: isRoutine(making) };
    making.entries.market = await releaseLot(story, materialLotId, released);
    making.entries.certified ??= making.entries.market;
    // Whoever certifies for one market waits for the papers of the other.
    story.wait(90);
  }
  await disposeOfRests(story, works);
  await drainWater(story, works);
  await ship(story, works, making, lots);
  await calibrateWhatIsDue(story, works, 11);
  const yearly = Math.floor((qualifiedFor_days - 60) / daysPerBatch);
  if (making.n % yearly === 0) await qualifyAgain(story, 11);
  await tapWater(story, works, 11, making.n + 1 === usedAtRisk ? "useAtRisk" : "release");
  await unusual("end of second week", story, works, making);
}

/** On the Friday before: what is to be made, and that it may be begun. */
export async function planNext(story: Story, works: Works, n: number, day: number): Promise<void> {
  const number = numbered(`PO-${story.day(day).slice(2, 4)}-`, n, 4);
  const id = orderId(story, n);
  const packs = tabletsPlanned / tabletsPerPack;
  const placed = {
    orderNumber: number,
    material: works.material("packs"),
    quantity: pieces(packs, "{pack}"),
    dueOn: story.day(day + 24),
    priority: "normal" as const,
  };
  await story.act("soeren", placeOrder, id, placed);
  await story.act("soeren", releaseOrder, id, {});
}
