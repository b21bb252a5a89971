// Pumps are put together, one batch for each. The motor of one is noisy and is replaced by the next
// shift: the record keeps both, and the genealogy follows the one that is in the pump.
import { voidCharge } from "../../processes/correct-charge.ts";
import { decideDisposition } from "../../processes/decide-disposition.ts";
import { approveRecord, releaseLot } from "../quality/review.ts";
import { exampleOf } from "../recipe/example.ts";
import { backward, unseen } from "../story/highlight.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { delivery } from "./pump.ts";
import {
  begin,
  complete,
  end,
  issue,
  make,
  measure,
  mount,
  type Routing,
  type Work,
} from "./routing.ts";
import { buy, type Part, partOf } from "./shop.ts";

export const assembly: Routing = {
  ...exampleOf("dosing-pump"),
  makes: "pump",
  machines: { assemble: "bench", test: "bench" },
};

interface Made {
  readonly work: Work;
  readonly pump: Part;
}

/** In the order in which they were issued. The early shift mounts, the late shift tests. */
export async function makePumps(
  story: Story,
  works: Works,
  housings: readonly Part[],
): Promise<readonly Made[]> {
  story.at(2, "10:30");
  const numbers = Array.from({ length: housings.length + 1 }, (_, n) => `MT-77${n + 1}`);
  const motors = await buy(story, "motor", numbers);
  const [noisy, spare] = [motors[0], motors.at(-1)];
  if (!noisy || !spare) throw new Error("There are no motors.");
  story.at(3, "06:10");
  const made: Made[] = [];
  for (const [n, housing] of housings.entries()) {
    const motor = motors[n] ?? spare;
    const work = await issue(story, "birgit", `DP2600${n + 1}`, assembly, 1);
    const pump = partOf(story, `DP2-000${n + 1}`);
    await begin(story, "zoe", work, "assemble");
    await mount(story, "zoe", work, "assemble", housing);
    const mounted = await mount(story, "zoe", work, "assemble", motor);
    if (motor === noisy) await replace(story, works, { work, pump, mounted, noisy, spare });
    await end(story, "zoe", work, "assemble");
    made.push({ work, pump });
  }
  story.at(3, "14:15");
  for (const [n, { work, pump }] of made.entries()) {
    await begin(story, "hanh", work, "test");
    const produced = await make(story, "hanh", work, pump);
    const housing = housings[n];
    if (housing && n === made.length - 1) {
      tellSerials(works, { work, pump }, housing, eventOf(produced, "OutputProduced"));
    }
    await measure(story, "tomas", work, pump, [delivery]);
    await end(story, "hanh", work, "test");
    await complete(story, "dorde", work);
  }
  story.at(4, "09:00");
  for (const { work, pump } of made) {
    await approveRecord(story, work);
    await releaseLot(story, pump.materialLotId);
  }
  await reject(story, noisy);
  return made;
}

/** Of the last one, which nothing unusual happened to. */
function tellSerials(works: Works, { work, pump }: Made, housing: Part, eventId: string): void {
  const { batchNumber } = work;
  const lot = `serialNumber:${pump.serialNumber}`;
  works.highlights.push({
    name: "Serial numbers: a pump, and the parts in it",
    what: `trace ${lot} --backward reaches housing ${housing.serialNumber}, motor and bar`,
    concerns: { batchNumber, lot, eventId },
    seen: {
      record: { shows: pump.serialNumber },
      trace: backward(lot, `serialNumber:${housing.serialNumber}`),
      exceptions: unseen("It is as it should be."),
    },
  });
}

interface Replacing extends Made {
  /** The event that put the noisy one in. */
  readonly mounted: string;
  readonly noisy: Part;
  readonly spare: Part;
}

async function replace(
  story: Story,
  works: Works,
  { work, pump, mounted, noisy, spare }: Replacing,
): Promise<void> {
  story.wait(20);
  const text = `Motor ${noisy.serialNumber} is noisy: taken out, ${spare.serialNumber} put in.`;
  const reason = { code: "COMPONENT_REPLACED", text };
  const data = { batchId: work.batchId, correctsEventId: mounted };
  const voided = await story.process("birgit", voidCharge, data, { reason });
  const eventId = eventOf(voided, "MaterialConsumptionVoided");
  await mount(story, "zoe", work, "assemble", spare);
  const both = `motors ${noisy.serialNumber} and ${spare.serialNumber}`;
  const lot = `serialNumber:${pump.serialNumber}`;
  works.highlights.push({
    name: "A replaced component",
    what: `record ${work.batchNumber}: ${both}; trace ${lot} --backward reaches the second alone`,
    concerns: { batchNumber: work.batchNumber, lot, eventId },
    seen: {
      record: { shows: eventId },
      trace: backward(lot, `serialNumber:${spare.serialNumber}`),
      exceptions: { rule: "changed" },
    },
  });
}

async function reject(story: Story, { materialLotId, serialNumber }: Part): Promise<void> {
  const dispositionId = story.id("disposition", materialLotId, "noisy");
  const text = `Motor ${serialNumber} was noisy in the pump; it goes back to its maker.`;
  const reason = { code: "NONCONFORMING", text };
  const data = { dispositionId, materialLotId };
  // It was released: what is rejected after that is suspended first.
  for (const decision of ["suspend", "reject"] as const) {
    await story.process("ingrid", decideDisposition, { ...data, decision }, { reason });
  }
}
