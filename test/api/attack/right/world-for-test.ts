// One of each kind of thing that a right may leave out: of material `<name>`, of client
// `client-<name>`, begun where it is made.
import { draftRecipe } from "../../../../src/domain/master-recipe/life/authoring/commands.ts";
import { draft } from "../../../domain/specification/examples.ts";
import { kg } from "../../plant-for-test.ts";
import type { Client } from "../../service-for-test.ts";
import { dataWith } from "./id-in-body.ts";

export const materialOf = (name: string) => ({ materialDefinitionId: name, name: `Of ${name}` });

/** By the name that addresses have for them. */
export const idsOf = (name: string, site: string): Readonly<Record<string, string>> => ({
  batches: `${name}-batch`,
  complaints: `${name}-complaint`,
  deviations: `${name}-deviation`,
  dispositions: `${name}-disposition`,
  equipment: `${name}-line`,
  "exception-rules": site,
  "hold-registers": site,
  locations: `${name}-room`,
  "logistic-units": `${name}-pallet`,
  lots: `${name}-lot`,
  "master-recipes": `${name}-recipe`,
  "material-definitions": name,
  orders: `${name}-order`,
  parties: `client-${name}`,
  "purchase-orders": `${name}-purchase`,
  "recall-letters": "recall",
  recalls: `${name}-recall`,
  samples: `${name}-sample`,
  shipments: `${name}-shipment`,
  specifications: name,
});

/** By the name that bodies have for them, of several as of one. */
export function namesOf(name: string, site: string): Readonly<Record<string, string>> {
  const ids = idsOf(name, site);
  const [lot, line, room] = [ids.lots ?? "", ids.equipment ?? "", ids.locations ?? ""];
  const client = ids.parties ?? "";
  return {
    ...{ materialLotId: lot, sublotOfMaterialLotId: lot },
    ...{ equipmentId: line, furtherEquipmentId: line, partOfEquipmentId: line },
    ...{ locationId: room, toLocationId: room, fromLocationId: room },
    ...{ partyId: client, clientPartyId: client, customerPartyId: client, ownerPartyId: client },
    ...{ materialDefinitionId: name, forMaterialDefinitionId: name },
    parentLocationId: `${name}-site`,
    batchId: ids.batches ?? "",
    orderId: ids.orders ?? "",
    deviationId: ids.deviations ?? "",
    masterRecipeId: ids["master-recipes"] ?? "",
    purchaseOrderId: ids["purchase-orders"] ?? "",
    shipmentId: ids.shipments ?? "",
    complaintId: ids.complaints ?? "",
    logisticUnitId: ids["logistic-units"] ?? "",
  };
}

/** Before people exist, so that nobody's rights are asked. */
export async function makeThings({ give }: Client, name: string): Promise<void> {
  const client = `client-${name}`;
  const material = materialOf(name);
  const traceability = [{ level: "lot", mandatory: true }];
  const unit = { kind: "rawMaterial", baseUnitOfMeasure: "kg" };
  const definition = { name: `Of ${name}`, ...unit, identifiers: [], traceability };
  const party = { partyId: client, name: `Client ${name}` };
  const called = (kind: string) => [{ scheme: kind, issuer: "us", value: `${name}-${kind}` }];
  const lot = { material, quantity: kg("25"), containers: [], qualityStatus: "quarantine" };
  const issue = { batchNumber: `${name}-1`, material, equipmentIds: [], dataOrigin: "live" };
  const line = { lineNumber: 1, material, quantity: kg("5") };
  const sample = { sampleId: `${name}-sample`, sampleNumber: `${name}-S1`, parts: [] };
  const pallet = { identifiers: called("pallet"), kind: "pallet" };
  const shipment = {
    identifiers: called("shipment"),
    consignee: { name: "Market", address: "1 Square, Nova Gorica" },
    customerPartyId: client,
    lines: [{ materialLotId: `${name}-lot`, quantity: kg("1") }],
    documents: [],
    logisticUnitIds: [],
  };
  const complaint = {
    ...{ number: `${name}-C`, receivedAt: "2026-11-20T08:00:00Z", from: "customer" },
    ...{ customerPartyId: client, description: "It crumbles." },
  };
  const deviation = {
    ...{ title: "Noise", description: "It rattled.", detectedAt: "2026-11-20T08:00:00Z" },
    ...{ batchId: `${name}-batch`, materialLotIds: [`${name}-lot`], equipmentIds: [] },
  };
  const recipe = dataWith(draftRecipe.data, undefined, { own: namesOf(name, ""), foreign: {} });
  const steps: readonly (readonly [path: string, data: object])[] = [
    [
      `parties/${client}/register-party`,
      { name: `Client ${name}`, kind: "other", identifiers: [] },
    ],
    [`material-definitions/${name}/define-material`, definition],
    [`specifications/${name}/draft-specification`, { ...draft, code: `SP-${name}`, material }],
    [`locations/${name}-site/register-site`, { ...named(name), zone: "Europe/Ljubljana" }],
    [
      `locations/${name}-room/register-location`,
      { ...named(name), kind: "room", parentLocationId: `${name}-site` },
    ],
    [`equipment/${name}-line/register-equipment`, machine(name)],
    [`orders/${name}-order/place-order`, order(name, party)],
    [
      `purchase-orders/${name}-purchase/place-purchase-order`,
      { orderNumber: `${name}-P`, supplier: party, lines: [line] },
    ],
    [
      `lots/${name}-lot/receive-material-lot`,
      { ...lot, identifiers: called("lot"), ownerPartyId: client },
    ],
    [`lots/${name}-lot/take-sample`, sample],
    [`batches/${name}-batch/issue-batch`, { ...issue, clientPartyId: client }],
    [`batches/${name}-batch/start-batch`, {}],
    [`deviations/${name}-deviation/raise-deviation`, deviation],
    [`logistic-units/${name}-pallet/open-logistic-unit`, pallet],
    [`shipments/${name}-shipment/prepare-shipment`, shipment],
    [`complaints/${name}-complaint/raise-complaint`, complaint],
    [`master-recipes/${name}-recipe/draft-recipe`, numbered(recipe, name)],
    [`recalls/${name}-recall/open-recall`, recallOf(name)],
  ];
  for (const [path, data] of steps) {
    const reply = await give(`/v1/${path}`, data);
    if (reply.status !== 200) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
  }
}

const recallOf = (name: string) => ({
  ...{ number: `${name}-recall`, type: "recall", mock: false, seeds: [`lot:${name}-lot`] },
  ...{ reason: "Metal in a sack.", knownAt: "2026-11-20T08:00:00Z", profiles: [] },
});
/** Its number is taken once. */
const numbered = (drafted: unknown, number: string) => {
  const { recipe } = drafted as { readonly recipe: object };
  return { recipe: { ...recipe, number } };
};
const named = (name: string) => ({ name: `Of ${name}`, identifiers: [] });
const machine = (name: string) => ({ ...named(name), kind: "line", calibrationNeeded: false });
const order = (name: string, customer: object) => ({
  ...{ orderNumber: `${name}-O`, material: materialOf(name), quantity: kg("5") },
  ...{ priority: "normal", customer },
});
