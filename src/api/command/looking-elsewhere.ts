// The commands that look at other streams: whether a hold stands on what they are about, which
// complaint led to a recall, and who worked on what is to be left out of one.
import { Select } from "../../domain/batch/dispensing/events.ts";
import { recordPhaseStarted, startPhase } from "../../domain/batch/phase/commands.ts";
import { loadLogisticUnit, shipLogisticUnit } from "../../domain/logistic-unit/commands.ts";
import { receiveMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import { openRecallCase } from "../../domain/recall/opening/commands.ts";
import { decideNarrowing } from "../../domain/recall/scope/commands.ts";
import { dispatchShipment, prepareShipment } from "../../domain/shipment/commands.ts";
import { selectContainer } from "../../processes/dispensing/select-container.ts";
import { recordPhaseOn, startPhaseOn } from "../../processes/equipment/start-phase.ts";
import { loadUnit } from "../../processes/hold/load-unit.ts";
import { receiveLot } from "../../processes/hold/receive-lot.ts";
import { dispatch, prepare, recordDispatch, shipUnit } from "../../processes/hold/ship.ts";
import { Issue, issueLabels } from "../../processes/label/issue-labels.ts";
import { decideOnNarrowing } from "../../processes/recall/decide-narrowing.ts";
import { openRecall } from "../../processes/recall/open-recall.ts";
import type { Exposed } from "./command.ts";

const shipping = { right: "shipGoods", collection: "shipments" } as const;
const packing = { right: "shipGoods", collection: "logistic-units" } as const;
const { data } = dispatchShipment;

const executing = { right: "executeBatch", collection: "batches" } as const;

export const lookingElsewhere: readonly Exposed[] = [
  { ...executing, name: "StartPhase", data: startPhase.data, execute: startPhaseOn },
  {
    ...executing,
    name: "RecordPhaseStarted",
    data: recordPhaseStarted.data,
    execute: recordPhaseOn,
  },
  { ...executing, name: "SelectContainer", data: Select, execute: selectContainer },
  { ...executing, name: "IssueLabels", data: Issue, execute: issueLabels },
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
