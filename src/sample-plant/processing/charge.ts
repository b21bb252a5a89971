// Material goes into the batch: weighed from its containers, and checked by a second person.

import { type Weighed, weighInto as weighOn } from "../../device/scale/scale.ts";
import { simulatedScale } from "../../device/scale/simulated-scale.ts";
import { recordParameter } from "../../domain/batch/parameter/commands.ts";
import { chargeMaterial } from "../../processes/charge-material.ts";
import type { EquipmentKey } from "../equipment/equipment.ts";
import { amountOf } from "../materials/amount.ts";
import { type MaterialKey, materials } from "../materials/materials.ts";
import type { Piece } from "../materials/stock.ts";
import type { PersonKey } from "../people/people.ts";
import { pathOf } from "../recipe/control-recipe.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import type { Charged, Issue } from "./making.ts";
import { check } from "./step.ts";

export interface Charging {
  readonly batch: Issue;
  readonly phase: string;
  readonly by: PersonKey;
  readonly checkedBy: PersonKey;
}

/**
 * From as many containers as it needs; the last weighing comes out a little more or less than it
 * should.
 */
export async function weighIn(
  story: Story,
  works: Works,
  charging: Charging,
  material: MaterialKey,
  amount: number,
): Promise<readonly Charged[]> {
  const stray = Math.max(1, Math.round(amount / 2_000));
  const weighed = story.random.around(amount, stray);
  const charged: Charged[] = [];
  for (const piece of works.stock.take(material, weighed)) {
    charged.push(await weighPiece(story, charging, piece));
  }
  return charged;
}

async function weighPiece(story: Story, charging: Charging, piece: Piece): Promise<Charged> {
  const { batch, phase, by, checkedBy } = charging;
  const { lot, container, amount } = piece;
  const { containerId } = container;
  story.linger(1, 3);
  const data = {
    materialLotId: lot.materialLotId,
    batchId: batch.batchId,
    quantity: amountOf(lot.material, amount),
    charge: {
      kind: "charge" as const,
      basis: "weighed" as const,
      path: pathOf(batch.master, phase),
    },
    ...(containerId !== undefined && { containerId }),
  };
  const consumed = await story.process(by, chargeMaterial, data);
  const consumedEventId = eventOf(consumed, "MaterialConsumed");
  const { name } = materials[lot.material];
  await tare(story, charging, name, containerId ?? lot.number, amount);
  await check(story, checkedBy, batch, {
    check: `Weighing of ${name}`,
    phase,
    of: consumedEventId,
  });
  return { material: lot.material, lot, container, amount, consumedEventId, by };
}

/** Of up to 25 kg. */
export const isOnBench = ({ amount }: Pick<Charged, "amount">): boolean => amount <= 25_000;

/** What stood on the scale with the container that it was weighed into (211.101(b); EU 4.20(d)). */
async function tare(
  story: Story,
  { batch, phase, by }: Charging,
  material: string,
  from: string,
  amount: number,
): Promise<void> {
  const isSmall = isOnBench({ amount });
  const scale: EquipmentKey = isSmall ? "benchScale" : "floorScale";
  const empty = isSmall ? 850 : 4_200;
  const container = empty + story.random.between(0, 90);
  const equipmentId = story.id("equipment", scale);
  const { gross } = await weighInto(equipmentId, container, amount);
  const reading = {
    parameter: `Gross weight, ${material}`,
    occasion: `from ${from}`,
    path: pathOf(batch.master, phase),
    value: gross,
    source: "device" as const,
    equipmentId,
  };
  await story.act(by, recordParameter, batch.batchId, reading, { readOn: equipmentId });
}

/** On a scale that shows grams, and takes its time to come to rest. */
function weighInto(equipmentId: string, container: number, amount: number): Promise<Weighed> {
  const character = { seed: amount, step_mg: 1_000, capacity_mg: 600_000_000, noise_mg: 20_000 };
  const scale = simulatedScale({ equipmentId, ...character });
  scale.put(container * 1_000);
  return weighOn(scale, async () => scale.put(amount * 1_000));
}
