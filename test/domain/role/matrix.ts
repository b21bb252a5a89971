// The matrix of access, written down a second time and by hand: which right each command asks for,
// and which of the shipped roles hold it. What the program does is held against it.
import type { Right } from "../../../src/domain/kernel/access/right.ts";

export const commandsOfRight: Partial<Record<Right, string>> = {
  planOrders: "PlaceOrder ReleaseOrder CloseOrder PlacePurchaseOrder ClosePurchaseOrder",
  issueBatch:
    "IssueBatch IssueBatchByMaster GiveBatchNumber ReturnBlankForm " +
    "VoidBlankForm ReserveSerials",
  executeBatch:
    "StartBatch CompleteBatch ClearLine AddComment RecordParameter CorrectParameter PerformCheck " +
    "WriteEntry ComputeYield CheckTranscription AccountForSerials ReconcileSerials " +
    "StartPhase RecordPhaseStarted CompletePhase AbortPhase SkipPhase ReturnSurplus " +
    "PausePhase ResumePhase HoldPhase RestartPhase StopPhase " +
    "RecordPhaseResumed RecordPhaseRestarted " +
    "ChargeMaterial RecordCharge CorrectCharge VoidCharge ProduceOutput RecordOutput " +
    "SelectContainer DispenseMaterial IssueLabels ReturnLabels DestroyLabels ReconcileLabels",
  recordResults:
    "ListTests RecordResult CorrectResult SampleMaterial PlanSampling TakeSample SendSample " +
    "ReceiveSample RetainSample DestroySample RecordTestResult CorrectTestResult",
  receiveMaterial: "ReceiveMaterialLot",
  handleMaterial:
    "MoveMaterial CountMaterial AdjustQuantity RelabelMaterialLot ScrapMaterial " +
    "DestroyMaterialLot SplitLot MergeLots ReconcileContainer OpenContainer",
  placeHold: "PlaceBatchHold PlaceHold PlacePredicateHold",
  liftHold: "LiftBatchHold LiftHold LiftPredicateHold",
  shipGoods:
    "OpenLogisticUnit LoadLogisticUnit UnloadLogisticUnit SealLogisticUnit BreakSeal " +
    "ShipLogisticUnit PrepareShipment DispatchShipment RecordDispatch ConfirmReceipt " +
    "RecordReturn ReturnToSupplier",
  useEquipment:
    "StartEquipmentUse RecordEquipmentUse EndEquipmentUse ChangeEquipmentState RaiseAlarm " +
    "AcknowledgeAlarm",
  maintainEquipment: "RecordCalibration StartCleaning RecordCleaning TakeOut PutBack",
  qualifyEquipment:
    "RegisterEquipment ClassifyEquipment QualifyEquipment RetireEquipment SetCleaningRule",
  authorMasterData:
    "RegisterSite RegisterLocation RenameLocation CloseLocation DefineMaterial ReviseMaterial " +
    "RegisterParty RenameParty DraftRecipe ReviseRecipe SubmitRecipe DraftSpecification " +
    "DraftExceptionRules SubmitExceptionRules DraftRecallLetter",
  approveMasterData:
    "ApproveMaterial ApproveParty WithdrawPartyApproval ReturnRecipe ApproveRecipe " +
    "MakeRecipeEffective WithdrawRecipe ApproveSource SuspendSource ApproveSpecification " +
    "WithdrawSpecification ReturnExceptionRules ApproveExceptionRules",
  raiseDeviation: "RaiseDeviation",
  manageDeviation:
    "ClassifyDeviation CloseDeviation AssessOutOfSpecification " +
    "AssessDeviationImpact InvestigateDeviation TakeDeviationAction AuthoriseDeparture " +
    "AuthoriseOverride",
  manageRecall:
    "OpenRecall AddRecallSeed InformAuthority OrderRecallHold ProposeRecallNarrowing " +
    "NotifyConsignee RecordReply GiveUpConsignee CheckEffectiveness RecordRecovery " +
    "CorrectRecovery DisposeRecalledGoods CorrectRecallDisposal",
  recordComplaint: "RaiseComplaint LinkComplaint InvestigateComplaint",
  closeComplaint: "CloseComplaint",
  decideRecall:
    "EvaluateRecall DecideRecallNarrowing TerminateRecall IssueRecallLetter WithdrawRecallSeed",
  approveProduction: "ApproveProduction",
  reviewRecord: "ReviewRecord JudgeException WriteAddendum",
  approveRecord: "ApproveBatchRecord RejectBatchRecord",
  decideDisposition: "DecideDisposition ExtendShelfLife ApproveRework",
  managePeople:
    "EnrolPerson ChangePersonName RecordTraining RecordLeaving " +
    "EnterQualifiedPerson EndQualifiedPerson WithdrawQualifiedPerson",
  verifyIdentity: "VerifyIdentity",
  grantRoles: "GrantRole RevokeRole",
  defineRoles: "SetAccessPolicy PublishStatement DefineRole ReviseRole RetireRole",
  manageServices: "RegisterService RevokeApiKey RetireService",
  secureAccounts: "AcknowledgeAlert UnlockAccount DisablePerson EnablePerson ApproveApiKey",
  reviewAccess: "ReviewAccess",
  eraseData: "",
};

export const rolesOfRight: Readonly<Record<Right, string>> = {
  readRecords:
    "operator supervisor warehouse technician planner qcAnalyst qaReviewer qaRelease recallLead " +
    "masterDataAuthor dataImporter inspector service",
  exportRecords:
    "supervisor planner qaReviewer qaRelease recallLead masterDataAuthor dataImporter inspector",
  readSystemTrail: "qaReviewer qaRelease security administrator inspector",
  readAccessTrail: "security administrator inspector",
  readContacts: "recallLead",
  planOrders: "supervisor planner",
  issueBatch: "supervisor planner",
  executeBatch: "operator supervisor",
  recordReadings: "operator supervisor",
  recordResults: "operator supervisor qcAnalyst",
  receiveMaterial: "warehouse",
  handleMaterial: "operator supervisor warehouse",
  placeHold: "operator supervisor warehouse qcAnalyst qaReviewer qaRelease recallLead",
  liftHold: "qaReviewer qaRelease",
  shipGoods: "warehouse",
  useEquipment: "operator supervisor technician qcAnalyst",
  maintainEquipment: "operator supervisor warehouse technician",
  qualifyEquipment: "technician qaReviewer",
  authorMasterData: "masterDataAuthor",
  approveMasterData: "qaReviewer qaRelease",
  raiseDeviation:
    "operator supervisor warehouse technician qcAnalyst qaReviewer qaRelease recallLead",
  manageDeviation: "qaReviewer qaRelease",
  approveProduction: "supervisor",
  reviewRecord: "qaReviewer qaRelease",
  approveRecord: "qaRelease",
  decideDisposition: "qaRelease",
  manageRecall: "recallLead",
  decideRecall: "qaRelease",
  recordComplaint: "recallLead qaReviewer qaRelease",
  closeComplaint: "qaReviewer qaRelease",
  importData: "dataImporter",
  managePeople: "administrator",
  verifyIdentity: "security administrator",
  grantRoles: "administrator",
  defineRoles: "administrator",
  manageServices: "administrator",
  secureAccounts: "security",
  reviewAccess: "security administrator",
  eraseData: "administrator",
  operateSystem: "administrator",
};
