// What the bakery of the sample plant buys, makes and sells, and whom it deals with. None of it
// exists. Weights are whole kilograms.
import type { Identifier } from "../../domain/kernel/identifier.ts";
import { approveMaterial, defineMaterial } from "../../domain/material-definition/commands.ts";
import { receiveMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import { approveParty, registerParty } from "../../domain/party/commands.ts";
import { pieces } from "../materials/amount.ts";
import { gln } from "../materials/gs1.ts";
import { releaseLot } from "../quality/review.ts";
import { bakery } from "../site.ts";
import type { Story } from "../story/story.ts";

export const kg = (weight: number) => pieces(weight, "kg");

const items = {
  flour: { name: "Wheat flour, type 550", item: "500110", kind: "rawMaterial" },
  butter: { name: "Butter", item: "500120", kind: "rawMaterial" },
  almonds: { name: "Almonds, ground (allergen)", item: "500130", kind: "rawMaterial" },
  chocolate: { name: "Dark couverture", item: "500140", kind: "rawMaterial" },
  plain: { name: "Butter biscuits, free of nuts", item: "510110", kind: "finishedProduct" },
  almond: { name: "Almond biscuits", item: "510120", kind: "finishedProduct" },
  coated: { name: "Butter biscuits in chocolate", item: "510130", kind: "finishedProduct" },
  loaf: { name: "Farmhouse loaf, sold by weight", item: "510210", kind: "finishedProduct" },
} as const;
export type ItemKey = keyof typeof items;
const itemKeys = Object.keys(items) as readonly ItemKey[];

const parties = {
  mill: { name: "Kornmühle Auental KG", role: "supplier", gln: "952100000031" },
  dairy: { name: "Molkerei Sonnberg eG", role: "supplier", gln: "952100000032" },
  nuts: { name: "Mandelhof Import GmbH", role: "supplier", gln: "952100000033" },
  cocoa: { name: "Kakaokontor Bremen GmbH", role: "supplier", gln: "952100000034" },
  coater: {
    name: "Lohnüberzug Talheim GmbH",
    role: "manufacturer",
    gln: "952100000035",
    address: "Mühlweg 8, 74388 Talheim, Germany",
  },
  north: {
    name: "Nordkauf Handels AG",
    role: "customer",
    gln: "952100000036",
    address: "Hafenstraße 12, 24103 Kiel, Germany",
  },
  south: {
    name: "Südmarkt Lebensmittel KG",
    role: "customer",
    gln: "952100000037",
    address: "Marktplatz 5, 89073 Ulm, Germany",
  },
} as const;
export type PartyKey = keyof typeof parties;
const partyKeys = Object.keys(parties) as readonly PartyKey[];

export const partyOf = (story: Story, key: PartyKey) => ({
  partyId: story.id("food party", key),
  name: parties[key].name,
});

/** Name and address, as papers have them (21 CFR 1.1340(a)(4): who receives next). */
export function consigneeOf(key: "north" | "south") {
  const { name, address } = parties[key];
  return { name, address };
}

/** Under the number of the item, as the master recipes name it. */
export const materialOf = (key: ItemKey) => ({
  materialDefinitionId: items[key].item,
  name: items[key].name,
});

export interface Lot {
  readonly materialLotId: string;
  readonly number: string;
  readonly item: ItemKey;
}

export const lotOf = (story: Story, item: ItemKey, number: string): Lot => ({
  materialLotId: story.id("food lot", number),
  number,
  item,
});

export const internalLot = (value: string): Identifier => ({
  scheme: "internalLot",
  issuer: bakery.legalEntity,
  value,
});

/** Traceability lot code: given where food is transformed, by whoever does it (21 CFR 1.1320). */
export const traceabilityLotCode = (value: string, source: string): Identifier => ({
  scheme: "traceabilityLotCode",
  issuer: source,
  value,
});

export const codesOf = ({ number }: Lot, source: string = bakery.legalEntity) => [
  internalLot(number),
  traceabilityLotCode(`TLC-${number}`, source),
];

export async function defineGoods(story: Story): Promise<void> {
  for (const key of partyKeys) {
    const { name, role, gln: start } = parties[key];
    const { partyId } = partyOf(story, key);
    const identifiers = [gln(start)];
    const party = { name, country: "DE", kind: "other" as const, identifiers };
    await story.act("soeren", registerParty, partyId, party);
    await story.act("eszter", approveParty, partyId, { role });
  }
  for (const key of itemKeys) {
    const { name, item, kind } = items[key];
    const { materialDefinitionId: id } = materialOf(key);
    await story.act("tomas", defineMaterial, id, {
      name,
      identifiers: [{ scheme: "item", issuer: bakery.legalEntity, value: item }],
      traceability: [{ level: "lot", mandatory: true }],
      kind,
      baseUnitOfMeasure: "kg",
    });
    await story.act("eszter", approveMaterial, id, { edition: 1 });
  }
}

export interface Delivery {
  readonly item: ItemKey;
  readonly number: string;
  readonly supplierLot: string;
  readonly from: PartyKey;
  readonly weight: number;
  readonly day: number;
  /** For load: nobody looks at it before it is released. */
  readonly unseen?: boolean;
}

/** Received with all that is asked of receiving (21 CFR 1.1345(a)), and released. */
export async function buy(
  story: Story,
  { item, number, supplierLot, from, weight, day, unseen = false }: Delivery,
): Promise<Lot> {
  const lot = lotOf(story, item, number);
  const supplier = partyOf(story, from);
  await story.act("joerg", receiveMaterialLot, lot.materialLotId, {
    material: materialOf(item),
    identifiers: [
      internalLot(number),
      { scheme: "supplierLot", issuer: supplier.name, value: supplierLot },
      traceabilityLotCode(`TLC-${supplierLot}`, supplier.name),
    ],
    quantity: kg(weight),
    containers: [],
    qualityStatus: "quarantine",
    supplier,
    receiptNumber: `GR-F-${number}`,
    expiresOn: story.day(day + 270),
    locationId: story.id("place", "rawStore"),
  });
  await releaseLot(story, lot.materialLotId, { unseen });
  return lot;
}
