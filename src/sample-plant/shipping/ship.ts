// The end of the second week: packs are released, divided by market, loaded and sent to customers.

import type { DataOf } from "../../domain/kernel/decider.ts";
import {
  loadLogisticUnit,
  openLogisticUnit,
  sealLogisticUnit,
  shipLogisticUnit,
} from "../../domain/logistic-unit/commands.ts";
import { closeOrder } from "../../domain/order/commands.ts";
import {
  confirmReceipt,
  dispatchShipment,
  prepareShipment,
} from "../../domain/shipment/commands.ts";
import { splitLot } from "../../processes/split-lot.ts";
import { pieces } from "../materials/amount.ts";
import { gtin, sscc } from "../materials/gs1.ts";
import { materials } from "../materials/materials.ts";
import { type PartyItem, type PartyKey, parties } from "../materials/parties.ts";
import { internalLot } from "../materials/receive.ts";
import { type Lot, leftOf } from "../materials/stock.ts";
import type { Making } from "../processing/making.ts";
import type { Story } from "../story/story.ts";
import { numbered, type Works } from "../story/works.ts";

const packsPerPallet = 8_000;
const day = 11;

interface ForMarket extends Lot {
  /** The country's code, as of who gets it. */
  readonly market: string;
}

/** A third for Austria becomes a lot of its own; the rest is for Germany. */
export async function divide(story: Story, making: Making): Promise<readonly ForMarket[]> {
  const whole = finishedOf(making);
  const part = Math.round(leftOf(whole) / 3);
  const number = `${whole.number}-AT`;
  const materialLotId = story.id("lot", number);
  const lgtin = `${gtin(materials.packs.gtin).value}.${whole.number}`;
  await story.process("joerg", splitLot, {
    materialLotId: whole.materialLotId,
    into: [
      {
        materialLotId,
        identifiers: [internalLot(number), { scheme: "lgtin", issuer: "GS1", value: lgtin }],
        quantity: pieces(part, "{pack}"),
        containerIds: [],
      },
    ],
  });
  const rest = leftOf(whole) - part;
  const austria = { ...whole, materialLotId, number, containers: [{ left: part }] };
  return [
    { ...whole, containers: [{ left: rest }], market: parties.nordhafen.country },
    { ...austria, market: parties.alpen.country },
  ];
}

export async function ship(
  story: Story,
  works: Works,
  making: Making,
  [germany, austria]: readonly Lot[],
): Promise<void> {
  if (!germany || !austria) throw new Error("The packs have not been divided.");
  story.at(day, "08:20");
  const half = Math.round(leftOf(germany) / 2);
  const sent = [
    await send(story, works, "nordhafen", germany, half),
    await send(story, works, "isarland", germany, leftOf(germany) - half),
    await send(story, works, "alpen", austria, leftOf(austria)),
  ];
  // By telephone in the afternoon: all of it is there.
  story.at(day, "15:40");
  for (const { id, received } of sent) await story.act("joerg", confirmReceipt, id, received);
  await story.act("soeren", closeOrder, making.orderId, { outcome: "fulfilled" });
}

async function send(
  story: Story,
  works: Works,
  customer: PartyKey,
  { materialLotId }: Lot,
  count: number,
): Promise<Sent> {
  const pallets: string[] = [];
  for (let left = count; left > 0; left -= packsPerPallet) {
    const quantity = pieces(Math.min(left, packsPerPallet), "{pack}");
    pallets.push(await load(story, works, { materialLotId, quantity }));
  }
  const number = numbered(`LS-${story.day(day).slice(2, 4)}-`, works.next("shipment"), 4);
  const id = story.id("shipment", number);
  const { name, address }: PartyItem = parties[customer];
  const lines = [{ materialLotId, quantity: pieces(count, "{pack}") }];
  const documents = [{ kind: "Delivery note", number }];
  await story.act("joerg", prepareShipment, id, {
    identifiers: [{ scheme: "deliveryNote", issuer: "Brunnwald", value: number }],
    customerPartyId: works.party(customer).partyId,
    consignee: { name, ...(address !== undefined && { address }) },
    fromLocationId: story.id("place", "finishedStore"),
    lines,
    logisticUnitIds: pallets,
    documents,
  });
  const carrier = parties.eilgut.name;
  story.linger(10, 25);
  await story.act("joerg", dispatchShipment, id, { carrier, sealNumber: `ZV-${number.slice(-7)}` });
  for (const unit of pallets) {
    await story.act("joerg", shipLogisticUnit, unit, { shipmentId: id });
  }
  return { id, received: { lines, documents } };
}

interface Sent {
  readonly id: string;
  readonly received: DataOf<typeof confirmReceipt>;
}

type Load = { readonly materialLotId: string; readonly quantity: ReturnType<typeof pieces> };

async function load(story: Story, works: Works, contents: Load): Promise<string> {
  const serial = works.next("pallet");
  story.linger(6, 12);
  const identifier = sscc(`395212345${String(serial).padStart(8, "0")}`);
  const id = story.id("pallet", identifier.value);
  await story.act("joerg", openLogisticUnit, id, {
    identifiers: [identifier],
    kind: "pallet",
    locationId: story.id("place", "finishedStore"),
  });
  const movementId = `${identifier.value}-1`;
  await story.act("joerg", loadLogisticUnit, id, { movementId, ...contents });
  await story.act("joerg", sealLogisticUnit, id, { sealNumber: numbered("PL", serial, 6) });
  return id;
}

function finishedOf({ finished }: Making): Lot {
  if (!finished) throw new Error("There are no packs to be shipped.");
  return finished;
}
