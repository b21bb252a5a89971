// Goods come in: received into quarantine, sampled, and decided on.
import type { Identifier } from "../../domain/kernel/identifier.ts";
import { sampleMaterial } from "../../domain/material-lot/use/commands.ts";
import { decideDisposition } from "../../processes/decide-disposition.ts";
import { receiveLot } from "../../processes/hold/receive-lot.ts";
import { plantSite } from "../site.ts";
import { on } from "../story/on.ts";
import type { Story } from "../story/story.ts";
import { monthsAfter, numbered, type Works } from "../story/works.ts";
import { amountOf } from "./amount.ts";
import { type MaterialItem, type MaterialKey, materials } from "./materials.ts";
import { type PartyKey, parties } from "./parties.ts";
import type { Container, Lot } from "./stock.ts";
import { type BoughtKey, boughtKeys, type Supply, supplies } from "./supply.ts";

export interface Delivery {
  readonly material: BoughtKey;
  /** Less than a whole delivery. */
  readonly amount?: number;
  readonly supplierLot?: string;
}

export async function receive(
  story: Story,
  works: Works,
  day: number,
  { material, amount: ordered, supplierLot }: Delivery,
): Promise<Lot> {
  const { supplier, prefix, delivery, container: size }: Supply = supplies[material];
  const amount = ordered ?? delivery;
  const number = internalNumber(story, works, day);
  const lot = lotOf(story, material, number, story.day(day), amount, size);
  const own = supplierLot ?? supplierNumber(story, works, prefix);
  await story.process("joerg", on(receiveLot, lot.materialLotId), {
    material: works.material(material),
    identifiers: [internalLot(number), supplierLotOf(supplier, own)],
    quantity: amountOf(material, amount),
    containers: lot.containers.flatMap(({ containerId, left }) =>
      containerId === undefined ? [] : [{ containerId, quantity: amountOf(material, left) }],
    ),
    qualityStatus: "quarantine",
    supplier: works.party(supplier),
    receiptNumber: numbered(`GR-${story.day(day).slice(2, 4)}-`, works.next("receipt"), 5),
    expiresOn: lot.expiresOn,
    locationId: story.id("place", material === "lactose" ? "siloRoom" : "rawStore"),
  });
  works.stock.receive(lot);
  return lot;
}

/** The square root of the number of containers, and one more (WHO TRS 929, annex 4: the n plan). */
export async function sample(story: Story, works: Works, lot: Lot): Promise<void> {
  const { material } = lot;
  const { sample: each } = supplyOf(material);
  const count = Math.min(lot.containers.length, Math.floor(Math.sqrt(lot.containers.length)) + 1);
  for (const container of lot.containers.slice(0, count)) {
    const { containerId } = container;
    container.left -= each;
    story.linger(2, 5);
    await story.act("tomas", sampleMaterial, lot.materialLotId, {
      quantity: amountOf(material, each),
      sampleNumber: numbered("QC-", works.next("sample"), 5),
      destination: "Quality control, incoming goods",
      ...(containerId !== undefined && { containerId }),
    });
  }
}

export async function release(
  story: Story,
  works: Works,
  lot: Lot,
  decision: "release" | "useAtRisk" = "release",
): Promise<void> {
  const dispositionId = story.id("disposition", lot.materialLotId);
  const { materialLotId } = lot;
  await story.process("ingrid", decideDisposition, { dispositionId, materialLotId, decision });
  works.stock.release(lot);
}

const supplierLotOf = (supplier: PartyKey, value: string): Identifier => ({
  scheme: "supplierLot",
  issuer: parties[supplier].name,
  value,
});

export const internalLot = (value: string): Identifier => ({
  scheme: "internalLot",
  issuer: plantSite.legalEntity,
  value,
});

export const internalNumber = (story: Story, works: Works, day: number): string =>
  numbered(`R${story.day(day).slice(2, 4)}-`, works.next("lot"), 4);

function supplierNumber(story: Story, works: Works, prefix: string): string {
  return `${prefix}-${works.next(prefix) * 17 + 4100 + story.random.between(0, 9)}`;
}

function lotOf(
  story: Story,
  material: MaterialKey,
  number: string,
  day: string,
  amount: number,
  size: number,
): Lot {
  const item: MaterialItem = materials[material];
  const count = item.byContainer ? Math.ceil(amount / size) : 1;
  const containers = Array.from({ length: count }, (_, n): Container => {
    const left = item.byContainer ? Math.min(size, amount - n * size) : amount;
    return item.byContainer ? { containerId: `${number}-${n + 1}`, left } : { left };
  });
  const expiresOn = monthsAfter(day, item.shelf_months ?? 12);
  const materialLotId = story.id("lot", number);
  return { material, materialLotId, number, expiresOn, containers };
}

function supplyOf(material: MaterialKey): Supply {
  const key = boughtKeys.find((one) => one === material);
  if (!key) throw new Error(`${material} is not bought.`);
  return supplies[key];
}
