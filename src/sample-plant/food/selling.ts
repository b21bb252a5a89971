// Goods go to two customers, and some of them come back.
import {
  loadLogisticUnit,
  openLogisticUnit,
  sealLogisticUnit,
  shipLogisticUnit,
} from "../../domain/logistic-unit/commands.ts";
import {
  confirmReceipt,
  dispatchShipment,
  prepareShipment,
  recordReturn,
} from "../../domain/shipment/commands.ts";
import { decimal, pieces } from "../materials/amount.ts";
import { sscc } from "../materials/gs1.ts";
import { backward, unseen } from "../story/highlight.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { consigneeOf, kg, type Lot, partyOf } from "./goods.ts";
import type { Loaves } from "./loaves.ts";

interface Line {
  readonly lot: Lot;
  readonly weight: number;
}

export interface Sales {
  readonly plain: Lot;
  readonly almond: Lot;
  readonly free: Lot;
  readonly coated: Lot;
  readonly loaves: Loaves;
}

export async function sell(story: Story, works: Works, goods: Sales): Promise<void> {
  story.at(8, "08:20");
  const { plain, almond, free, coated, loaves } = goods;
  const north = await send(story, "north", "LS-F-0001", [
    { lot: plain, weight: 380 },
    { lot: almond, weight: 400 },
  ]);
  await send(story, "south", "LS-F-0002", [
    { lot: free, weight: 280 },
    { lot: coated, weight: 230 },
  ]);
  await sendLoaves(story, loaves);
  story.at(9, "09:10");
  const returned = await story.act("joerg", recordReturn, north, {
    returnNumber: "RT-F-0001",
    lines: [{ materialLotId: almond.materialLotId, quantity: kg(40) }],
    toLocationId: story.id("place", "quarantineStore"),
  });
  works.highlights.push({
    name: "A return from a customer",
    what: `where internalLot:${almond.number}: 40 kg came back, 360 kg are with the customer`,
    concerns: {
      lot: `internalLot:${almond.number}`,
      eventId: eventOf(returned, "ShipmentReturned"),
    },
    seen: {
      record: unseen("What comes back is no part of how it was made."),
      trace: backward(`internalLot:${almond.number}`, "BK26002"),
      exceptions: unseen("What comes back is no part of how it was made."),
    },
  });
}

export type Quantities = readonly {
  readonly materialLotId: string;
  readonly quantity: ReturnType<typeof kg>;
}[];

const linesOf = (goods: readonly Line[]): Quantities =>
  goods.map(({ lot: { materialLotId }, weight }) => ({ materialLotId, quantity: kg(weight) }));

const send = (story: Story, to: "north" | "south", number: string, goods: readonly Line[]) =>
  dispatch(story, to, number, linesOf(goods), []);

/** With all that is asked of shipping (21 CFR 1.1340(a)). */
export async function dispatch(
  story: Story,
  to: "north" | "south",
  number: string,
  of: Quantities,
  logisticUnitIds: string[],
): Promise<string> {
  const id = story.id("food shipment", number);
  const lines = [...of];
  const documents = [{ kind: "Delivery note", number }];
  await story.act("joerg", prepareShipment, id, {
    identifiers: [{ scheme: "deliveryNote", issuer: "Brunnwald", value: number }],
    customerPartyId: partyOf(story, to).partyId,
    consignee: consigneeOf(to),
    fromLocationId: story.id("place", "finishedStore"),
    lines,
    logisticUnitIds,
    documents,
  });
  await story.act("joerg", dispatchShipment, id, { carrier: "Own lorry" });
  for (const unit of logisticUnitIds) {
    await story.act("joerg", shipLogisticUnit, unit, { shipmentId: id });
  }
  story.wait(25);
  await story.act("joerg", confirmReceipt, id, { lines, documents });
  return id;
}

async function sendLoaves(story: Story, { lot, count, grams }: Loaves): Promise<void> {
  const identifier = sscc("39521234600000001");
  const unit = story.id("pallet", identifier.value);
  const { materialLotId } = lot;
  const quantity = { value: decimal(grams, 3), unitOfMeasure: "kg" };
  await story.act("joerg", openLogisticUnit, unit, {
    identifiers: [identifier],
    kind: "pallet",
    locationId: story.id("place", "finishedStore"),
  });
  const movementId = `${identifier.value}-1`;
  const load = { movementId, materialLotId, quantity, count: pieces(count, "{loaf}") };
  await story.act("joerg", loadLogisticUnit, unit, load);
  await story.act("joerg", sealLogisticUnit, unit, { sealNumber: "PL-F-0001" });
  await dispatch(story, "south", "LS-F-0003", [{ materialLotId, quantity }], [unit]);
}
