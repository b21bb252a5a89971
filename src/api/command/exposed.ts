// Which commands the wire offers: all of the domain's. Those that touch two streams are offered as
// what they are together (two-streams.ts), never by their halves.
import * as accessControl from "../../domain/access-control/commands.ts";
import * as batchBlankForm from "../../domain/batch/blank-form/commands.ts";
import * as batchDeviation from "../../domain/batch/deviation/commands.ts";
import * as batchDispensing from "../../domain/batch/dispensing/commands.ts";
import * as batchLabel from "../../domain/batch/label/commands.ts";
import * as batchLifecycle from "../../domain/batch/lifecycle/commands.ts";
import * as batchParameter from "../../domain/batch/parameter/commands.ts";
import * as batchPhase from "../../domain/batch/phase/commands.ts";
import * as batchResult from "../../domain/batch/result/commands.ts";
import { computeYield } from "../../domain/batch/result/yield.ts";
import * as batchReview from "../../domain/batch/review/commands.ts";
import * as batchSerial from "../../domain/batch/serial/commands.ts";
import * as complaint from "../../domain/complaint/commands.ts";
import * as deviation from "../../domain/deviation/commands.ts";
import * as equipmentCleaning from "../../domain/equipment/cleaning/commands.ts";
import * as equipment from "../../domain/equipment/commands.ts";
import * as equipmentMachine from "../../domain/equipment/machine/commands.ts";
import * as exceptionRuleSet from "../../domain/exception-rule-set/commands.ts";
import * as holdRegister from "../../domain/hold-register/commands.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { SubjectKind } from "../../domain/kernel/subject.ts";
import * as location from "../../domain/location/commands.ts";
import * as logisticUnit from "../../domain/logistic-unit/commands.ts";
import * as recipeAuthoring from "../../domain/master-recipe/life/authoring/commands.ts";
import * as recipeDeciding from "../../domain/master-recipe/life/deciding/commands.ts";
import * as materialDefinition from "../../domain/material-definition/commands.ts";
import * as lotOrigin from "../../domain/material-lot/origin/commands.ts";
import * as lotQuality from "../../domain/material-lot/quality/commands.ts";
import * as lotReconciliation from "../../domain/material-lot/reconciliation/commands.ts";
import * as lotStatus from "../../domain/material-lot/status/commands.ts";
import * as lotUpkeep from "../../domain/material-lot/upkeep/commands.ts";
import * as lotUse from "../../domain/material-lot/use/commands.ts";
import * as lotSample from "../../domain/material-lot/use/sample.ts";
import * as order from "../../domain/order/commands.ts";
import * as party from "../../domain/party/commands.ts";
import * as partySource from "../../domain/party/source/commands.ts";
import * as personCredential from "../../domain/person/credential/commands.ts";
import * as personIdentity from "../../domain/person/identity/commands.ts";
import * as personLogIn from "../../domain/person/log-in/commands.ts";
import * as personQualified from "../../domain/person/qualified-person/commands.ts";
import * as personRight from "../../domain/person/right/commands.ts";
import * as purchaseOrder from "../../domain/purchase-order/commands.ts";
import * as recallConsignee from "../../domain/recall/consignee/commands.ts";
import * as recallGoods from "../../domain/recall/goods/commands.ts";
import * as recallLetter from "../../domain/recall/letter/commands.ts";
import * as recallOpening from "../../domain/recall/opening/commands.ts";
import * as recallScope from "../../domain/recall/scope/commands.ts";
import * as role from "../../domain/role/commands.ts";
import * as sampleCustody from "../../domain/sample/custody/commands.ts";
import * as sampleTesting from "../../domain/sample/testing/commands.ts";
import * as service from "../../domain/service/commands.ts";
import * as shipment from "../../domain/shipment/commands.ts";
import * as specification from "../../domain/specification/commands.ts";
import { authoriseOverride, skipPhase } from "../../processes/deviation/open.ts";
import { giveRole, registerOwned } from "../../processes/give-role.ts";
import { namingStrange } from "../../processes/recall/name-strange.ts";
import type { Exposed } from "./command.ts";
import { lookingElsewhere } from "./looking-elsewhere.ts";
import { overTwoStreams } from "./two-streams.ts";

/** The name of each kind of thing in an address. */
const collections: Partial<Record<SubjectKind, string>> = {
  batch: "batches",
  complaint: "complaints",
  deviation: "deviations",
  equipment: "equipment",
  exceptionRuleSet: "exception-rules",
  holdRegister: "hold-registers",
  location: "locations",
  logisticUnit: "logistic-units",
  masterRecipe: "master-recipes",
  materialDefinition: "material-definitions",
  materialLot: "lots",
  order: "orders",
  party: "parties",
  person: "people",
  purchaseOrder: "purchase-orders",
  recall: "recalls",
  recallLetter: "recall-letters",
  role: "roles",
  sample: "samples",
  service: "services",
  accessControl: "access-control",
  shipment: "shipments",
  specification: "specifications",
};

