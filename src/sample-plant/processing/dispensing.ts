// Monday morning: the batch is issued, and everything that is granulated is weighed.

import { unusual } from "../cases/cases.ts";
import { pieces } from "../materials/amount.ts";
import type { MaterialKey } from "../materials/materials.ts";
import { processing, tabletsPlanned } from "../recipe/processing.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { isOnBench, weighIn } from "./charge.ts";
import type { Making } from "./making.ts";
import { dispenseByPotency } from "./potency.ts";
import { begin, clear, end, issue } from "./step.ts";

const later: ReadonlySet<MaterialKey> = new Set(["water", "coatWhite"]);
const equipment = [
  "floorScale",
  "benchScale",
  "granulator",
  "dryer",
  "mill",
  "blender",
  "press",
  "hardnessTester",
  "coater",
] as const;

export async function dispense(story: Story, works: Works, making: Making): Promise<void> {
  const { bulk, crew, orderId } = making;
  story.at(0, "06:04");
  const plannedQuantity = pieces(tabletsPlanned / 1_000, "10*3.{tablet}");
  const issuing = { plannedQuantity, orderId, equipment } as const;
  await issue(story, works, crew.earlyLead, bulk, issuing);
  await clear(story, crew.earlyLead, bulk, "Dispensing, room 1.04", "before");
  await begin(story, crew.early, bulk, "weigh");
  await unusual("beforeWeighing", story, works, making);
  for (const [material, amount] of processing.formula) {
    if (later.has(material)) continue;
    const charging = { batch: bulk, phase: "weigh", by: crew.early, checkedBy: crew.earlySecond };
    const weighed =
      material === "tessarine"
        ? await dispenseByPotency(story, works, making, charging, amount)
        : await weighIn(story, works, charging, material, amount);
    making.charges.push(...weighed);
  }
  making.weighedOnBench = making.charges.findLast(isOnBench)?.lot.number ?? "";
  await unusual("weighed", story, works, making);
  await end(story, crew.early, bulk, "weigh");
}
