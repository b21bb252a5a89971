// The commands that look at other streams: whether a hold stands on what they are about, which
// complaint led to a recall, and who worked on what is to be left out of one.
import { loadLogisticUnit, shipLogisticUnit } from "../../domain/logistic-unit/commands.ts";
import { receiveMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import { openRecallCase } from "../../domain/recall/opening/commands.ts";
import { decideNarrowing } from "../../domain/recall/scope/commands.ts";
import { dispatchShipment, prepareShipment } from "../../domain/shipment/commands.ts";
import { loadUnit } from "../../processes/hold/load-unit.ts";
import { receiveLot } from "../../processes/hold/receive-lot.ts";
import { dispatch, prepare, recordDispatch, shipUnit } from "../../processes/hold/ship.ts";
import { decideOnNarrowing } from "../../processes/recall/decide-narrowing.ts";
import { openRecall } from "../../processes/recall/open-recall.ts";
import type { Exposed } from "./command.ts";

const shipping = { right: "shipGoods", collection: "shipments" } as const;
const packing = { right: "shipGoods", collection: "logistic-units" } as const;
const { data } = dispatchShipment;

export const lookingElsewhere: readonly Exposed[] = [
  {
    name: "ReceiveMaterialLot",
    right: "receiveMaterial",
    collection: "lots",
    data: receiveMaterialLot.data,
    execute: receiveLot,
  },
  { ...packing, name: "LoadLogisticUnit", data: loadLogisticUnit.data, execute: loadUnit },
  { ...packing, name: "ShipLogisticUnit", data: shipLogisticUnit.data, execute: shipUnit },
  { ...shipping, name: "PrepareShipment", data: prepareShipment.data, execute: prepare },
  { ...shipping, name: "DispatchShipment", data, execute: dispatch },
  { ...shipping, name: "RecordDispatch", data, execute: recordDispatch },
  {
    name: "OpenRecall",
    right: "manageRecall",
    collection: "recalls",
    data: openRecallCase.data,
    execute: openRecall,
  },
  {
    name: "DecideRecallNarrowing",
    right: "decideRecall",
    collection: "recalls",
    data: decideNarrowing.data,
    execute: decideOnNarrowing,
  },
];
