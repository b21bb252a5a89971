// Where the id of somebody else's thing is let through, and why nothing of theirs is told or done
// by it. What is not so any more fails the walk.

/** The part of the plant that whoever asks is limited to. */
export type Limit = "client" | "material" | "site";

export interface LetThrough {
  readonly why: string;
  readonly to: readonly Limit[];
  /** `lots`: all of them; `lots/place-hold`; `lots/split-lot/into.*.materialLotId`. */
  readonly at: readonly string[];
}

const anybody = ["client", "material", "site"] as const;
const site = ["site"] as const;
const received = "lots/receive-material-lot";
const ofMaterial = "material.materialDefinitionId";

export const inPath: readonly LetThrough[] = [
  {
    why: "Lots, their samples and shipments travel: whoever has them there handles them.",
    to: site,
    at: ["lots", "samples", "shipments", "dispositions"],
  },
  {
    why: "Materials, their specifications, parties and the letter of recalls are of every site.",
    to: site,
    at: ["material-definitions", "specifications", "parties", "recall-letters"],
  },
  {
    why: "Complaints and recalls reach wherever the goods have gone.",
    to: site,
    at: ["complaints", "recalls"],
  },
  {
    why: "The rules of a site are its own; under the id of another one there are none here.",
    to: site,
    at: ["exception-rules"],
  },
  {
    why: "A machine makes everybody's batches: who runs one there uses, cleans and checks it.",
    to: ["client", "material"],
    at: [
      ...["start-equipment-use", "record-equipment-use", "end-equipment-use"],
      ...["change-equipment-state", "raise-alarm", "acknowledge-alarm", "record-calibration"],
      ...["start-cleaning", "record-cleaning", "take-out", "put-back"],
    ].map((command) => `equipment/${command}`),
  },
  {
    why: "What is to be made under the id is one's own; one is there already.",
    to: ["client", "material"],
    at: [
      ...["orders/place-order", "batches/issue-batch", "logistic-units/open-logistic-unit"],
      ...["lots/merge-lots", "shipments/prepare-shipment"],
    ],
  },
  {
    why: "The same: of what is ordered, of the product of the recipe, of what came for a client.",
    to: ["material"],
    at: ["purchase-orders/place-purchase-order", "master-recipes/draft-recipe", received],
  },
  {
    why: "The same: the batch is of the recipe that the body names.",
    to: ["client", "material"],
    at: ["batches/issue-batch-by-master"],
  },
  {
    why: "Raising a deviation is refused to nobody who may raise one; this one is there already.",
    to: ["client", "material"],
    at: ["deviations/raise-deviation"],
  },
  {
    why: "A disposition is of the lot that the body names; under the id there is none yet.",
    to: ["client", "material"],
    at: ["dispositions/decide-disposition"],
  },
  {
    why: "What goes into a pallet is asked of the lot that goes in.",
    to: ["client", "material"],
    at: ["logistic-units/load-logistic-unit"],
  },
  {
    why: "Who may run the batch charges it, whatever it is made of.",
    to: ["material"],
    at: ["lots/charge-material", "lots/record-charge"],
  },
  {
    why: "A source is approved for the material that the body names.",
    to: ["material"],
    at: ["parties/approve-source", "parties/suspend-source"],
  },
];