const modules: readonly object[] = [
  accessControl,
  batchBlankForm,
  batchDeviation,
  batchDispensing,
  batchLabel,
  batchLifecycle,
  batchParameter,
  batchPhase,
  batchResult,
  batchReview,
  batchSerial,
  complaint,
  deviation,
  equipment,
  equipmentCleaning,
  equipmentMachine,
  exceptionRuleSet,
  holdRegister,
  location,
  logisticUnit,
  materialDefinition,
  lotOrigin,
  lotReconciliation,
  lotQuality,
  lotSample,
  lotStatus,
  lotUpkeep,
  lotUse,
  order,
  party,
  partySource,
  personCredential,
  personIdentity,
  personQualified,
  personLogIn,
  personRight,
  recipeAuthoring,
  recipeDeciding,
  purchaseOrder,
  recallConsignee,
  recallGoods,
  recallLetter,
  recallOpening,
  recallScope,
  role,
  sampleCustody,
  sampleTesting,
  service,
  shipment,
  specification,
];

/**
 * What a process says, which knows the other stream, or what is to be encrypted first. The second
 * halves and the program's own work need no line: their right is `system`; and what a person does
 * for their own account has routes of its own.
 */
const saidOtherwise: ReadonlySet<string> = new Set([
  "AbortPhase",
  "ApproveBatchRecord",
  "ApproveProduction",
  "ApproveRecovery",
  "AssessDeviationImpact",
  "AuthoriseDeparture",
  "AuthoriseOverride",
  "BreakSeal",
  "ChangeEquipmentState",
  "CompleteBatch",
  "CompletePhase",
  "CorrectTestResult",
  "DecideRecallNarrowing",
  "DestroyLabels",
  "DispatchShipment",
  "DrawMaterial",
  "EndCredential",
  "EndEquipmentUse",
  "EnterQualifiedPerson",
  "ErasePartyContact",
  "ErasePersonData",
  "GrantRole",
  "InvestigateDeviation",
  "InvitePerson",
  "IssueApiKey",
  "IssueBatch",
  "IssueLabels",
  "JudgeException",
  "LinkSingleSignOn",
  "LoadLogisticUnit",
  "MergeMaterialLots",
  "OpenContainer",
  "OpenRecall",
  "PerformCheck",
  "PrepareShipment",
  "RaiseAlarm",
  "RaiseDeviation",
  "ReceiveMaterialLot",
  "RecordContact",
  "RecordDispatch",
  "RecordDispensed",
  "RecordEquipmentUse",
  "RecordMaterialDrawn",
  "RecordParameter",
  "RecordPartyContact",
  "RecordPhaseRestarted",
  "RecordPhaseResumed",
  "RecordPhaseStarted",
  "RecordTestResult",
  "RegisterService",
  "RequestRecovery",
  "RestartPhase",
  "ResumePhase",
  "ReviewRecord",
  "SealLogisticUnit",
  "SelectContainer",
  "ShipLogisticUnit",
  "SkipPhase",
  "SplitMaterialLot",
  "StartEquipmentUse",
  "StartPhase",
  "StopPhase",
  "TakeSample",
  "TerminateRecall",
  "UnloadLogisticUnit",
  "WriteAddendum",
]);

export const exposed: readonly Exposed[] = [
  ...modules
    .flatMap((module): readonly unknown[] => Object.values(module))
    .filter(isCommand)
    .filter(({ name }) => !saidOtherwise.has(name))
    .flatMap(exposedAlone),
  ...exposedAlone(giveRole),
  ...exposedAlone(registerOwned),
  ...exposedAlone(authoriseOverride),
  ...exposedAlone(skipPhase),
  ...exposedAlone(computeYield),
  ...overTwoStreams,
  ...lookingElsewhere,
];

type AnyCommand = Command<unknown, unknown, AnyEvent>;

function exposedAlone<State, Data, Event extends AnyEvent, Reads>(
  command: Command<State, Data, Event, Reads>,
): readonly Exposed[] {
  const { name, right, data, aggregate } = command;
  const collection = collections[aggregate.category];
  if (collection === undefined || right === "system" || right === "own") return [];
  const execute: Exposed["execute"] =
    aggregate.category === "recall"
      ? namingStrange(command)
      : (handler, call, session) => handler.execute(command, call, session);
  return [{ name, right, collection, data, execute }];
}

function isCommand(value: unknown): value is AnyCommand {
  return typeof value === "object" && value !== null && "aggregate" in value && "decide" in value;
}
