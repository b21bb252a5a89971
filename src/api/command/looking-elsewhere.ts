// The commands that look at other streams: whether a hold stands on what they are about, what a
// specification asks, which complaint led to a recall, and who worked on what is left out of one.
import { Select } from "../../domain/batch/dispensing/events.ts";
import { completeBatch } from "../../domain/batch/lifecycle/commands.ts";
import { BatchIssued } from "../../domain/batch/lifecycle/events.ts";
import { performCheck, recordParameter } from "../../domain/batch/parameter/commands.ts";
import {
  abortPhase,
  completePhase,
  recordPhaseRestarted,
  recordPhaseResumed,
  recordPhaseStarted,
  restartPhase,
  resumePhase,
  startPhase,
  stopPhase,
} from "../../domain/batch/phase/commands.ts";
import { Addendum } from "../../domain/batch/review/commands.ts";
import {
  BatchRecordApproved,
  ExceptionJudged,
  RecordReviewed,
} from "../../domain/batch/review/events.ts";
import { assessDeviationImpact } from "../../domain/deviation/commands.ts";
import {
  endEquipmentUse,
  recordEquipmentUse,
  startEquipmentUse,
} from "../../domain/equipment/commands.ts";
import { changeEquipmentState, raiseAlarm } from "../../domain/equipment/machine/commands.ts";
import {
  breakSeal as breakIt,
  loadLogisticUnit,
  sealLogisticUnit,
  shipLogisticUnit,
  unloadLogisticUnit,
} from "../../domain/logistic-unit/commands.ts";
import { receiveMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import { enterQualifiedPerson as enter } from "../../domain/person/qualified-person/commands.ts";
import { openRecallCase, terminateRecall } from "../../domain/recall/opening/commands.ts";
import { decideNarrowing } from "../../domain/recall/scope/commands.ts";
import { correctTestResult, recordTestResult } from "../../domain/sample/testing/commands.ts";
import { dispatchShipment, prepareShipment } from "../../domain/shipment/commands.ts";
import { assessImpact } from "../../processes/deviation/assess-impact.ts";
import { authoriseDeparture } from "../../processes/deviation/open.ts";
import { selectContainer } from "../../processes/dispensing/select-container.ts";
import { enterQualifiedPerson } from "../../processes/disposition/enter-qualified-person.ts";
import {
  recordRestartedOn,
  recordResumedOn,
  restartOn,
  resumeOn,
} from "../../processes/equipment/go-on.ts";
import { checkOnDevice, readParameter } from "../../processes/equipment/read-device.ts";
import {
  abortPhaseOn,
  completePhaseOn,
  recordPhaseOn,
  startPhaseOn,
  stopPhaseOn,
} from "../../processes/equipment/start-phase.ts";
import {
  changeState,
  endUse,
  raise,
  recordUse,
  startUse,
} from "../../processes/equipment/use-equipment.ts";
import { breakSeal, loadUnit, sealUnit, unloadUnit } from "../../processes/hold/load-unit.ts";
import { receiveLot } from "../../processes/hold/receive-lot.ts";
import { dispatch, prepare, recordDispatch, shipUnit } from "../../processes/hold/ship.ts";
import { Issue, issueLabels } from "../../processes/label/issue-labels.ts";
import { completeWithReturns, departWithReturns } from "../../processes/material/less-returned.ts";
import { OpenContainer, openContainer } from "../../processes/material/open-container.ts";
import { PlanSampling, planSampling } from "../../processes/material/plan-sampling.ts";
import { correctResult, recordResult } from "../../processes/material/record-result.ts";
import { ExtendShelfLife, extendShelfLife } from "../../processes/material/retest-lot.ts";
import { issuePlain } from "../../processes/order/issue-plain.ts";
import { decideOnNarrowing } from "../../processes/recall/decide-narrowing.ts";
import { endRecall } from "../../processes/recall/end-recall.ts";
import { openRecall } from "../../processes/recall/open-recall.ts";
import { approveRecord, reviewByRules } from "../../processes/review/approve-record.ts";
import { approveProductionByRules, judgeByRules } from "../../processes/review/judge-record.ts";
import { writeAddendum } from "../../processes/review/write-addendum.ts";
import type { Exposed } from "./command.ts";

const shipping = { right: "shipGoods", collection: "shipments" } as const;
const packing = { right: "shipGoods", collection: "logistic-units" } as const;
const testing = { right: "recordResults", collection: "samples" } as const;
const { data } = dispatchShipment;

const executing = { right: "executeBatch", collection: "batches" } as const;

const using = { right: "useEquipment", collection: "equipment" } as const;

/** By which rules it is judged nobody merely says. */
const Shown = BatchRecordApproved.data.pick({ toRevision: true });
const reviewing = { right: "reviewRecord", collection: "batches" } as const;

export const lookingElsewhere: readonly Exposed[] = [
  {
    name: "IssueBatch",
    right: "issueBatch",
    collection: "batches",
    // By which recipe it is made nobody merely says: that is issued by the master.
    data: BatchIssued.data.omit({ recipe: true }),
    execute: (handler, call, session, { masterFor }) =>
      issuePlain(handler, call, session, masterFor),
  },
  {
    ...executing,
    name: "CompleteBatch",
    data: completeBatch.data,
    execute: completeWithReturns,
  },
  {
    name: "AuthoriseDeparture",
    right: "manageDeviation",
    collection: "batches",
    data: authoriseDeparture.data,
    execute: departWithReturns,
  },
  {
    ...executing,
    name: "RecordParameter",
    data: recordParameter.data,
    execute: readParameter,
  },
  { ...executing, name: "PerformCheck", data: performCheck.data, execute: checkOnDevice },
  { ...executing, name: "CompletePhase", data: completePhase.data, execute: completePhaseOn },
  { ...executing, name: "StopPhase", data: stopPhase.data, execute: stopPhaseOn },
  { ...executing, name: "AbortPhase", data: abortPhase.data, execute: abortPhaseOn },
  { ...executing, name: "ResumePhase", data: resumePhase.data, execute: resumeOn },
  { ...executing, name: "RestartPhase", data: restartPhase.data, execute: restartOn },
  { ...executing, name: "StartPhase", data: startPhase.data, execute: startPhaseOn },
  {
    ...executing,
    name: "RecordPhaseStarted",
    data: recordPhaseStarted.data,
    execute: recordPhaseOn,
  },
  {
    ...executing,
    name: "RecordPhaseResumed",
    data: recordPhaseResumed.data,
    execute: recordResumedOn,
  },
  {
    ...executing,
    name: "RecordPhaseRestarted",
    data: recordPhaseRestarted.data,
    execute: recordRestartedOn,
  },
  { ...using, name: "StartEquipmentUse", data: startEquipmentUse.data, execute: startUse },
  { ...using, name: "RecordEquipmentUse", data: recordEquipmentUse.data, execute: recordUse },
  { ...using, name: "EndEquipmentUse", data: endEquipmentUse.data, execute: endUse },
  { ...using, name: "ChangeEquipmentState", data: changeEquipmentState.data, execute: changeState },
  { ...using, name: "RaiseAlarm", data: raiseAlarm.data, execute: raise },
  {
    name: "AssessDeviationImpact",
    right: "manageDeviation",
    collection: "deviations",
    data: assessDeviationImpact.data,
    execute: assessImpact,
  },
  { ...executing, name: "SelectContainer", data: Select, execute: selectContainer },
  { ...executing, name: "IssueLabels", data: Issue, execute: issueLabels },
  { ...reviewing, name: "JudgeException", data: ExceptionJudged.data, execute: judgeByRules },
  {
    ...reviewing,
    name: "ReviewRecord",
    data: RecordReviewed.data.omit({ coverage: true }),
    execute: reviewByRules,
  },
  {
    ...reviewing,
    name: "WriteAddendum",
    data: Addendum,
    execute: (handler, call, session, { restingOn }) =>
      writeAddendum(handler, call, session, restingOn),
  },
  {
    name: "ApproveProduction",
    right: "approveProduction",
    collection: "batches",
    data: Shown,
    execute: approveProductionByRules,
  },
  {
    name: "ApproveBatchRecord",
    right: "approveRecord",
    collection: "batches",
    data: Shown,
    execute: approveRecord,
  },
  {
    name: "ReceiveMaterialLot",
    right: "receiveMaterial",
    collection: "lots",
    data: receiveMaterialLot.data,
    execute: receiveLot,
  },
  {
    name: "PlanSampling",
    right: "recordResults",
    collection: "lots",
    data: PlanSampling,
    execute: planSampling,
  },
  {
    name: "OpenContainer",
    right: "handleMaterial",
    collection: "lots",
    data: OpenContainer,
    execute: openContainer,
  },
  {
    name: "ExtendShelfLife",
    right: "decideDisposition",
    collection: "lots",
    data: ExtendShelfLife,
    execute: extendShelfLife,
  },
  { ...testing, name: "RecordTestResult", data: recordTestResult.data, execute: recordResult },
  { ...testing, name: "CorrectTestResult", data: correctTestResult.data, execute: correctResult },
  { ...packing, name: "LoadLogisticUnit", data: loadLogisticUnit.data, execute: loadUnit },
  { ...packing, name: "UnloadLogisticUnit", data: unloadLogisticUnit.data, execute: unloadUnit },
  { ...packing, name: "SealLogisticUnit", data: sealLogisticUnit.data, execute: sealUnit },
  { ...packing, name: "BreakSeal", data: breakIt.data, execute: breakSeal },
  { ...packing, name: "ShipLogisticUnit", data: shipLogisticUnit.data, execute: shipUnit },
  { ...shipping, name: "PrepareShipment", data: prepareShipment.data, execute: prepare },
  { ...shipping, name: "DispatchShipment", data, execute: dispatch },
  { ...shipping, name: "RecordDispatch", data, execute: recordDispatch },
  {
    name: "EnterQualifiedPerson",
    right: "managePeople",
    collection: "people",
    data: enter.data,
    execute: (handler, call, session, { siteCalled }) =>
      enterQualifiedPerson(handler, call, session, siteCalled),
  },
  {
    name: "OpenRecall",
    right: "manageRecall",
    collection: "recalls",
    data: openRecallCase.data,
    execute: openRecall,
  },
  {
    name: "TerminateRecall",
    right: "decideRecall",
    collection: "recalls",
    data: terminateRecall.data,
    execute: (handler, call, session, { traceRecall }) =>
      endRecall(handler, call, session, traceRecall),
  },
  {
    name: "DecideRecallNarrowing",
    right: "decideRecall",
    collection: "recalls",
    data: decideNarrowing.data,
    execute: decideOnNarrowing,
  },
];