/** Of the field itself, wherever it stands; then of single places. */
export const inBody: readonly LetThrough[] = [
  {
    why: "It is said of one's own batch, and of nothing else: no lot is looked at or changed.",
    to: anybody,
    at: [
      ...["return-labels", "reconcile-labels", "destroy-labels", "list-tests", "record-result"],
      ...["authorise-override"],
    ].map((command) => `batches/${command}/materialLotId`),
  },
  {
    why: "The id of a lot to be made: one that is there already is refused as such.",
    to: anybody,
    at: [
      "lots/split-lot/into.*.materialLotId",
      ...["produce-output", "record-output"].flatMap((command) => [
        `batches/${command}/materialLotId`,
        `batches/${command}/sublotOfMaterialLotId`,
        `batches/${command}/material.materialDefinitionId`,
      ]),
    ],
  },
  {
    why: "What was proposed first, as a name; only the container that is taken is looked at.",
    to: anybody,
    at: ["suggested.materialLotId", "forMaterialDefinitionId"].map(
      (place) => `batches/select-container/${place}`,
    ),
  },
  {
    why: "Who may run the batch takes for it whatever material it is made of.",
    to: ["material", "site"],
    at: ["batches/select-container/materialLotId", "batches/issue-labels/materialLotId"],
  },
  {
    why: "A deviation must be one about this batch or lot: of another nothing is told.",
    to: anybody,
    at: [
      ...["reconcile-labels", "reconcile-serials", "authorise-departure", "authorise-override"],
      ...["skip-phase", "judge-exception", "write-addendum"],
    ]
      .map((command) => `batches/${command}/deviationId`)
      .concat("dispositions/decide-disposition/override.deviationId"),
  },
  {
    why: "A machine makes everybody's batches, and one of another site can be brought in.",
    to: anybody,
    at: [
      ...["start-batch/equipmentId", "clear-line/equipmentId", "record-parameter/equipmentId"],
      ...["perform-check/equipmentId", "authorise-override/equipmentId"],
      ...["dispense-material/weighing.equipmentId", "start-phase/equipmentId"],
      ...["start-phase/furtherEquipmentIds", "record-phase-started/equipmentId"],
      ...["issue-batch/equipmentIds", "issue-batch-by-master/equipmentIds"],
    ].map((place) => `batches/${place}`),
  },
  {
    why: "A deviation that is not of the batch is not there, whoever's it is.",
    to: anybody,
    at: ["batches/check-transcription/deviationId"],
  },
  {
    why: "An order may be of what comes of the batch only later: it is asked for its client.",
    to: ["material"],
    at: ["batches/issue-batch/orderId", "batches/issue-batch-by-master/orderId"],
  },
  {
    why: "A deviation is of lots wherever they are, and of machines that make everybody's batches.",
    to: site,
    at: ["deviations/raise-deviation/materialLotIds"],
  },
  {
    why: "The same: whoever may raise one says it of the machine.",
    to: ["client", "material"],
    at: ["deviations/raise-deviation/equipmentIds"],
  },
  {
    why: "Where something is put, or leaves from, is said of it; places are everybody's.",
    to: anybody,
    at: [
      ...["logistic-units/open-logistic-unit/locationId", "samples/retain-sample/locationId"],
      ...["lots/merge-lots/locationId", "shipments/prepare-shipment/fromLocationId"],
      ...["batches/produce-output/locationId", "batches/record-output/locationId"],
      "lots/move-material/toLocationId",
    ],
  },
  {
    why: "From whom it came and to whom it goes is said of one's own goods.",
    to: anybody,
    at: [
      ...["lots/return-to-supplier/supplier.partyId", "lots/receive-material-lot/supplier.partyId"],
      "shipments/prepare-shipment/customerPartyId",
    ],
  },
  {
    why: "The same of what is received, where no client is said whose it is.",
    to: ["material", "site"],
    at: ["locationId", "manufacturer.partyId"].map((at) => `lots/receive-material-lot/${at}`),
  },
  {
    why: "What is in the unit is asked for with the lines; this one is empty.",
    to: anybody,
    at: ["shipments/prepare-shipment/logisticUnitIds"],
  },
  {
    why: "Lots that an order is to work up again are looked at when they are charged.",
    to: anybody,
    at: ["orders/place-order/rework.materialLotIds", "orders/approve-rework/materialLotIds"],
  },
  {
    why: "The digest of the very version must be known; only one's own batch has a copy.",
    to: ["client", "site"],
    at: ["batches/issue-batch-by-master/masterRecipeId"],
  },
  {
    why: "The digest that was shown is compared, and no more is told than that it differs.",
    to: anybody,
    at: ["dispositions/decide-disposition/shown.batches.*.batchId"],
  },
  {
    why: "A right for one client leaves materials open, and the other way round.",
    to: ["client", "site"],
    at: ["orders/place-order", "batches/issue-batch"].map((one) => `${one}/${ofMaterial}`),
  },
  {
    why: "The same, where no client is said whose it is.",
    to: ["site"],
    at: [`${received}/${ofMaterial}`],
  },
  {
    why: "The same, of whose it is.",
    to: ["material", "site"],
    at: [
      ...["orders/place-order/customer.partyId", "lots/receive-material-lot/ownerPartyId"],
      ...["batches/issue-batch/clientPartyId", "batches/issue-batch-by-master/clientPartyId"],
      "purchase-orders/place-purchase-order/supplier.partyId",
    ],
  },
  {
    why: "What has come is taken in, and the order that it came on takes note of it.",
    to: ["material", "site"],
    at: ["lots/receive-material-lot/orderLine.purchaseOrderId"],
  },
  {
    why: "What a recipe takes and gives beside its product is named; the product is asked for.",
    to: ["material", "site"],
    at: ["draft-recipe", "revise-recipe"].flatMap((command) =>
      ["inputs", "outputs"].map(
        (list) => `master-recipes/${command}/recipe.${list}.*.material.materialDefinitionId`,
      ),
    ),
  },
  {
    why: "The recipe is of its product, the specification of its material: another is refused.",
    to: ["material", "site"],
    at: [
      "master-recipes/revise-recipe/recipe.product.materialDefinitionId",
      "specifications/draft-specification/material.materialDefinitionId",
    ],
  },
  {
    why: "What was counted of a shipment of one's own is compared with what was in it.",
    to: ["client", "site"],
    at: [
      ...["confirm-receipt/lines.*.materialLotId", "record-return/lines.*.materialLotId"],
      "record-return/toLocationId",
    ].map((place) => `shipments/${place}`),
  },
  {
    why: "Materials, parties, lots, shipments, complaints and recalls are of every site.",
    to: site,
    at: [
      ...["complaints", "hold-registers", "recalls", "logistic-units", "parties"],
      ...[
        "lots/merge-lots/from.*.materialLotId",
        "shipments/prepare-shipment/lines.*.materialLotId",
      ],
      ...["dispositions/decide-disposition/materialLotId"],
      ...["purchase-orders/place-purchase-order/lines.*.material.materialDefinitionId"],
      ...["master-recipes/draft-recipe/recipe.product.materialDefinitionId"],
    ],
  },
  {
    why: "Of which batches a deviation of one's own site bears on is said in it.",
    to: site,
    at: ["investigate-deviation/considered.*.batchId", "assess-deviation-impact/batchId"].map(
      (place) => `deviations/${place}`,
    ),
  },
  {
    why: "Where a machine stands, and what it is part of, is said of it.",
    to: site,
    at: [
      ...["equipment/register-equipment/locationId"],
      ...["equipment/register-equipment/partOfEquipmentId"],
      "batches/record-phase-started/furtherEquipmentIds",
    ],
  },
];

/** Ids within what the address names, of its events, or of what the command makes. */
export const withinIt: readonly string[] = (
  "aboutEventId alarmId checkEventId checksEventId containerId correctsEventId " +
  "dispensedContainerId " +
  "drawnEventId entryEventId eventId holdId movementId oosId onlyContainerId overrideId phaseId " +
  "planId proposalId reservationId sampleId selectionId testId"
).split(" ");
