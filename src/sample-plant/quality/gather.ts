// Friday: the record is approved, both loads are released and put together.
import { mergeLots } from "../../processes/merge-lots.ts";
import { isRoutine, unusual } from "../cases/cases.ts";
import { kilograms } from "../materials/amount.ts";
import { internalLot } from "../materials/receive.ts";
import { leftOf } from "../materials/stock.ts";
import type { Making } from "../processing/making.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { approveRecord, releaseLot } from "./review.ts";

export async function approveBulk(story: Story, works: Works, making: Making): Promise<void> {
  story.at(4, "08:30");
  await unusual("approving", story, works, making);
  await approveRecord(story, making.bulk);
  const unseen = isRoutine(making);
  for (const { materialLotId } of making.loads) await releaseLot(story, materialLotId, { unseen });
  await unusual("approved", story, works, making);
  await putTogether(story, works, making);
}

async function putTogether(story: Story, works: Works, making: Making): Promise<void> {
  const number = `${making.bulk.batchNumber}-C`;
  const materialLotId = story.id("lot", number);
  const amount = making.loads.reduce((sum, lot) => sum + leftOf(lot), 0);
  const from = making.loads.map((lot) => ({
    materialLotId: lot.materialLotId,
    quantity: kilograms(leftOf(lot)),
    heel: false,
  }));
  const merged = await story.process("joerg", mergeLots, {
    materialLotId,
    from,
    identifiers: [internalLot(number)],
    quantity: kilograms(amount),
    containers: [],
    locationId: story.id("place", "bulkStore"),
  });
  making.entries.merged = eventOf(merged, "MaterialLotsMerged");
  const [first] = making.loads;
  const expiresOn = first?.expiresOn ?? story.day(365);
  const containers = [{ left: amount }];
  const together = { material: "bulk", materialLotId, number, expiresOn, containers } as const;
  making.together = together;
  works.stock.release(together);
}
