// The laboratory: results of raw lots that a batch used, and of what it made.

import { decimal } from "../materials/amount.ts";
import type { Issue, Making } from "../processing/making.ts";
import { finding, list, result } from "../processing/step.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { bulkTests, conforms, finishedTests, identityTest, incomingTests } from "./tests.ts";

/** Once for each lot: in the record of the first batch that used it. */
export async function testIncoming(story: Story, works: Works, making: Making): Promise<void> {
  const { bulk, charges } = making;
  const lots = new Map(charges.map(({ lot }) => [lot.materialLotId, lot]));
  for (const [materialLotId, { material }] of lots) {
    const specs = incomingTests[material] ?? [];
    if (works.tested.has(materialLotId) || specs.length === 0) continue;
    works.tested.add(materialLotId);
    const of = { stage: "incoming", materialLotId } as const;
    await finding(story, "tomas", bulk, identityTest, conforms, of);
    const assay = works.assays.get(materialLotId);
    const value = assay && { value: { value: decimal(assay, 1), unitOfMeasure: "%" } };
    for (const spec of specs) await result(story, "tomas", bulk, spec, { ...of, ...value });
  }
}

/** Each load of coated tablets for itself. */
export async function testBulk(story: Story, making: Making): Promise<void> {
  const { bulk, loads } = making;
  for (const { materialLotId } of loads) {
    const of = { stage: "release", materialLotId } as const;
    const names = bulkTests.map(({ name }) => name);
    await list(story, "tomas", bulk, ["Appearance", identityTest, ...names], of);
    const white = "White, round, biconvex, no defects";
    await finding(story, "tomas", bulk, "Appearance", white, of);
    await finding(story, "tomas", bulk, identityTest, conforms, of);
    for (const spec of bulkTests) {
      story.wait(8);
      await result(story, "tomas", bulk, spec, of);
    }
  }
}

export async function testFinished(
  story: Story,
  pack: Issue,
  materialLotId: string,
): Promise<void> {
  const of = { stage: "release", materialLotId } as const;
  const printed = "Batch number and expiry date";
  const names = finishedTests.map(({ name }) => name);
  await list(story, "tomas", pack, [printed, identityTest, ...names], of);
  await finding(story, "tomas", pack, printed, "right on carton and blister", of);
  await finding(story, "tomas", pack, identityTest, conforms, of);
  for (const spec of finishedTests) {
    story.wait(12);
    await result(story, "tomas", pack, spec, of);
  }
}
