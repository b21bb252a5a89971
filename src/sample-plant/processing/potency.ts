// The active substance is weighed in by its assay: how much makes up for what is not active, the
// product computes, and the record keeps formula, inputs and result.
import { weighInto } from "../../device/scale/scale.ts";
import { simulatedScale } from "../../device/scale/simulated-scale.ts";
import { dispenseMaterial } from "../../processes/dispensing/dispense.ts";
import { selectContainer } from "../../processes/dispensing/select-container.ts";
import { decimal, kilograms } from "../materials/amount.ts";
import { materials } from "../materials/materials.ts";
import type { Lot, Piece } from "../materials/stock.ts";
import { pathOf } from "../recipe/control-recipe.ts";
import { on } from "../story/on.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import type { Charging } from "./charge.ts";
import type { Charged, Making } from "./making.ts";
import { check } from "./step.ts";

const material = "tessarine";

/** `nominal`: grams of the pure substance. */
export async function dispenseByPotency(
  story: Story,
  works: Works,
  making: Making,
  charging: Charging,
  nominal: number,
): Promise<readonly Charged[]> {
  const charged: Charged[] = [];
  for (let left = nominal; left > 0; ) {
    const [lot] = works.stock.lots(material);
    if (!lot) throw new Error(`There is no ${material}.`);
    const assay = assayOf(story, works, lot);
    const [container] = lot.containers.filter((one) => one.left > 0);
    if (!container) {
      works.stock.remove(lot);
      continue;
    }
    const required = Math.round((left * 1_000) / assay);
    const amount = Math.min(required, container.left);
    const meant = amount === required ? left : Math.round((amount * assay) / 1_000);
    container.left -= amount;
    left -= meant;
    const piece = { lot, container, amount };
    charged.push(await dispense(story, making, charging, { piece, meant, assay }));
  }
  return charged;
}

/** In tenths of a percent: as the certificate has it and the laboratory finds it again. */
function assayOf(story: Story, { assays }: Works, { materialLotId }: Lot): number {
  const known = assays.get(materialLotId) ?? story.random.around(996, 6);
  assays.set(materialLotId, known);
  return known;
}

interface Asked {
  readonly piece: Piece;
  readonly meant: number;
  readonly assay: number;
}

async function dispense(
  story: Story,
  { bulk, entries }: Making,
  { phase, by, checkedBy }: Charging,
  { piece: { lot, container, amount }, meant, assay }: Asked,
): Promise<Charged> {
  const { batchId } = bulk;
  const { containerId = lot.number } = container;
  const { materialLotId } = lot;
  const selectionId = story.id("selection", batchId, containerId);
  story.linger(1, 3);
  await story.process(by, on(selectContainer, batchId), {
    selectionId,
    materialLotId,
    containerId,
    path: pathOf(bulk.master, phase),
    scanned: `(91)${containerId}`,
    suggested: { materialLotId, containerId },
    forMaterialDefinitionId: story.id("material", material),
  });
  const value = kilograms(meant);
  const percent = { value: decimal(assay, 1), unitOfMeasure: "%" };
  const weighed = await story.process(by, dispenseMaterial, {
    batchId,
    selectionId,
    dispensedContainerId: `${bulk.batchNumber}-${containerId}`,
    nominal: value,
    compensation: {
      formula: "potency",
      version: 1,
      inputs: [
        { name: "nominal", value },
        { name: "assay", value: percent, source: `Certificate of lot ${lot.number}` },
      ],
      decimals: 3,
    },
    tolerance: { below: kilograms(50), above: kilograms(50) },
    weighing: await weigh(story.id("equipment", "floorScale"), amount),
    label: `(91)${bulk.batchNumber}-${containerId}`,
  });
  entries.dispensed ??= eventOf(weighed, "MaterialDispensed");
  const consumedEventId = eventOf(weighed, "MaterialConsumed");
  const weighing = `Weighing of ${materials[material].name}`;
  await check(story, checkedBy, bulk, { check: weighing, phase, of: consumedEventId });
  return { material, lot, container, amount, consumedEventId, by };
}

/** On the large one, which shows grams, into a drum of 4.2 kg. */
function weigh(equipmentId: string, amount: number) {
  const character = { seed: amount, step_mg: 1_000, capacity_mg: 600_000_000, noise_mg: 20_000 };
  const scale = simulatedScale({ equipmentId, ...character });
  scale.put(4_200_000);
  return weighInto(scale, async () => scale.put(amount * 1_000));
}
