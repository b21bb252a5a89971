/**
 * The events of Batchproof: `Event` is what is written now, `StoredEvent` also
 * what was written in former shapes, which carry their version in their name.
 * Made by "npm run schemas" from the catalogue of event types. Changes made here are lost.
 */

export type StoredEvent = Event | ComplaintLinkedV1 | EquipmentStateChangedV1;
export type Event =
  | AccessPolicySet
  | AccessReviewed
  | AccountLocked
  | AccountUnlocked
  | AccountabilityAccepted
  | AddendumWritten
  | AlarmAcknowledged
  | AlarmRaised
  | AnomalyFound
  | ApiKeyApproved
  | ApiKeyIssued
  | ApiKeyRevoked
  | AttemptRefused
  | AuditExceptionJudged
  | AuditReviewOpened
  | AuditReviewReopened
  | AuditReviewSigned
  | BatchCompleted
  | BatchDeviationLinked
  | BatchHoldLifted
  | BatchHoldPlaced
  | BatchIssued
  | BatchNumberGiven
  | BatchRecordApproved
  | BatchRecordNotApproved
  | BatchStarted
  | BlankFormIssued
  | BlankFormReturned
  | BlankFormVoided
  | CheckPerformed
  | CleaningRuleSet
  | CodeAccepted
  | CommentAdded
  | ComplaintClosed
  | ComplaintInvestigated
  | ComplaintLinked
  | ComplaintRaised
  | ContainerOpened
  | ContainerReconciled
  | ContainerSelected
  | CredentialCloneSuspected
  | CredentialEnded
  | CredentialSet
  | DepartureAuthorised
  | DeviationActionTaken
  | DeviationClassified
  | DeviationClosed
  | DeviationImpactAssessed
  | DeviationInvestigated
  | DeviationRaised
  | DispositionDecided
  | DocumentAttached
  | EntryWritten
  | EquipmentCalibrated
  | EquipmentClassified
  | EquipmentCleaned
  | EquipmentCleaningStarted
  | EquipmentDeviationLinked
  | EquipmentPutBack
  | EquipmentQualified
  | EquipmentRegistered
  | EquipmentRetired
  | EquipmentStateChanged
  | EquipmentTakenOut
  | EquipmentUseEnded
  | EquipmentUseStarted
  | ExceptionJudged
  | ExceptionRulesApproved
  | ExceptionRulesDrafted
  | ExceptionRulesReturned
  | ExceptionRulesSubmitted
  | FounderNamed
  | HoldLifted
  | HoldPlaced
  | IdentifierContentChanged
  | IdentifierReassigned
  | IdentifierReserved
  | IdentityVerified
  | ImportCompleted
  | ImportConflictFound
  | ImportStarted
  | LabelDestroyed
  | LabelIssued
  | LabelReconciled
  | LabelReturned
  | LineCleared
  | LocationClosed
  | LocationRegistered
  | LocationRenamed
  | LogInFailed
  | LogRestored
  | LoggedIn
  | LogisticUnitLoaded
  | LogisticUnitOpened
  | LogisticUnitSealBroken
  | LogisticUnitSealed
  | LogisticUnitShipped
  | LogisticUnitUnloaded
  | LotDeviationLinked
  | LotJudged
  | ManyNamesTried
  | MasterRecipeCopied
  | MaterialApproved
  | MaterialConsumed
  | MaterialConsumptionCorrected
  | MaterialConsumptionVoided
  | MaterialCounted
  | MaterialDefined
  | MaterialDispensed
  | MaterialDrawCorrected
  | MaterialDrawn
  | MaterialLotDestroyed
  | MaterialLotProduced
  | MaterialLotReceived
  | MaterialLotRelabelled
  | MaterialLotSplit
  | MaterialLotSplitOff
  | MaterialLotsMerged
  | MaterialMoved
  | MaterialReturned
  | MaterialReturnedToSupplier
  | MaterialRevised
  | MaterialSampled
  | MaterialScrapped
  | OrderClosed
  | OrderPlaced
  | OrderReleased
  | OutOfSpecificationAssessed
  | OutOfSpecificationOpened
  | OutputProduced
  | OverrideAuthorised
  | ParameterCorrected
  | ParameterRecorded
  | PartyApprovalWithdrawn
  | PartyApproved
  | PartyContactErased
  | PartyContactRecorded
  | PartyRegistered
  | PartyRenamed
  | PasskeyAccepted
  | PersonContactRecorded
  | PersonDataErased
  | PersonDisabled
  | PersonEnabled
  | PersonEnrolled
  | PersonLeft
  | PersonNameChanged
  | PersonRoleGranted
  | PersonRoleRevoked
  | PersonTrained
  | PhaseAborted
  | PhaseCompleted
  | PhaseHeld
  | PhasePaused
  | PhaseRestarted
  | PhaseResumed
  | PhaseSkipped
  | PhaseStarted
  | PhaseStopped
  | PredicateHoldLifted
  | PredicateHoldPlaced
  | ProcessDataRecorded
  | ProcessDataSummarised
  | ProcessDataVoided
  | ProductionApproved
  | PurchaseOrderClosed
  | PurchaseOrderLineReceived
  | PurchaseOrderPlaced
  | QualifiedPersonEntered
  | QualifiedPersonEntryChanged
  | QualifiedPersonEntryEnded
  | QualifiedPersonEntryWithdrawn
  | QualityStatusChanged
  | QuantityAdjusted
  | RecallAuthorityInformed
  | RecallConsigneeGivenUp
  | RecallConsigneeNotified
  | RecallConsigneeReplied
  | RecallDisposalCorrected
  | RecallEffectivenessChecked
  | RecallEvaluated
  | RecallGoodsDisposed
  | RecallGoodsRecovered
  | RecallHoldOrdered
  | RecallHoldsSettled
  | RecallLetterDrafted
  | RecallLetterIssued
  | RecallNarrowingDecided
  | RecallNarrowingProposed
  | RecallNarrowingWithdrawn
  | RecallOpened
  | RecallRecoveryCorrected
  | RecallScopeWidened
  | RecallSeedAdded
  | RecallSeedResolved
  | RecallSeedWithdrawn
  | RecallTerminated
  | RecipeApproved
  | RecipeDrafted
  | RecipeMadeEffective
  | RecipeReturned
  | RecipeRevised
  | RecipeSubmitted
  | RecipeSuperseded
  | RecipeWithdrawn
  | RecordReviewed
  | RecordsExported
  | RecordsOpened
  | RecoveryApproved
  | RecoveryCompleted
  | RecoveryRequested
  | ResultCorrected
  | ResultRecorded
  | ReworkApproved
  | RoleDefined
  | RoleRetired
  | RoleRevised
  | SampleDestroyed
  | SampleReceived
  | SampleRetained
  | SampleSent
  | SampleTaken
  | SamplingPlanned
  | SecurityAlertAcknowledged
  | SecurityAlertRaised
  | SecurityAlertSent
  | SerialsAccounted
  | SerialsIssued
  | SerialsReconciled
  | SerialsReserved
  | ServiceRegistered
  | ServiceRetired
  | SessionEnded
  | SessionLocked
  | SessionProven
  | SessionUnlocked
  | ShelfLifeDated
  | ShipmentDispatched
  | ShipmentPrepared
  | ShipmentReceived
  | ShipmentReturned
  | SignatureApplied
  | SignatureFailed
  | SignatureRequested
  | SignatureWithdrawn
  | SigningKeyHandedOver
  | SigningKeyLost
  | SigningKeyRotated
  | SourceApproved
  | SourceSuspended
  | SpecificationApproved
  | SpecificationDrafted
  | SpecificationWithdrawn
  | StatementPublished
  | TestResultCorrected
  | TestResultRecorded
  | TestsListed
  | TraceExercisePerformed
  | TranscriptionChecked
  | UnknownLogInsFailed
  | YieldComputed;
export type Json =
  | string
  | number
  | boolean
  | null
  | Json[]
  | {
      [k: string]: Json;
    };

export interface AccessPolicySet {
  type: "AccessPolicySet";
  data: {
    /**
     * A session without activity is locked (draft Annex 11, 11.8).
     */
    idleLock_min: number;
    /**
     * A session ends, whatever happens.
     */
    sessionEnd_min: number;
    /**
     * Failed attempts in a row before a lock.
     */
    failuresToLock: number;
    /**
     * The first lock; each further failure doubles it.
     */
    lock_min: number;
    /**
     * From then on somebody must unlock it.
     */
    failuresToLockOut: number;
    /**
     * Asked for from outside the site's networks, or always (draft Annex 11, 11.6).
     */
    secondFactor: "outside" | "always";
    /**
     * Passkeys that can leave their device are not taken.
     */
    deviceBoundOnly: boolean;
    concurrentSessions: "warn" | "refuse";
    training: "refuse" | "warn" | "off";
    passwordLengthMin: number;
    /**
     * Lower case, upper case, digits, others.
     */
    passwordClassesMin: number;
    /**
     * Null: a password does not age (NIST SP 800-63B-4 advises against it).
     */
    passwordAge_days: number | null;
    /**
     * The key of a service is issued for so long at most.
     */
    keyLife_days: number;
    /**
     * The role of an inspector is granted for so long at most.
     */
    oversight_days: number;
    /**
     * An account not used for so long is taken as disabled.
     */
    dormant_days: number | null;
  };
}
export interface AccessReviewed {
  type: "AccessReviewed";
  data: {
    /**
     * The tree size whose rights were looked at.
     */
    asOf: number;
    /**
     * Of the list that was shown.
     */
    digest: string;
    findings: string;
  };
}
export interface AccountLocked {
  type: "AccountLocked";
  data: {
    failures: number;
    until?: string;
  };
}
export interface AccountUnlocked {
  type: "AccountUnlocked";
  data: {
    /**
     * By whoever holds the data folder, and by nobody who is known.
     */
    atTheConsole?: true;
  };
}
export interface AccountabilityAccepted {
  type: "AccountabilityAccepted";
  data: {
    statementVersion: string;
    /**
     * Of the statement as it was shown.
     */
    digest: string;
  };
}
export interface AddendumWritten {
  type: "AddendumWritten";
  data: {
    /**
     * The event that is meant.
     */
    aboutEventId?: string;
    shouldBe: string;
    evidence: string;
    deviationId?: string;
    /**
     * What rests on the record as it was.
     */
    makesStale: {
      /**
       * Reviews and approvals of the record before it.
       *
       * Items: The event that is meant.
       */
      judgements: string[];
      /**
       * What the batch made and all that came of it.
       */
      materialLotIds: string[];
      /**
       * Decisions on those lots.
       *
       * Items: The event that is meant.
       */
      dispositions: string[];
      /**
       * Recalls in whose scope the batch or one of those lots is.
       */
      recallIds: string[];
      /**
       * Exercises whose answer holds the batch.
       */
      traceExerciseIds: string[];
    };
    /**
     * The id of a hold of the batch and its lots; somebody places it under that, or does not.
     */
    proposesHold?: string;
  };
}
export interface AlarmAcknowledged {
  type: "AlarmAcknowledged";
  data: {
    alarmId: string;
    code: string;
    comment: string;
    batchId?: string;
  };
}
export interface AlarmRaised {
  type: "AlarmRaised";
  data: {
    alarmId: string;
    code: string;
    text: string;
    priority: "critical" | "major" | "minor";
    batchId?: string;
  };
}
export interface AnomalyFound {
  type: "AnomalyFound";
  data: {
    file: string;
    /**
     * 1-based; absent: the file as a whole.
     */
    line?: number;
    code: string;
    text: string;
    batchId?: string;
    materialLotId?: string;
  };
}
export interface ApiKeyApproved {
  type: "ApiKeyApproved";
  data: {
    keyId: string;
    label: string;
  };
}
export interface ApiKeyIssued {
  type: "ApiKeyIssued";
  data: {
    keyId: string;
    /**
     * What the key is for.
     */
    label: string;
    role: string;
    duty: "administration" | "production" | "quality" | "oversight" | "service";
    scope: {
      /**
       * All, or a list of sites.
       */
      sites: "all" | string[];
      /**
       * All, or a list of material definitions: products, and what goes into them.
       */
      materials: "all" | string[];
      /**
       * All, or a list of parties whose material it is.
       */
      clients: "all" | string[];
    };
    /**
     * Of the role, as of then: what the role is given later the key does not get.
     */
    rights: (
      | "readRecords"
      | "exportRecords"
      | "readSystemTrail"
      | "readAccessTrail"
      | "readContacts"
      | "planOrders"
      | "issueBatch"
      | "executeBatch"
      | "recordReadings"
      | "recordResults"
      | "receiveMaterial"
      | "handleMaterial"
      | "placeHold"
      | "liftHold"
      | "shipGoods"
      | "useEquipment"
      | "maintainEquipment"
      | "qualifyEquipment"
      | "authorMasterData"
      | "approveMasterData"
      | "raiseDeviation"
      | "manageDeviation"
      | "approveProduction"
      | "reviewRecord"
      | "approveRecord"
      | "decideDisposition"
      | "manageRecall"
      | "decideRecall"
      | "recordComplaint"
      | "closeComplaint"
      | "importData"
      | "managePeople"
      | "verifyIdentity"
      | "grantRoles"
      | "defineRoles"
      | "manageServices"
      | "secureAccounts"
      | "reviewAccess"
      | "eraseData"
      | "operateSystem"
    )[];
    /**
     * People whom it may name as those for whom it acts (`onBehalfOf`).
     *
     * @minItems 1
     */
    actsFor?: string[];
    expiresAt: string;
    /**
     * The digest of the key.
     */
    material: {
      key: string;
      /**
       * AES-256-GCM, base64url.
       */
      cipher: string;
    };
  };
}
export interface ApiKeyRevoked {
  type: "ApiKeyRevoked";
  data: {
    keyId: string;
    label: string;
  };
}
export interface AttemptRefused {
  type: "AttemptRefused";
  data: {
    command: string;
    /**
     * Stable refusal code, as of then.
     */
    code: string;
    /**
     * What was not so.
     */
    message: string;
    /**
     * What the rule asks for, by value.
     */
    requirement: string;
    /**
     * What was tried.
     */
    attempted: {
      [k: string]: Json;
    };
  };
}
export interface AuditExceptionJudged {
  type: "AuditExceptionJudged";
  data: {
    /**
     * The event that is meant.
     */
    eventId: string;
    judgement: "justified" | "needsDeviation" | "needsCorrection";
    text: string;
    deviationId?: string;
  };
}
export interface AuditReviewOpened {
  type: "AuditReviewOpened";
  data: {
    kind:
      | "materialDefinition"
      | "specification"
      | "materialLot"
      | "container"
      | "sample"
      | "serialRegister"
      | "holdRegister"
      | "masterRecipe"
      | "equipment"
      | "order"
      | "purchaseOrder"
      | "batch"
      | "processData"
      | "disposition"
      | "deviation"
      | "recall"
      | "recallLetter"
      | "complaint"
      | "traceExercise"
      | "person"
      | "party"
      | "location"
      | "shipment"
      | "logisticUnit"
      | "import"
      | "identifier"
      | "refusals"
      | "role"
      | "session"
      | "service"
      | "accessControl"
      | "signature"
      | "auditReview"
      | "exceptionRuleSet"
      | "log";
    id: string;
    /**
     * A tree size: entries 0 to asOf - 1.
     */
    asOf: number;
    /**
     * Of the exception rules.
     */
    ruleVersions: string[];
  };
}
export interface AuditReviewReopened {
  type: "AuditReviewReopened";
  data: {
    /**
     * A tree size: entries 0 to asOf - 1.
     */
    fromAsOf: number;
    /**
     * A tree size: entries 0 to asOf - 1.
     */
    toAsOf: number;
  };
}
export interface AuditReviewSigned {
  type: "AuditReviewSigned";
  data: {
    /**
     * A tree size: entries 0 to asOf - 1.
     */
    toAsOf: number;
    signatureId: string;
  };
}
export interface BatchCompleted {
  type: "BatchCompleted";
  data: {};
}
export interface BatchDeviationLinked {
  type: "BatchDeviationLinked";
  data: {
    deviationId: string;
  };
}
export interface BatchHoldLifted {
  type: "BatchHoldLifted";
  data: {
    holdId: string;
    /**
     * Reason code from the site's list.
     */
    code: string;
  };
}
export interface BatchHoldPlaced {
  type: "BatchHoldPlaced";
  data: {
    holdId: string;
    /**
     * Reason code from the site's list.
     */
    code: string;
    text?: string;
    /**
     * The function that may lift it: qa, warehouse, recall.
     */
    owner: string;
    /**
     * The lot that was charged into it.
     */
    inheritedFromMaterialLotId?: string;
  };
}
export interface BatchIssued {
  type: "BatchIssued";
  data: {
    batchNumber: string;
    /**
     * The final one is given later.
     */
    numberIsProvisional?: true;
    /**
     * The product.
     */
    material: {
      materialDefinitionId: string;
      name: string;
    };
    strength?: string;
    plannedQuantity?: Quantity;
    recipe?: {
      recipeId: string;
      recipeVersion: string;
      name: string;
      /**
       * SHA-256, hexadecimal.
       */
      digest: string;
      phases: {
        phaseId: string;
        path: {
          procedure?: string;
          unitProcedure?: string;
          operation?: string;
          phase: string;
        };
        instruction?: string;
        /**
         * Phases that must be completed or skipped before.
         */
        after: string[];
      }[];
      formula: {
        material: {
          materialDefinitionId: string;
          name: string;
        };
        quantity?: Quantity;
      }[];
    };
    orderId?: string;
    /**
     * The contract giver, where it is made for another.
     */
    clientPartyId?: string;
    campaign?: string;
    equipmentIds: string[];
    /**
     * Recorded as it happened, or taken in later.
     */
    dataOrigin: "live" | "import";
  };
}
export interface Quantity {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface BatchNumberGiven {
  type: "BatchNumberGiven";
  data: {
    batchNumber: string;
    /**
     * Provisional; it is never given to another batch.
     */
    formerNumber: string;
  };
}
export interface BatchRecordApproved {
  type: "BatchRecordApproved";
  data: {
    /**
     * Revision of the batch's stream that was shown.
     */
    toRevision: number;
    /**
     * What the exception rules evaluated of it, frozen here.
     */
    coverage: {
      /**
       * 0: the rules that ship.
       */
      ruleSetVersion: number;
      /**
       * SHA-256, hexadecimal.
       */
      ruleSetDigest: string;
      facts: number;
      /**
       * Into which at least one rule looked.
       */
      evaluated: number;
      /**
       * Entries, whatever the number of rules.
       */
      flagged: number;
      /**
       * Flagged entries that a reviewer has settled.
       */
      judged: number;
      sections: {
        section: number;
        facts: number;
        /**
         * Into which at least one rule looked.
         */
        evaluated: number;
        /**
         * Entries, whatever the number of rules.
         */
        flagged: number;
      }[];
      /**
       * Over all that was flagged, and all that was not evaluated.
       */
      digest: string;
    };
  };
}
export interface BatchRecordNotApproved {
  type: "BatchRecordNotApproved";
  data: {
    /**
     * Revision of the batch's stream that was shown.
     */
    toRevision: number;
  };
}
export interface BatchStarted {
  type: "BatchStarted";
  data: {
    equipmentId?: string;
  };
}
export interface BlankFormIssued {
  type: "BlankFormIssued";
  data: {
    /**
     * Number of the form.
     */
    form: string;
    /**
     * Counts the forms that were issued of the batch.
     */
    copy: number;
    /**
     * SHA-256 of the recipe that it is a form of.
     */
    digest: string;
  };
}
export interface BlankFormReturned {
  type: "BlankFormReturned";
  data: {
    /**
     * Number of the form.
     */
    form: string;
    /**
     * That came back, counted.
     */
    pages: number;
  };
}
export interface BlankFormVoided {
  type: "BlankFormVoided";
  data: {
    /**
     * Number of the form.
     */
    form: string;
  };
}
export interface CheckPerformed {
  type: "CheckPerformed";
  data: {
    check: string;
    result: "pass" | "fail" | "notApplicable";
    path?: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * What a second person confirms.
     */
    checksEventId?: string;
    findings?: string;
    equipmentId?: string;
    /**
     * Of the device, at that time or by now; absent: nothing was against it.
     */
    flags?: "DEVICE_NOT_QUALIFIED"[];
  };
}
export interface CleaningRuleSet {
  type: "CleaningRuleSet";
  data: {
    document: string;
    dirtyHoldMax?: Quantity1;
    cleanHoldMax?: Quantity2;
    /**
     * Absent: each batch stands alone.
     */
    campaign?: {
      batchesMax?: number;
      lengthMax?: Quantity3;
      /**
       * Cleaning between batches of one campaign.
       */
      between: "none" | "minor";
    };
  };
}
/**
 * From the end of use to the beginning of cleaning.
 */
export interface Quantity1 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * From the end of cleaning to the next use.
 */
export interface Quantity2 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * From the first use on.
 */
export interface Quantity3 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface CodeAccepted {
  type: "CodeAccepted";
  data: {
    /**
     * RFC 6238 time step of the code.
     */
    codeStep: number;
  };
}
export interface CommentAdded {
  type: "CommentAdded";
  data: {
    text: string;
    /**
     * The event that is meant.
     */
    aboutEventId?: string;
  };
}
export interface ComplaintClosed {
  type: "ComplaintClosed";
  data: {
    conclusion: string;
  };
}
export interface ComplaintInvestigated {
  type: "ComplaintInvestigated";
  data: {
    findings: string;
    /**
     * Which others were considered, and why (21 CFR 211.192).
     */
    otherBatches: string;
    isConfirmed: boolean;
  };
}
export interface ComplaintLinked {
  type: "ComplaintLinked";
  data: {
    /**
     * Absent: whichever has what is named besides.
     */
    materialLotId?: string;
    serial?: string;
    containerId?: string;
    standing: "claimed" | "confirmed";
  };
}
export interface ComplaintRaised {
  type: "ComplaintRaised";
  data: {
    /**
     * By which people know it.
     */
    number: string;
    receivedAt: string;
    from: "customer" | "patient" | "consumer" | "authority" | "distributor" | "other";
    customerPartyId?: string;
    description: string;
    seriousness?: "critical" | "major" | "minor";
  };
}
export interface ContainerOpened {
  type: "ContainerOpened";
  data: {
    containerId: string;
    /**
     * The date at the site.
     */
    on: string;
    usableUntil?: string;
    calculation?: {
      of: "expiry" | "retest" | "opened";
      rule: {
        months: number;
        /**
         * From which date; where that is not known, the date that follows is not either.
         */
        countedFrom:
          | "manufacture"
          | "productionStart"
          | "productionEnd"
          | "receipt"
          | "release"
          | "opening"
          | "retest";
        /**
         * The same day of the month, at most its last; or always the last of the month.
         */
        convention: "sameDay" | "endOfMonth";
      };
      /**
       * The date that the months were counted from.
       */
      from: string;
      computed: string;
      /**
       * An earlier date that bounds it: the supplier's.
       */
      limitedTo?: string;
    };
  };
}
export interface ContainerReconciled {
  type: "ContainerReconciled";
  data: {
    containerId: string;
    received?: Quantity4;
    drawn?: Quantity;
    returned?: Quantity;
    otherwise?: Quantity5;
    loss?: Quantity;
    lossCause?: string;
    left: Quantity6;
    difference?: Quantity7;
  };
}
/**
 * Absent: not known; then nothing is concluded.
 */
export interface Quantity4 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Sampled, scrapped, adjusted, counted since.
 */
export interface Quantity5 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * As found.
 */
export interface Quantity6 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Received less drawn, plus returned and otherwise, less loss and what is left.
 */
export interface Quantity7 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface ContainerSelected {
  type: "ContainerSelected";
  data: {
    selectionId: string;
    materialLotId: string;
    /**
     * What the lot is of, by its name at the time.
     */
    material: {
      materialDefinitionId: string;
      name: string;
    };
    containerId?: string;
    /**
     * As what it is charged; absent: charge.
     */
    kind?: "charge" | "rework" | "heel";
    path?: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Authorised overrides that the act uses up.
     */
    overrideIds?: string[];
    /**
     * As the scanner sent it.
     */
    scanned?: string;
    /**
     * First to expire, of what was in stock.
     */
    suggested?: {
      materialLotId: string;
      containerId?: string;
    };
    /**
     * Absent: nothing was suggested.
     */
    followsSuggestion?: boolean;
  };
}
export interface CredentialCloneSuspected {
  type: "CredentialCloneSuspected";
  data: {
    credentialId: string;
    signCount: number;
    lastSignCount: number;
  };
}
export interface CredentialEnded {
  type: "CredentialEnded";
  data: {
    credentialId: string;
    kind: "password" | "passkey" | "totp" | "oidc" | "invitation";
    why: "lost" | "replaced" | "withdrawn" | "used" | "left" | "cloned";
  };
}
export interface CredentialSet {
  type: "CredentialSet";
  data: {
    credentialId: string;
    kind: "password" | "passkey" | "totp" | "oidc" | "invitation";
    /**
     * What the person calls it.
     */
    label?: string;
    /**
     * Encrypted; unreadable once the key is destroyed.
     */
    material: {
      key: string;
      /**
       * AES-256-GCM, base64url.
       */
      cipher: string;
    };
    expiresAt?: string;
    /**
     * A passkey that cannot leave its device.
     */
    deviceBound?: boolean;
  };
}
export interface DepartureAuthorised {
  type: "DepartureAuthorised";
  data: {
    deviationId: string;
    /**
     * Of the batch record.
     */
    section: number;
    /**
     * As the gate names it.
     */
    item: string;
  };
}
export interface DeviationActionTaken {
  type: "DeviationActionTaken";
  data: {
    kind: "correction" | "corrective" | "preventive";
    action: string;
  };
}
export interface DeviationClassified {
  type: "DeviationClassified";
  data: {
    classification: "minor" | "major" | "critical";
  };
}
export interface DeviationClosed {
  type: "DeviationClosed";
  data: {
    conclusion: string;
  };
}
export interface DeviationImpactAssessed {
  type: "DeviationImpactAssessed";
  data: {
    batchId: string;
    /**
     * What it means for this batch.
     */
    impact: string;
    conclusion: "acceptable" | "notAcceptable";
  };
}
export interface DeviationInvestigated {
  type: "DeviationInvestigated";
  data: {
    findings: string;
    conclusion: string;
    /**
     * Other batches, with what they share.
     */
    considered: {
      batchId: string;
      /**
       * @minItems 1
       */
      shares: ("product" | "materialLot" | "equipment" | "time")[];
      affected: boolean;
    }[];
    /**
     * Batches that share a lot, equipment or the time on it, and are not among them.
     */
    notConsidered?: {
      /**
       * Tree size over which was looked.
       */
      asOf: number;
      count: number;
      /**
       * The first of them, those that share most before the others.
       */
      batchIds: string[];
    };
  };
}
export interface DeviationRaised {
  type: "DeviationRaised";
  data: {
    title: string;
    description: string;
    /**
     * When it was noticed, which may be long after it was.
     */
    detectedAt: string;
    batchId?: string;
    materialLotIds: string[];
    equipmentIds: string[];
    classification?: "minor" | "major" | "critical";
  };
}
export interface DispositionDecided {
  type: "DispositionDecided";
  data: {
    materialLotId: string;
    decision: "release" | "conditional" | "useAtRisk" | "reject" | "rework" | "suspend" | "revoke";
    /**
     * What had been decided before.
     */
    former?: "release" | "conditional" | "useAtRisk" | "reject" | "rework" | "suspend" | "revoke";
    batchId?: string;
    quantity?: Quantity8;
    market?: string;
    conditions?: string;
    /**
     * Of a lot that comes from several.
     *
     * @minItems 2
     */
    batchIds?: string[];
    /**
     * What was refused, and done all the same.
     */
    override?: {
      /**
       * The refusal that is overridden; each for itself.
       */
      code: string;
      deviationId: string;
    };
    /**
     * Where a Qualified Person certifies.
     */
    qualifiedAs?: {
      /**
       * Of the Qualified Person, in the register or on the licence.
       */
      registerNumber: string;
      /**
       * Whose register or licence it is.
       */
      authority: string;
    };
    /**
     * Of a material that has a specification.
     */
    basis?: {
      materialDefinitionId: string;
      specificationVersion?: number;
      planNumber?: number;
      sampleIds: string[];
      /**
       * Whose run of accepted lots it counts for.
       */
      supplierPartyId?: string;
      /**
       * The lot of theirs that it is, or is a part of.
       */
      receivedLotId?: string;
      expiresOn?: string;
      retestOn?: string;
      calculations: {
        of: "expiry" | "retest" | "opened";
        rule: {
          months: number;
          /**
           * From which date; where that is not known, the date that follows is not either.
           */
          countedFrom:
            | "manufacture"
            | "productionStart"
            | "productionEnd"
            | "receipt"
            | "release"
            | "opening"
            | "retest";
          /**
           * The same day of the month, at most its last; or always the last of the month.
           */
          convention: "sameDay" | "endOfMonth";
        };
        /**
         * The date that the months were counted from.
         */
        from: string;
        computed: string;
        /**
         * An earlier date that bounds it: the supplier's.
         */
        limitedTo?: string;
      }[];
      /**
       * Rules that no date follows from.
       */
      unknown?: {
        of: "expiry" | "retest";
        rule: {
          months: number;
          /**
           * From which date; where that is not known, the date that follows is not either.
           */
          countedFrom:
            | "manufacture"
            | "productionStart"
            | "productionEnd"
            | "receipt"
            | "release"
            | "opening"
            | "retest";
          /**
           * The same day of the month, at most its last; or always the last of the month.
           */
          convention: "sameDay" | "endOfMonth";
        };
        because: string;
      }[];
    };
    signature: {
      /**
       * Of the signature that belongs here.
       */
      meaning:
        | "performed"
        | "verified"
        | "reviewed"
        | "approved"
        | "certified"
        | "rejected"
        | "authored"
        | "auditTrailReviewed"
        | "responsible";
      /**
       * Under log-in: not yet an electronic signature.
       */
      electronic: false;
    };
    /**
     * Absent: no batch made it, and nothing was frozen.
     */
    shown?: {
      /**
       * A tree size: entries 0 to asOf - 1.
       */
      asOf: number;
      /**
       * Of what the lot came from.
       */
      trace: string;
      /**
       * Of the audit trail of the lot.
       */
      trail: string;
      /**
       * The record and the audit trail of each batch that made it.
       */
      batches: {
        batchId: string;
        /**
         * Of its stream, up to which it was shown.
         */
        toRevision: number;
        /**
         * SHA-256, hexadecimal.
         */
        record: string;
        /**
         * SHA-256, hexadecimal.
         */
        trail: string;
      }[];
    };
  };
}
/**
 * Absent: all of the lot.
 */
export interface Quantity8 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface DocumentAttached {
  type: "DocumentAttached";
  data: {
    attachmentId: string;
    name: string;
    /**
     * As whoever attached it says.
     */
    mediaType: string;
    size_bytes: number;
    /**
     * SHA-256 of the bytes.
     */
    digest: string;
    /**
     * Compared with the original by whoever attached it.
     */
    isTrueCopy: boolean;
    /**
     * The step that it belongs to.
     */
    path?: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * The deviation that it belongs to.
     */
    deviationId?: string;
  };
}
export interface EntryWritten {
  type: "EntryWritten";
  data: {
    /**
     * As the recipe names it.
     */
    entry: string;
    path: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * A choice, yes or no, a time, or a digest where that is asked for.
     */
    text: string;
  };
}
export interface EquipmentCalibrated {
  type: "EquipmentCalibrated";
  data: {
    result: "pass" | "fail";
    certificate: string;
    dueOn: string;
  };
}
export interface EquipmentClassified {
  type: "EquipmentClassified";
  data: {
    /**
     * All that it is of from now on; none: it is of none.
     *
     * @maxItems 50
     *
     * Items: Unique within its kind; letters, digits and _, a letter first.
     */
    classes: string[];
  };
}
export interface EquipmentCleaned {
  type: "EquipmentCleaned";
  data: {
    procedure: string;
    cleanUntil?: string;
    /**
     * Absent: the procedure knows but one; major.
     */
    level?: "minor" | "major";
    /**
     * It had been dirty for longer than the rule allows.
     */
    flags?: "TIME_LIMIT_EXCEEDED"[];
  };
}
export interface EquipmentCleaningStarted {
  type: "EquipmentCleaningStarted";
  data: {
    procedure: string;
    level: "minor" | "major";
  };
}
export interface EquipmentDeviationLinked {
  type: "EquipmentDeviationLinked";
  data: {
    deviationId: string;
  };
}
export interface EquipmentPutBack {
  type: "EquipmentPutBack";
  data: {
    measure: string;
  };
}
export interface EquipmentQualified {
  type: "EquipmentQualified";
  data: {
    document: string;
    validUntil?: string;
  };
}
export interface EquipmentRegistered {
  type: "EquipmentRegistered";
  data: {
    name: string;
    kind: "equipment" | "room" | "line" | "vessel" | "tool" | "instrument";
    /**
     * As master recipes ask for them.
     *
     * Items: Unique within its kind; letters, digits and _, a letter first.
     */
    classes?: string[];
    identifiers: Identifier[];
    locationId?: string;
    partOfEquipmentId?: string;
    calibrationNeeded: boolean;
  };
}
export interface Identifier {
  /**
   * What kind of number it is: api-1, lgtin, receipt.
   */
  scheme: string;
  /**
   * Who gives numbers of this scheme.
   */
  issuer: string;
  value: string;
}
export interface EquipmentRetired {
  type: "EquipmentRetired";
  data: {};
}
export interface EquipmentStateChanged {
  type: "EquipmentStateChanged";
  data: {
    state:
      | "stopped"
      | "starting"
      | "idle"
      | "suspending"
      | "suspended"
      | "unsuspending"
      | "holding"
      | "held"
      | "unholding"
      | "execute"
      | "completing"
      | "complete"
      | "resetting"
      | "clearing"
      | "aborting"
      | "aborted"
      | "stopping";
    /**
     * Unit mode; absent: production.
     */
    mode?: "production" | "setUp" | "maintenance";
    cause?: string;
    batchId?: string;
    /**
     * Since the counts that were said before.
     */
    goodCount?: number;
    /**
     * Since the counts that were said before.
     */
    rejectCount?: number;
  };
}
export interface EquipmentTakenOut {
  type: "EquipmentTakenOut";
  data: {
    cause: string;
  };
}
export interface EquipmentUseEnded {
  type: "EquipmentUseEnded";
  data: {
    batchId: string;
  };
}
export interface EquipmentUseStarted {
  type: "EquipmentUseStarted";
  data: {
    batchId: string;
    /**
     * Batches of one campaign follow one another.
     */
    campaign?: string;
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: ("DEVICE_NOT_QUALIFIED" | "STATUS_BLOCKS_USE")[];
  };
}
export interface ExceptionJudged {
  type: "ExceptionJudged";
  data: {
    /**
     * The event that is meant.
     */
    eventId: string;
    /**
     * The rules that flagged it, as the reviewer saw.
     *
     * @minItems 1
     */
    ruleKeys: string[];
    judgement: "justified" | "needsDeviation" | "needsCorrection";
    text: string;
    deviationId?: string;
  };
}
export interface ExceptionRulesApproved {
  type: "ExceptionRulesApproved";
  data: {
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the rules.
     */
    digest: string;
    effectiveFrom: string;
  };
}
export interface ExceptionRulesDrafted {
  type: "ExceptionRulesDrafted";
  data: {
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the rules.
     */
    digest: string;
    /**
     * @minItems 1
     * @maxItems 200
     */
    rules: (
      | {
          /**
           * Marks and reports name the rule by it.
           */
          key: string;
          /**
           * Critical: nothing is approved before it is judged.
           */
          severity: "critical" | "major" | "minor";
          /**
           * Of the batch record in which it looks; none named: in all.
           */
          sections: number[];
          /**
           * The clause or the risk it stands for.
           */
          why: string;
          kind:
            | "parameterOutsideLimits"
            | "resultOutOfSpecification"
            | "yieldOutsideLimits"
            | "amountOutsideTolerance"
            | "checkFailed"
            | "secondPersonMissing"
            | "timeLimitExceeded"
            | "stepLeftOut"
            | "equipmentNotFit"
            | "againstTheRules"
            | "valueChanged"
            | "valueRepeated"
            | "holdPlaced"
            | "deviationOpen"
            | "alarmUnacknowledged"
            | "refusedAttempt"
            | "override"
            | "comment";
        }
      | {
          /**
           * Marks and reports name the rule by it.
           */
          key: string;
          /**
           * Critical: nothing is approved before it is judged.
           */
          severity: "critical" | "major" | "minor";
          /**
           * Of the batch record in which it looks; none named: in all.
           */
          sections: number[];
          /**
           * The clause or the risk it stands for.
           */
          why: string;
          kind: "lateEntry";
          /**
           * A person may enter that much later.
           */
          minutes: number;
        }
      | {
          /**
           * Marks and reports name the rule by it.
           */
          key: string;
          /**
           * Critical: nothing is approved before it is judged.
           */
          severity: "critical" | "major" | "minor";
          /**
           * Of the batch record in which it looks; none named: in all.
           */
          sections: number[];
          /**
           * The clause or the risk it stands for.
           */
          why: string;
          kind: "equalReadings";
          /**
           * So many equal values in a row look copied.
           */
          count: number;
        }
      | {
          /**
           * Marks and reports name the rule by it.
           */
          key: string;
          /**
           * Critical: nothing is approved before it is judged.
           */
          severity: "critical" | "major" | "minor";
          /**
           * Of the batch record in which it looks; none named: in all.
           */
          sections: number[];
          /**
           * The clause or the risk it stands for.
           */
          why: string;
          kind: "clockStep";
          /**
           * So much the clock may go back.
           */
          seconds: number;
        }
    )[];
    /**
     * Of the draft of this version that was before.
     */
    replaces?: string;
  };
}
export interface ExceptionRulesReturned {
  type: "ExceptionRulesReturned";
  data: {
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the rules.
     */
    digest: string;
    findings: string;
  };
}
export interface ExceptionRulesSubmitted {
  type: "ExceptionRulesSubmitted";
  data: {
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the rules.
     */
    digest: string;
  };
}
export interface FounderNamed {
  type: "FounderNamed";
  data: {
    personId: string;
    as: "administrator" | "security";
    /**
     * Not the first: by whoever holds the data folder, where nobody else gets in.
     */
    again?: true;
  };
}
export interface HoldLifted {
  type: "HoldLifted";
  data: {
    holdId: string;
    /**
     * Reason code from the site's list.
     */
    code: string;
  };
}
export interface HoldPlaced {
  type: "HoldPlaced";
  data: {
    holdId: string;
    /**
     * Reason code from the site's list.
     */
    code: string;
    text?: string;
    /**
     * The function that may lift it: qa, warehouse, recall.
     */
    owner: string;
    /**
     * Absent: the whole lot.
     */
    containerId?: string;
    inheritedFromBatchId?: string;
    inheritedFromMaterialLotId?: string;
    /**
     * Site whose register it falls under.
     */
    inheritedFromRegisterOf?: string;
  };
}
export interface IdentifierContentChanged {
  type: "IdentifierContentChanged";
  data: {
    /**
     * SHA-256 of the content imported under this key.
     */
    digest: string;
  };
}
export interface IdentifierReassigned {
  type: "IdentifierReassigned";
  data: {
    holder: {
      kind:
        | "materialDefinition"
        | "specification"
        | "materialLot"
        | "container"
        | "sample"
        | "serialRegister"
        | "holdRegister"
        | "masterRecipe"
        | "equipment"
        | "order"
        | "purchaseOrder"
        | "batch"
        | "processData"
        | "disposition"
        | "deviation"
        | "recall"
        | "recallLetter"
        | "complaint"
        | "traceExercise"
        | "person"
        | "party"
        | "location"
        | "shipment"
        | "logisticUnit"
        | "import"
        | "identifier"
        | "refusals"
        | "role"
        | "session"
        | "service"
        | "accessControl"
        | "signature"
        | "auditReview"
        | "exceptionRuleSet"
        | "log";
      id: string;
    };
    /**
     * SHA-256 of the content imported under this key.
     */
    digest?: string;
  };
}
export interface IdentifierReserved {
  type: "IdentifierReserved";
  data: {
    /**
     * What kind of number it is: api-1, lgtin, receipt.
     */
    scheme: string;
    /**
     * Who gives numbers of this scheme.
     */
    issuer: string;
    value: string;
    holder: {
      kind:
        | "materialDefinition"
        | "specification"
        | "materialLot"
        | "container"
        | "sample"
        | "serialRegister"
        | "holdRegister"
        | "masterRecipe"
        | "equipment"
        | "order"
        | "purchaseOrder"
        | "batch"
        | "processData"
        | "disposition"
        | "deviation"
        | "recall"
        | "recallLetter"
        | "complaint"
        | "traceExercise"
        | "person"
        | "party"
        | "location"
        | "shipment"
        | "logisticUnit"
        | "import"
        | "identifier"
        | "refusals"
        | "role"
        | "session"
        | "service"
        | "accessControl"
        | "signature"
        | "auditReview"
        | "exceptionRuleSet"
        | "log";
      id: string;
    };
    /**
     * SHA-256 of the content imported under this key.
     */
    digest?: string;
  };
}
export interface IdentityVerified {
  type: "IdentityVerified";
  data: {
    how: "identityDocument" | "personnelRecord" | "knownInPerson" | "atTheConsole";
    /**
     * Where the proof is kept.
     */
    evidence: string;
  };
}
export interface ImportCompleted {
  type: "ImportCompleted";
  data: {
    batches: number;
    lots: number;
    events: number;
    anomalies: number;
  };
}
export interface ImportConflictFound {
  type: "ImportConflictFound";
  data: {
    /**
     * Data set, kind and key of what was imported.
     */
    key: string;
    /**
     * SHA-256, hexadecimal.
     */
    formerDigest: string;
    /**
     * SHA-256, hexadecimal.
     */
    newDigest: string;
    file: string;
    /**
     * 1-based; absent: the file as a whole.
     */
    line?: number;
    batchId?: string;
    materialLotId?: string;
  };
}
export interface ImportStarted {
  type: "ImportStarted";
  data: {
    /**
     * Fixed by the importer, whatever the files are called.
     */
    dataSet: string;
    /**
     * @minItems 1
     */
    files: {
      name: string;
      /**
       * SHA-256, hexadecimal.
       */
      sha256: string;
      bytes: number;
    }[];
    importer: {
      name: string;
      version: string;
    };
    /**
     * The file that says what the source does not.
     */
    mapping?: {
      name: string;
      /**
       * SHA-256, hexadecimal.
       */
      sha256: string;
    };
  };
}
export interface LabelDestroyed {
  type: "LabelDestroyed";
  data: {
    materialLotId: string;
    quantity: Quantity9;
    cause: string;
  };
}
/**
 * Counted.
 */
export interface Quantity9 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface LabelIssued {
  type: "LabelIssued";
  data: {
    materialLotId: string;
    quantity: Quantity10;
    material: {
      materialDefinitionId: string;
      name: string;
    };
    artworkVersion?: string;
  };
}
/**
 * Counted.
 */
export interface Quantity10 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface LabelReconciled {
  type: "LabelReconciled";
  data: {
    materialLotId: string;
    issued: Quantity;
    applied: Quantity;
    returned: Quantity;
    destroyed: Quantity;
    difference: Quantity11;
    deviationId?: string;
    waiver?: {
      /**
       * How each label was examined for being the right one.
       */
      inspection: string;
      /**
       * The check by which another person verified it.
       */
      checkEventId: string;
      verifiedBy?: string;
    };
  };
}
/**
 * Issued less the other three; less than 0: more than issued.
 */
export interface Quantity11 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface LabelReturned {
  type: "LabelReturned";
  data: {
    materialLotId: string;
    quantity: Quantity12;
  };
}
/**
 * Counted.
 */
export interface Quantity12 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface LineCleared {
  type: "LineCleared";
  data: {
    equipmentId?: string;
    area: string;
    when: "before" | "after";
    result: "clear" | "notClear";
    findings?: string;
  };
}
export interface LocationClosed {
  type: "LocationClosed";
  data: {};
}
export interface LocationRegistered {
  type: "LocationRegistered";
  data: {
    name: string;
    kind: "site" | "area" | "room" | "storage";
    /**
     * GLN, warehouse code.
     */
    identifiers: Identifier[];
    /**
     * IANA time zone of a site.
     */
    zone?: string;
    /**
     * What it lies in.
     */
    parentLocationId?: string;
    /**
     * Of a contract maker: what is there stays ours.
     */
    ofContractor?: true;
  };
}
export interface LocationRenamed {
  type: "LocationRenamed";
  data: {
    name: string;
  };
}
export interface LogInFailed {
  type: "LogInFailed";
  data: {
    why:
      | "credentialWrong"
      | "codeWrong"
      | "codeReused"
      | "passkeyRefused"
      | "signOnRefused"
      | "recoveryWrong";
    /**
     * Inside: one of the site's networks. An address is nobody's record.
     */
    network: "inside" | "outside";
  };
}
export interface LogRestored {
  type: "LogRestored";
  data: {
    formerOrigin: string;
    /**
     * Events that were restored: the log index of this event.
     */
    size: number;
    /**
     * Root of the tree over them, hexadecimal.
     */
    root: string;
    /**
     * Names that the log had after what was restored: their heads are left behind.
     *
     * @minItems 1
     */
    left?: string[];
    /**
     * Ed25519: 32 bytes in Base64.
     */
    formerPublicKey: string;
    /**
     * Ed25519: 32 bytes in Base64.
     */
    publicKey: string;
  };
}
export interface LoggedIn {
  type: "LoggedIn";
  data: {
    sessionId: string;
    method: "password" | "passkey" | "oidc";
    /**
     * All that was proven: password+totp.
     */
    assurance: string;
    /**
     * @minItems 1
     */
    credentialIds: string[];
    /**
     * RFC 6238 time step of the one-time code.
     */
    codeStep?: number;
    /**
     * WebAuthn signature counter.
     */
    signCount?: number;
    /**
     * Inside: one of the site's networks. An address is nobody's record.
     */
    network: "inside" | "outside";
    workstation?: string;
    /**
     * Live at other stations (CONCURRENT_SESSION).
     */
    otherSessionIds: string[];
  };
}
export interface LogisticUnitLoaded {
  type: "LogisticUnitLoaded";
  data: {
    /**
     * The scan or packing-list line: counted once.
     */
    movementId: string;
    materialLotId: string;
    quantity: Quantity;
    count?: Quantity13;
  };
}
/**
 * Pieces, where the quantity is their weight (catch weight).
 */
export interface Quantity13 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface LogisticUnitOpened {
  type: "LogisticUnitOpened";
  data: {
    /**
     * SSCC, GRAI with the trip's number.
     *
     * @minItems 1
     */
    identifiers: Identifier[];
    kind: "pallet" | "case" | "tote" | "drum" | "tanker" | "other";
    locationId?: string;
  };
}
export interface LogisticUnitSealBroken {
  type: "LogisticUnitSealBroken";
  data: {
    sealNumber: string;
  };
}
export interface LogisticUnitSealed {
  type: "LogisticUnitSealed";
  data: {
    sealNumber: string;
  };
}
export interface LogisticUnitShipped {
  type: "LogisticUnitShipped";
  data: {
    shipmentId: string;
    /**
     * What was in it when it left.
     */
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
  };
}
export interface LogisticUnitUnloaded {
  type: "LogisticUnitUnloaded";
  data: {
    /**
     * The scan or packing-list line: counted once.
     */
    movementId: string;
    materialLotId: string;
    quantity: Quantity;
    count?: Quantity14;
  };
}
/**
 * Pieces, where the quantity is their weight (catch weight).
 */
export interface Quantity14 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface LotDeviationLinked {
  type: "LotDeviationLinked";
  data: {
    deviationId: string;
  };
}
export interface LotJudged {
  type: "LotJudged";
  data: {
    /**
     * As it was received, where a part of it was decided on.
     */
    materialLotId: string;
    supplierPartyId: string;
    accepted: boolean;
    decidedEventId: string;
  };
}
export interface ManyNamesTried {
  type: "ManyNamesTried";
  data: {
    /**
     * Under so many, within an hour.
     */
    names: number;
  };
}
export interface MasterRecipeCopied {
  type: "MasterRecipeCopied";
  data: {
    masterRecipeId: string;
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the recipe, whole.
     */
    digest: string;
    /**
     * As approved; adjustments stand beside it.
     */
    recipe: {
      /**
       * By which people know the recipe.
       */
      number: string;
      name: string;
      profiles: ("us-211" | "eu-gmp-p1" | "ich-q7" | "device-13485" | "food")[];
      product: {
        materialDefinitionId: string;
        name: string;
        code?: string;
        strength?: string;
        /**
         * Dosage form, or what kind of device or food it is.
         */
        form?: string;
        description?: string;
        /**
         * Name and weight of each active ingredient in a unit (211.186(b)(2)).
         */
        activePerUnit?: {
          name: string;
          quantity: Quantity;
          per: Quantity;
        }[];
        unitWeight?: Quantity15;
        /**
         * Licence, marketing authorisation, UDI-DI.
         */
        registration?: string;
        shelfLife?: string;
      };
      batchSize: {
        reference: Quantity16;
        low?: Quantity;
        high?: Quantity;
      };
      /**
       * Where it is made (ICH Q7, 6.41).
       */
      location?: string;
      precautions?: string[];
      /**
       * Of the product and of intermediates, with containers.
       */
      storage?: string;
      constants?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        /**
         * A decimal number as text: no exponent, no thousands separator.
         */
        value: string;
        /**
         * UCUM code; counted units as {tablet}.
         */
        unitOfMeasure: string;
      }[];
      inputs?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        material: {
          materialDefinitionId: string;
          name: string;
        };
        /**
         * `rework`: what is put in again, and is charged as such (21 CFR 211.115).
         */
        kind:
          | "active"
          | "excipient"
          | "ingredient"
          | "processingAid"
          | "intermediate"
          | "component"
          | "container"
          | "closure"
          | "packaging"
          | "printedPackaging"
          | "consumable"
          | "rework";
        quantity: Quantity17;
        /**
         * With the batch size; proportional where it is not said.
         */
        scaling?: "proportional" | "fixed";
        /**
         * In percent of the theoretical quantity.
         */
        excess?: {
          /**
           * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
           */
          formula: string;
          decimals: number;
          justification: string;
        };
        lotValues?: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          key: string;
          name: string;
          /**
           * UCUM code; counted units as {tablet}.
           */
          unitOfMeasure: string;
          /**
           * What a dry run computes with.
           */
          nominal: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          low?: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          high?: string;
        }[];
        /**
         * The amount to be charged, in the unit of the quantity; `quantity` and `excess` are its own.
         */
        potency?: {
          /**
           * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
           */
          formula: string;
          decimals: number;
        };
        /**
         * In percent of the amount to be charged.
         */
        tolerance?: {
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          below: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          above: string;
        };
      }[];
      outputs?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        material: {
          materialDefinitionId: string;
          name: string;
        };
        kind: "product" | "intermediate" | "coProduct" | "byProduct" | "waste";
        quantity: Quantity18;
        /**
         * With the batch size; proportional where it is not said.
         */
        scaling?: "proportional" | "fixed";
      }[];
      specifications?: {
        /**
         * The input or output that it is for.
         */
        of: string;
        name: string;
        version: string;
      }[];
      equipmentClasses?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        requirements?: string;
        capacity?: Quantity;
      }[];
      conditions?: {
        /**
         * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
         */
        value: string;
        is: "below" | "atMost" | "equal" | "atLeast" | "above";
        /**
         * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
         */
        than: string;
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
      }[];
      procedure: {
        name: string;
        /**
         * @minItems 1
         * @maxItems 100
         */
        unitProcedures: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          key: string;
          name: string;
          /**
           * What must be over before; none: at once.
           *
           * Items: Unique within its kind; letters, digits and _, a letter first.
           */
          after?: string[];
          /**
           * Skipped where the condition is not so.
           */
          when?: {
            /**
             * Unique within its kind; letters, digits and _, a letter first.
             */
            condition: string;
            is: boolean;
          };
          /**
           * The class of the unit that it runs on.
           */
          equipment?: string;
          /**
           * @minItems 1
           * @maxItems 100
           */
          operations: {
            /**
             * Unique within its kind; letters, digits and _, a letter first.
             */
            key: string;
            name: string;
            /**
             * What must be over before; none: at once.
             *
             * Items: Unique within its kind; letters, digits and _, a letter first.
             */
            after?: string[];
            /**
             * Skipped where the condition is not so.
             */
            when?: {
              /**
               * Unique within its kind; letters, digits and _, a letter first.
               */
              condition: string;
              is: boolean;
            };
            /**
             * @minItems 1
             * @maxItems 200
             */
            phases: {
              /**
               * Unique within its kind; letters, digits and _, a letter first.
               */
              key: string;
              name: string;
              instruction: string;
              precautions?: string[];
              /**
               * What must be over before; none: at once.
               *
               * Items: Unique within its kind; letters, digits and _, a letter first.
               */
              after?: string[];
              /**
               * Skipped where the condition is not so.
               */
              when?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                condition: string;
                is: boolean;
              };
              repeat?: {
                /**
                 * The phase of this operation to go back to.
                 */
                from: string;
                /**
                 * The condition that ends it.
                 */
                until: string;
                /**
                 * How often in all.
                 */
                atMost?: number;
              };
              /**
               * False: no significant step (211.188(b)).
               */
              significant?: boolean;
              /**
               * Classes, one piece of each.
               *
               * Items: Unique within its kind; letters, digits and _, a letter first.
               */
              equipment?: string[];
              charges?: {
                /**
                 * An input, or an output that an earlier phase makes.
                 */
                of: string;
                /**
                 * Of the amount; all of it where it is not said.
                 */
                percent?: string;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              /**
               * Items: Unique within its kind; letters, digits and _, a letter first.
               */
              produces?: string[];
              parameters?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                /**
                 * UCUM code; counted units as {tablet}.
                 */
                unitOfMeasure: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                setPoint?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                low?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                high?: string;
                /**
                 * Of the value, before it is compared with the limit; none where it is not said.
                 */
                rounding?: "none" | "toLimitDecimals";
                /**
                 * What can be read at all; a person who enters something else is asked once.
                 */
                plausible?: {
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  low?: string;
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  high?: string;
                };
                /**
                 * Why it has no limits.
                 */
                unlimited?: string;
                critical: boolean;
                /**
                 * Written by a person, read from a device, set and recorded by a control system.
                 */
                source: "manual" | "device" | "automated";
                /**
                 * By which the device or the control system calls it.
                 */
                tag?: string;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              checks?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                method?: string;
                kind: "number" | "passFail";
                /**
                 * UCUM code; counted units as {tablet}.
                 */
                unitOfMeasure?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                target?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                low?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                high?: string;
                /**
                 * Of the value, before it is compared with the limit; none where it is not said.
                 */
                rounding?: "none" | "toLimitDecimals";
                /**
                 * What can be read at all; a person who enters something else is asked once.
                 */
                plausible?: {
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  low?: string;
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  high?: string;
                };
                /**
                 * Of a check with pass and fail.
                 */
                criterion?: string;
                every?: Quantity19;
                sampleSize?: number;
                /**
                 * Examination of packaged product (211.134), or environment; else in-process.
                 */
                about?: "packagedProduct" | "environment";
                critical: boolean;
                /**
                 * Written by a person, read from a device, set and recorded by a control system.
                 */
                source: "manual" | "device" | "automated";
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              samples?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                purpose: "inProcess" | "release" | "retain" | "stability" | "environment";
                /**
                 * The input or output that is sampled.
                 */
                of?: string;
                quantity: Quantity;
                where: string;
                plan: "fixed" | "squareRootPlusOne" | "eachContainer" | "skipLot" | "aql";
                every?: Quantity20;
                sampleSize?: number;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                aql?: string;
                destination: string;
                tests?: string[];
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              entries?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                kind: "text" | "choice" | "yesNo" | "time" | "identity" | "attachment";
                /**
                 * @minItems 2
                 */
                choices?: string[];
                critical: boolean;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              clearance?: {
                area: string;
                before: boolean;
                after: boolean;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              };
              trainings?: string[];
              signOff: {
                policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                /**
                 * The role that does it; none where it is automated.
                 */
                performer?: string;
                /**
                 * The role that checks it, always another person.
                 */
                verifier?: string;
              };
            }[];
          }[];
        }[];
      };
      timeLimits?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        kind: "process" | "hold";
        from: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          phase: string;
          at: "start" | "end";
        };
        to: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          phase: string;
          at: "start" | "end";
        };
        low?: Quantity;
        high?: Quantity;
        /**
         * The study that it rests on.
         */
        basis?: string;
      }[];
      yields?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        /**
         * After which it is computed.
         */
        phase: string;
        /**
         * The output.
         */
        of: string;
        /**
         * The quantity of the output where it is not said.
         */
        theoretical?: {
          /**
           * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
           */
          formula: string;
          decimals: number;
          /**
           * UCUM code; counted units as {tablet}.
           */
          unitOfMeasure: string;
        };
        /**
         * Percent.
         */
        low?: string;
        /**
         * Percent.
         */
        high?: string;
        signOff: {
          policy: "performed" | "performedAndVerified" | "automatedAndVerified";
          /**
           * The role that does it; none where it is automated.
           */
          performer?: string;
          /**
           * The role that checks it, always another person.
           */
          verifier?: string;
        };
      }[];
      labels?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        /**
         * The printed packaging.
         */
        input: string;
        /**
         * In which it is applied.
         */
        phase: string;
        artworkVersion: string;
        /**
         * Where the signed specimen is kept.
         */
        specimen: string;
        overprint?: string[];
        /**
         * Percent of what was issued; none only where all of it is verified.
         */
        reconciliation?: {
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          low: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          high: string;
        };
        /**
         * Every label is examined by machine; reconciliation is waived (211.125(c)).
         */
        allVerified?: boolean;
        signOff: {
          policy: "performed" | "performedAndVerified" | "automatedAndVerified";
          /**
           * The role that does it; none where it is automated.
           */
          performer?: string;
          /**
           * The role that checks it, always another person.
           */
          verifier?: string;
        };
      }[];
      campaign?: {
        batchesMax?: number;
        durationMax?: Quantity;
        cleaningBetween: string;
      };
      trainings?: string[];
      /**
       * Items of a profile that do not apply, said and not left blank.
       */
      notApplicable?: {
        item: string;
        why: string;
      }[];
    };
    adjustments: {
      /**
       * Unique within its kind; letters, digits and _, a letter first.
       */
      phase: string;
      /**
       * Unique within its kind; letters, digits and _, a letter first.
       */
      parameter: string;
      /**
       * In the unit of the parameter, within its range.
       */
      setPoint: string;
    }[];
  };
}
/**
 * Total weight or measure of a unit.
 */
export interface Quantity15 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * What all quantities of the recipe are for.
 */
export interface Quantity16 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Theoretical, for the reference batch size.
 */
export interface Quantity17 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Theoretical, for the reference batch size.
 */
export interface Quantity18 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * A time, or a count of what is made.
 */
export interface Quantity19 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * A time, or a count of what is made.
 */
export interface Quantity20 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialApproved {
  type: "MaterialApproved";
  data: {
    edition: number;
  };
}
export interface MaterialConsumed {
  type: "MaterialConsumed";
  data: {
    materialLotId: string;
    /**
     * What the lot is of, by its name at the time.
     */
    material: {
      materialDefinitionId: string;
      name: string;
    };
    containerId?: string;
    quantity?: Quantity21;
    /**
     * The lot's own event.
     */
    drawnEventId?: string;
    kind: "charge" | "rework" | "heel";
    /**
     * How the quantity is known.
     */
    basis: "weighed" | "counted" | "backflushed" | "unknown";
    interval?: {
      from: string;
      to: string;
      basis: "observed" | "claimed" | "backflushed" | "unknown";
    };
    /**
     * Which part of the reel, or of the lot's run, went in.
     */
    span?: {
      from: Quantity;
      to: Quantity;
    };
    path?: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Authorised overrides that the act uses up.
     */
    overrideIds?: string[];
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
    /**
     * Rules that this broke, by the batch and by the lot; recorded all the same.
     */
    flags: (
      | "BATCH_NOT_STARTED"
      | "BATCH_CLOSED"
      | "STATUS_BLOCKS_USE"
      | "WRONG_MATERIAL"
      | "STEP_OUT_OF_ORDER"
      | "QUANTITY_OUT_OF_TOLERANCE"
      | "CONTAINER_UNKNOWN"
      | "LOT_EMPTY"
      | "LOT_ON_HOLD"
      | "MATERIAL_EXPIRED"
      | "MATERIAL_NOT_RELEASED"
      | "MATERIAL_REJECTED"
      | "MATERIAL_SUSPENDED"
      | "QUANTITY_NOT_AVAILABLE"
      | "REPROCESSING_NOT_APPROVED"
      | "RETEST_DUE"
      | "SUPPLIER_LOT_REQUIRED"
      | "UNIT_NOT_CONVERTIBLE"
    )[];
  };
}
/**
 * Absent: not known; never zero.
 */
export interface Quantity21 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialConsumptionCorrected {
  type: "MaterialConsumptionCorrected";
  data: {
    /**
     * The event that is meant.
     */
    correctsEventId: string;
    materialLotId: string;
    /**
     * The event that is meant.
     */
    drawnEventId?: string;
    quantity: Quantity;
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
  };
}
export interface MaterialConsumptionVoided {
  type: "MaterialConsumptionVoided";
  data: {
    /**
     * The event that is meant.
     */
    correctsEventId: string;
    materialLotId: string;
    /**
     * The event that is meant.
     */
    drawnEventId?: string;
  };
}
export interface MaterialCounted {
  type: "MaterialCounted";
  data: {
    quantity: Quantity;
    booked?: Quantity22;
    containerId?: string;
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
  };
}
/**
 * By the books; absent where they did not know.
 */
export interface Quantity22 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialDefined {
  type: "MaterialDefined";
  data: {
    name: string;
    /**
     * GTIN, item number, catalogue number.
     */
    identifiers: Identifier[];
    shelfLife?: {
      months: number;
      countedFrom: "manufacture" | "receipt" | "release";
    };
    /**
     * The traceability plan.
     *
     * @minItems 1
     */
    traceability: {
      level: "lot" | "container" | "logisticUnit" | "serial";
      mandatory: boolean;
    }[];
    artworkVersion?: string;
    kind:
      | "rawMaterial"
      | "intermediate"
      | "bulk"
      | "finishedProduct"
      | "packaging"
      | "printedPackaging"
      | "consumable"
      | "byProduct";
    /**
     * UCUM code.
     */
    baseUnitOfMeasure: string;
  };
}
export interface MaterialDispensed {
  type: "MaterialDispensed";
  data: {
    selectionId: string;
    materialLotId: string;
    /**
     * What the lot is of, by its name at the time.
     */
    material: {
      materialDefinitionId: string;
      name: string;
    };
    containerId?: string;
    /**
     * As what it is charged; absent: charge.
     */
    kind?: "charge" | "rework" | "heel";
    path?: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Authorised overrides that the act uses up.
     */
    overrideIds?: string[];
    /**
     * What it was weighed into, as its label says.
     */
    dispensedContainerId: string;
    nominal: Quantity23;
    compensation?: {
      formula: "potency" | "balance";
      version: number;
      /**
       * @minItems 1
       */
      inputs: {
        name: string;
        value: Quantity;
        /**
         * Certificate, result or recipe that it is taken from.
         */
        source?: string;
      }[];
      /**
       * To which the amount is rounded, half up.
       */
      decimals: number;
      /**
       * The formula in words.
       */
      text: string;
      exact: {
        numerator: string;
        denominator: string;
      };
      /**
       * The exact result, rounded half up.
       */
      required: {
        /**
         * A decimal number as text: no exponent, no thousands separator.
         */
        value: string;
        /**
         * UCUM code; counted units as {tablet}.
         */
        unitOfMeasure: string;
      };
    };
    limits?: {
      low?: Quantity;
      high?: Quantity;
      target?: Quantity;
      /**
       * What can be read at all: a person who enters something else is asked once.
       */
      plausible?: {
        low?: Quantity;
        high?: Quantity;
      };
      /**
       * Whether the value is first rounded half up to the decimals of the limit (USP 7.20).
       */
      rounding: "none" | "toLimitDecimals";
    };
    weighing: {
      /**
       * The scale.
       */
      equipmentId: string;
      tare: Quantity;
      gross: Quantity;
      net: Quantity24;
      /**
       * When the scale was read, by its own clock.
       */
      readAt?: string;
      /**
       * When whoever typed the weight said it was read.
       */
      claimedReadAt?: string;
    };
    /**
     * GS1 elements in brackets.
     */
    label?: string;
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
    /**
     * What was not as asked; recorded all the same.
     */
    flags: (
      | "QUANTITY_OUT_OF_TOLERANCE"
      | "NOT_COMPENSATED"
      | "DEVICE_NOT_QUALIFIED"
      | "BATCH_NOT_STARTED"
      | "BATCH_CLOSED"
      | "STATUS_BLOCKS_USE"
    )[];
  };
}
/**
 * By the formula of the recipe.
 */
export interface Quantity23 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Gross less tare, exactly.
 */
export interface Quantity24 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialDrawCorrected {
  type: "MaterialDrawCorrected";
  data: {
    /**
     * The event that is meant.
     */
    correctsEventId: string;
    quantity: Quantity;
    batchId?: string;
  };
}
export interface MaterialDrawn {
  type: "MaterialDrawn";
  data: {
    quantity?: Quantity25;
    containerId?: string;
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: (
      | "CONTAINER_UNKNOWN"
      | "LOT_EMPTY"
      | "LOT_ON_HOLD"
      | "MATERIAL_EXPIRED"
      | "MATERIAL_NOT_RELEASED"
      | "MATERIAL_REJECTED"
      | "MATERIAL_SUSPENDED"
      | "QUANTITY_NOT_AVAILABLE"
      | "REPROCESSING_NOT_APPROVED"
      | "RETEST_DUE"
      | "SUPPLIER_LOT_REQUIRED"
      | "UNIT_NOT_CONVERTIBLE"
    )[];
    purpose: "charge" | "merge";
    /**
     * It had been drawn already when it was recorded.
     */
    observed: boolean;
    batchId?: string;
    /**
     * What the batch will say of it.
     */
    charge?: {
      kind: "charge" | "rework" | "heel";
      /**
       * How the quantity is known.
       */
      basis: "weighed" | "counted" | "backflushed" | "unknown";
      interval?: {
        from: string;
        to: string;
        basis: "observed" | "claimed" | "backflushed" | "unknown";
      };
      /**
       * Which part of the reel, or of the lot's run, went in.
       */
      span?: {
        from: Quantity;
        to: Quantity;
      };
      path?: {
        procedure?: string;
        unitProcedure?: string;
        operation?: string;
        phase: string;
      };
      /**
       * Authorised overrides that the act uses up.
       */
      overrideIds?: string[];
      /**
       * It is far from what was asked, and whoever entered it said that it is meant.
       */
      confirmed?: true;
    };
    intoMaterialLotId?: string;
    /**
     * The event that is meant.
     */
    mergedEventId?: string;
  };
}
/**
 * Absent: not known.
 */
export interface Quantity25 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialLotDestroyed {
  type: "MaterialLotDestroyed";
  data: {
    quantity?: Quantity26;
    method: string;
    /**
     * Who saw it.
     */
    witness?: string;
  };
}
/**
 * What was left by the books.
 */
export interface Quantity26 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialLotProduced {
  type: "MaterialLotProduced";
  data: {
    material: {
      materialDefinitionId: string;
      name: string;
    };
    /**
     * Every number that somebody gave this lot.
     */
    identifiers: Identifier[];
    quantity?: Quantity27;
    containers: {
      containerId: string;
      quantity?: Quantity;
      count?: Quantity28;
    }[];
    expiresOn?: string;
    retestOn?: string;
    locationId?: string;
    /**
     * Whose it is, where it is a client's.
     */
    ownerPartyId?: string;
    batchId: string;
    /**
     * The batch's event that this lot came out of.
     */
    outputEventId: string;
    sublotOfMaterialLotId?: string;
    madeOn?: {
      equipmentId: string;
      /**
       * First used for the batch.
       */
      from: string;
      /**
       * When the output was recorded: it may have been in use until then.
       */
      to: string;
    }[];
  };
}
/**
 * Absent: not known; never zero.
 */
export interface Quantity27 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Pieces, where the quantity is their weight (catch weight).
 */
export interface Quantity28 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialLotReceived {
  type: "MaterialLotReceived";
  data: {
    material: {
      materialDefinitionId: string;
      name: string;
    };
    /**
     * Every number that somebody gave this lot.
     */
    identifiers: Identifier[];
    quantity?: Quantity29;
    containers: {
      containerId: string;
      quantity?: Quantity30;
      gross?: Quantity;
      tare?: Quantity;
      condition?: "sound" | "damaged" | "soiled" | "sealBroken";
      remark?: string;
    }[];
    expiresOn?: string;
    retestOn?: string;
    locationId?: string;
    /**
     * Whose it is, where it is a client's.
     */
    ownerPartyId?: string;
    orderLine?: {
      purchaseOrderId: string;
      lineNumber: number;
    };
    manufacturedOn?: string;
    certificate?: {
      identifier: string;
      /**
       * Of the document, so that it is known which one was relied on.
       */
      digest: string;
      /**
       * What the maker claims; nothing is concluded from it.
       */
      results: {
        test: string;
        value: string;
      }[];
    };
    /**
     * As the label or the specification asks.
     */
    storageCondition?: string;
    /**
     * What was asked at the dock; absent where nobody asked, as in an import.
     */
    arrival?: {
      /**
       * The date at the site.
       */
      on: string;
      flags: (
        | "SUPPLIER_NOT_APPROVED"
        | "SUPPLIER_CONDITIONAL"
        | "NOT_ON_ORDER"
        | "OVER_DELIVERED"
        | "CONTAINER_DAMAGED"
        | "WEIGHT_DIFFERS"
      )[];
      /**
       * Of printed matter, as defined that day.
       */
      artworkVersion?: string;
    };
    qualityStatus: "quarantine" | "unstated";
    supplier?: {
      partyId: string;
      name: string;
    };
    manufacturer?: {
      partyId: string;
      name: string;
    };
    receiptNumber?: string;
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
  };
}
/**
 * Absent: not known; never zero.
 */
export interface Quantity29 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Net, as stated or as weighed.
 */
export interface Quantity30 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialLotRelabelled {
  type: "MaterialLotRelabelled";
  data: {
    /**
     * @minItems 1
     */
    identifiers: Identifier[];
  };
}
export interface MaterialLotSplit {
  type: "MaterialLotSplit";
  data: {
    /**
     * @minItems 1
     */
    into: {
      materialLotId: string;
      identifiers: Identifier[];
      quantity?: Quantity;
      /**
       * Containers that go with it, as they are.
       */
      containers: {
        containerId: string;
        quantity?: Quantity;
      }[];
    }[];
  };
}
export interface MaterialLotSplitOff {
  type: "MaterialLotSplitOff";
  data: {
    material: {
      materialDefinitionId: string;
      name: string;
    };
    /**
     * Every number that somebody gave this lot.
     */
    identifiers: Identifier[];
    quantity?: Quantity31;
    containers: {
      containerId: string;
      quantity?: Quantity;
      count?: Quantity32;
    }[];
    expiresOn?: string;
    retestOn?: string;
    locationId?: string;
    /**
     * Whose it is, where it is a client's.
     */
    ownerPartyId?: string;
    fromMaterialLotId: string;
    /**
     * The event that is meant.
     */
    splitEventId: string;
    /**
     * As the parent's was.
     */
    qualityStatus:
      | "quarantine"
      | "unstated"
      | "released"
      | "conditional"
      | "useAtRisk"
      | "rejected"
      | "rework"
      | "suspended";
    /**
     * How often the parent has been extended.
     */
    retests?: number;
    /**
     * What was opened before, as it was.
     */
    openings?: {
      containerId: string;
      /**
       * The date at the site.
       */
      on: string;
      usableUntil?: string;
      calculation?: {
        of: "expiry" | "retest" | "opened";
        rule: {
          months: number;
          /**
           * From which date; where that is not known, the date that follows is not either.
           */
          countedFrom:
            | "manufacture"
            | "productionStart"
            | "productionEnd"
            | "receipt"
            | "release"
            | "opening"
            | "retest";
          /**
           * The same day of the month, at most its last; or always the last of the month.
           */
          convention: "sameDay" | "endOfMonth";
        };
        /**
         * The date that the months were counted from.
         */
        from: string;
        computed: string;
        /**
         * An earlier date that bounds it: the supplier's.
         */
        limitedTo?: string;
      };
    }[];
    /**
     * Of printed matter, as the parent's.
     */
    artworkVersion?: string;
    /**
     * Released for these alone.
     *
     * @minItems 1
     */
    markets?: string[];
    madeOn?: {
      equipmentId: string;
      /**
       * First used for the batch.
       */
      from: string;
      /**
       * When the output was recorded: it may have been in use until then.
       */
      to: string;
    }[];
  };
}
/**
 * Absent: not known; never zero.
 */
export interface Quantity31 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Pieces, where the quantity is their weight (catch weight).
 */
export interface Quantity32 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialLotsMerged {
  type: "MaterialLotsMerged";
  data: {
    material: {
      materialDefinitionId: string;
      name: string;
    };
    /**
     * Every number that somebody gave this lot.
     */
    identifiers: Identifier[];
    quantity?: Quantity33;
    containers: {
      containerId: string;
      quantity?: Quantity;
      count?: Quantity34;
    }[];
    expiresOn?: string;
    retestOn?: string;
    locationId?: string;
    /**
     * Whose it is, where it is a client's.
     */
    ownerPartyId?: string;
    /**
     * @minItems 2
     */
    from: {
      materialLotId: string;
      quantity?: Quantity;
      /**
       * It was left in the vessel when the rest was put on top.
       */
      heel: boolean;
    }[];
    /**
     * That of all, where they agree; else quarantine.
     */
    qualityStatus:
      | "quarantine"
      | "unstated"
      | "released"
      | "conditional"
      | "useAtRisk"
      | "rejected"
      | "rework"
      | "suspended";
    /**
     * Released for these alone.
     *
     * @minItems 1
     */
    markets?: string[];
    madeOn?: {
      equipmentId: string;
      /**
       * First used for the batch.
       */
      from: string;
      /**
       * When the output was recorded: it may have been in use until then.
       */
      to: string;
    }[];
  };
}
/**
 * Absent: not known; never zero.
 */
export interface Quantity33 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Pieces, where the quantity is their weight (catch weight).
 */
export interface Quantity34 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialMoved {
  type: "MaterialMoved";
  data: {
    fromLocationId?: string;
    toLocationId: string;
    /**
     * Absent: the whole lot.
     */
    containerId?: string;
  };
}
export interface MaterialReturned {
  type: "MaterialReturned";
  data: {
    /**
     * The event that is meant.
     */
    drawnEventId: string;
    quantity?: Quantity35;
    containerId?: string;
    reason: "notConsumed" | "surplus";
    batchId?: string;
    /**
     * Why the batch did not take it.
     */
    refusal?: {
      code: string;
      message: string;
    };
    /**
     * More came back than was drawn; recorded all the same.
     */
    exceedsDraw: boolean;
  };
}
/**
 * Absent: not known.
 */
export interface Quantity35 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialReturnedToSupplier {
  type: "MaterialReturnedToSupplier";
  data: {
    quantity?: Quantity36;
    /**
     * Whole containers that went; none: a part of the lot.
     */
    containerIds: string[];
    supplier: {
      partyId: string;
      name: string;
    };
    returnNumber: string;
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: (
      | "CONTAINER_UNKNOWN"
      | "LOT_EMPTY"
      | "LOT_ON_HOLD"
      | "MATERIAL_EXPIRED"
      | "MATERIAL_NOT_RELEASED"
      | "MATERIAL_REJECTED"
      | "MATERIAL_SUSPENDED"
      | "QUANTITY_NOT_AVAILABLE"
      | "REPROCESSING_NOT_APPROVED"
      | "RETEST_DUE"
      | "SUPPLIER_LOT_REQUIRED"
      | "UNIT_NOT_CONVERTIBLE"
    )[];
  };
}
/**
 * Absent: not known.
 */
export interface Quantity36 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialRevised {
  type: "MaterialRevised";
  data: {
    name: string;
    /**
     * GTIN, item number, catalogue number.
     */
    identifiers: Identifier[];
    shelfLife?: {
      months: number;
      countedFrom: "manufacture" | "receipt" | "release";
    };
    /**
     * The traceability plan.
     *
     * @minItems 1
     */
    traceability: {
      level: "lot" | "container" | "logisticUnit" | "serial";
      mandatory: boolean;
    }[];
    artworkVersion?: string;
    edition: number;
  };
}
export interface MaterialSampled {
  type: "MaterialSampled";
  data: {
    quantity?: Quantity37;
    containerId?: string;
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: (
      | "CONTAINER_UNKNOWN"
      | "LOT_EMPTY"
      | "LOT_ON_HOLD"
      | "MATERIAL_EXPIRED"
      | "MATERIAL_NOT_RELEASED"
      | "MATERIAL_REJECTED"
      | "MATERIAL_SUSPENDED"
      | "QUANTITY_NOT_AVAILABLE"
      | "REPROCESSING_NOT_APPROVED"
      | "RETEST_DUE"
      | "SUPPLIER_LOT_REQUIRED"
      | "UNIT_NOT_CONVERTIBLE"
    )[];
    sampleNumber: string;
    destination?: string;
    /**
     * Present: what becomes of it stands in its stream.
     */
    sample?: {
      sampleId: string;
      /**
       * Absent: beside every plan.
       */
      planNumber?: number;
      planId?: string;
      /**
       * What came out of each container; none where the lot has none.
       */
      parts: {
        containerId: string;
        quantity?: Quantity;
      }[];
    };
  };
}
/**
 * Absent: not known.
 */
export interface Quantity37 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface MaterialScrapped {
  type: "MaterialScrapped";
  data: {
    quantity?: Quantity38;
    containerId?: string;
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: (
      | "CONTAINER_UNKNOWN"
      | "LOT_EMPTY"
      | "LOT_ON_HOLD"
      | "MATERIAL_EXPIRED"
      | "MATERIAL_NOT_RELEASED"
      | "MATERIAL_REJECTED"
      | "MATERIAL_SUSPENDED"
      | "QUANTITY_NOT_AVAILABLE"
      | "REPROCESSING_NOT_APPROVED"
      | "RETEST_DUE"
      | "SUPPLIER_LOT_REQUIRED"
      | "UNIT_NOT_CONVERTIBLE"
    )[];
    cause: string;
  };
}
/**
 * Absent: not known.
 */
export interface Quantity38 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface OrderClosed {
  type: "OrderClosed";
  data: {
    outcome: "fulfilled" | "cancelled";
  };
}
export interface OrderPlaced {
  type: "OrderPlaced";
  data: {
    orderNumber: string;
    material: {
      materialDefinitionId: string;
      name: string;
    };
    quantity: Quantity;
    dueOn?: string;
    priority: "low" | "normal" | "high";
    customer?: {
      partyId: string;
      name: string;
    };
    campaign?: string;
    /**
     * Present: quality approves it first.
     */
    rework?: {
      kind: "reprocessing" | "rework";
      /**
       * The lots that are put in again.
       *
       * @minItems 1
       * @maxItems 100
       */
      materialLotIds: string[];
      /**
       * What is done to them.
       */
      method: string;
    };
  };
}
export interface OrderReleased {
  type: "OrderReleased";
  data: {};
}
export interface OutOfSpecificationAssessed {
  type: "OutOfSpecificationAssessed";
  data: {
    /**
     * The lot that it was found in: the trail of the lot has it too.
     */
    materialLotId: string;
    oosId: string;
    /**
     * An assignable error in the laboratory; a slip of the pen, corrected; or none.
     */
    conclusion: "laboratoryError" | "recordingError" | "confirmed";
    /**
     * The assignable cause, or why there is none.
     */
    rationale: string;
    /**
     * Confirmed of these containers alone; absent: of all that it was taken from.
     *
     * @minItems 1
     */
    onlyContainerIds?: string[];
  };
}
export interface OutOfSpecificationOpened {
  type: "OutOfSpecificationOpened";
  data: {
    /**
     * The deviation that follows has the same id.
     */
    oosId: string;
    testId: string;
    name: string;
    /**
     * 1: the first, which is kept for ever; else a repeat.
     */
    attempt: number;
    materialLotId: string;
    finding:
      | {
          kind: "limits";
          value: Quantity;
        }
      | {
          kind: "conformity";
          conforms: boolean;
          found: string;
        }
      | {
          kind: "attributes";
          nonconforming: number;
          inspected: number;
        };
  };
}
export interface OutputProduced {
  type: "OutputProduced";
  data: {
    materialLotId: string;
    material: {
      materialDefinitionId: string;
      name: string;
    };
    identifiers: Identifier[];
    quantity?: Quantity39;
    containers: {
      containerId: string;
      quantity?: Quantity;
      count?: Quantity40;
    }[];
    sublotOfMaterialLotId?: string;
    /**
     * Which part of the batch's run it is.
     */
    span?: {
      from: Quantity;
      to: Quantity;
    };
    expiresOn?: string;
    retestOn?: string;
    locationId?: string;
    /**
     * The contract giver of the batch.
     */
    ownerPartyId?: string;
    madeOn?: {
      equipmentId: string;
      /**
       * First used for the batch.
       */
      from: string;
      /**
       * When the output was recorded: it may have been in use until then.
       */
      to: string;
    }[];
    /**
     * Holds of the batch at the time, which the lot inherits.
     */
    holds: {
      holdId: string;
      /**
       * Reason code from the site's list.
       */
      code: string;
      text?: string;
      /**
       * The function that may lift it: qa, warehouse, recall.
       */
      owner: string;
    }[];
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: (
      | "BATCH_NOT_STARTED"
      | "BATCH_CLOSED"
      | "STATUS_BLOCKS_USE"
      | "WRONG_MATERIAL"
      | "STEP_OUT_OF_ORDER"
      | "QUANTITY_OUT_OF_TOLERANCE"
      | "SERIAL_NOT_ISSUED"
      | "SERIAL_DUPLICATE"
    )[];
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
  };
}
/**
 * Absent: not known; never zero.
 */
export interface Quantity39 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Pieces, where the quantity is their weight (catch weight).
 */
export interface Quantity40 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface OverrideAuthorised {
  type: "OverrideAuthorised";
  data: {
    overrideId: string;
    /**
     * The refusal that is overridden; each for itself.
     */
    code: string;
    /**
     * Of the lot that is to be charged.
     */
    materialLotId?: string;
    /**
     * Of the step that is to be started.
     */
    phaseId?: string;
    /**
     * Of the piece that the step is to be started on.
     */
    equipmentId?: string;
    /**
     * Of that step, as issued.
     */
    path?: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    deviationId: string;
  };
}
export interface ParameterCorrected {
  type: "ParameterCorrected";
  data: {
    /**
     * The event that is meant.
     */
    correctsEventId: string;
    /**
     * Name of the parameter, as the record prints it.
     */
    parameter: string;
    value: Quantity;
    limits?: {
      low?: Quantity;
      high?: Quantity;
      target?: Quantity;
      /**
       * What can be read at all: a person who enters something else is asked once.
       */
      plausible?: {
        low?: Quantity;
        high?: Quantity;
      };
      /**
       * Whether the value is first rounded half up to the decimals of the limit (USP 7.20).
       */
      rounding: "none" | "toLimitDecimals";
    };
    /**
     * Absent: no limit to compare with.
     */
    outOfLimit?: boolean;
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
  };
}
export interface ParameterRecorded {
  type: "ParameterRecorded";
  data: {
    /**
     * Name of the parameter, as the record prints it.
     */
    parameter: string;
    path?: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Tells planned readings of one parameter apart.
     */
    occasion?: string;
    value: Quantity;
    limits?: {
      low?: Quantity;
      high?: Quantity;
      target?: Quantity;
      /**
       * What can be read at all: a person who enters something else is asked once.
       */
      plausible?: {
        low?: Quantity;
        high?: Quantity;
      };
      /**
       * Whether the value is first rounded half up to the decimals of the limit (USP 7.20).
       */
      rounding: "none" | "toLimitDecimals";
    };
    /**
     * Absent: no limit to compare with.
     */
    outOfLimit?: boolean;
    /**
     * The first value, which stays.
     */
    repeatOfEventId?: string;
    source: "manual" | "device" | "import";
    /**
     * What whoever entered it by hand said that it was from; nothing here read it.
     */
    claimedSource?: "device" | "import";
    /**
     * The instrument or device.
     */
    equipmentId?: string;
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
    /**
     * Of the device, at that time or by now; absent: nothing was against it.
     */
    flags?: "DEVICE_NOT_QUALIFIED"[];
  };
}
export interface PartyApprovalWithdrawn {
  type: "PartyApprovalWithdrawn";
  data: {
    /**
     * As what the party is approved.
     */
    role: "supplier" | "manufacturer" | "customer" | "carrier";
  };
}
export interface PartyApproved {
  type: "PartyApproved";
  data: {
    /**
     * As what the party is approved.
     */
    role: "supplier" | "manufacturer" | "customer" | "carrier";
    validUntil?: string;
  };
}
export interface PartyContactErased {
  type: "PartyContactErased";
  data: {
    contactId: string;
    /**
     * @minItems 1
     */
    keys: string[];
    /**
     * The request or the rule it follows.
     */
    basis: string;
  };
}
export interface PartyContactRecorded {
  type: "PartyContactRecorded";
  data: {
    contactId: string;
    /**
     * What the contact is for: recall coordinator, out of hours.
     */
    duty: string;
    /**
     * Encrypted; unreadable once the key is destroyed.
     */
    name: {
      key: string;
      /**
       * AES-256-GCM, base64url.
       */
      cipher: string;
    };
    /**
     * Encrypted; unreadable once the key is destroyed.
     */
    email?: {
      key: string;
      /**
       * AES-256-GCM, base64url.
       */
      cipher: string;
    };
    /**
     * Encrypted; unreadable once the key is destroyed.
     */
    phone?: {
      key: string;
      /**
       * AES-256-GCM, base64url.
       */
      cipher: string;
    };
  };
}
export interface PartyRegistered {
  type: "PartyRegistered";
  data: {
    /**
     * Name of the firm, not of a person.
     */
    name: string;
    kind: "ownLegalEntity" | "other";
    /**
     * GLN, ERP number, licence number.
     */
    identifiers: Identifier[];
    /**
     * ISO 3166-1 alpha-2.
     */
    country?: string;
  };
}
export interface PartyRenamed {
  type: "PartyRenamed";
  data: {
    /**
     * Name of the firm, not of a person.
     */
    name: string;
  };
}
export interface PasskeyAccepted {
  type: "PasskeyAccepted";
  data: {
    credentialId: string;
    /**
     * WebAuthn signature counter.
     */
    signCount: number;
  };
}
export interface PersonContactRecorded {
  type: "PersonContactRecorded";
  data: {
    /**
     * Encrypted; unreadable once the key is destroyed.
     */
    email?: {
      key: string;
      /**
       * AES-256-GCM, base64url.
       */
      cipher: string;
    };
    /**
     * Encrypted; unreadable once the key is destroyed.
     */
    phone?: {
      key: string;
      /**
       * AES-256-GCM, base64url.
       */
      cipher: string;
    };
  };
}
export interface PersonDataErased {
  type: "PersonDataErased";
  data: {
    /**
     * @minItems 1
     */
    keys: string[];
    /**
     * The request or the rule it follows.
     */
    basis: string;
  };
}
export interface PersonDisabled {
  type: "PersonDisabled";
  data: {};
}
export interface PersonEnabled {
  type: "PersonEnabled";
  data: {};
}
export interface PersonEnrolled {
  type: "PersonEnrolled";
  data: {
    username: string;
    /**
     * Full name as it is printed in records.
     */
    printedName: string;
    initials: string;
    /**
     * Shared: of a station, for several people; it can only read (Annex 11 draft, 11.1).
     */
    account: "personal" | "shared";
  };
}
export interface PersonLeft {
  type: "PersonLeft";
  data: {};
}
export interface PersonNameChanged {
  type: "PersonNameChanged";
  data: {
    /**
     * Full name as it is printed in records.
     */
    printedName: string;
    initials: string;
  };
}
export interface PersonRoleGranted {
  type: "PersonRoleGranted";
  data: {
    role: string;
    /**
     * Of the role, as of then.
     */
    duty: "administration" | "production" | "quality" | "oversight" | "service";
    scope: {
      /**
       * All, or a list of sites.
       */
      sites: "all" | string[];
      /**
       * All, or a list of material definitions: products, and what goes into them.
       */
      materials: "all" | string[];
      /**
       * All, or a list of parties whose material it is.
       */
      clients: "all" | string[];
    };
    from?: string;
    /**
     * Not in it. An inspector's account is always boxed in.
     */
    until?: string;
    requestedBy?: string;
  };
}
export interface PersonRoleRevoked {
  type: "PersonRoleRevoked";
  data: {
    role: string;
    /**
     * Of the role, as it was granted.
     */
    duty: "administration" | "production" | "quality" | "oversight" | "service";
  };
}
export interface PersonTrained {
  type: "PersonTrained";
  data: {
    /**
     * Procedure or skill, with its edition.
     */
    topic: string;
    validUntil?: string;
    /**
     * Where the proof is kept.
     */
    evidence?: string;
  };
}
export interface PhaseAborted {
  type: "PhaseAborted";
  data: {
    /**
     * Of the control recipe; without one, what the caller names it by.
     */
    phaseId: string;
    path: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Counts the runs of this phase in the batch.
     */
    run: number;
    /**
     * Whose use for this phase ends.
     */
    equipmentId?: string;
    /**
     * Further pieces, of a step that asks for several classes.
     *
     * @minItems 1
     * @maxItems 20
     */
    furtherEquipmentIds?: string[];
  };
}
export interface PhaseCompleted {
  type: "PhaseCompleted";
  data: {
    /**
     * Of the control recipe; without one, what the caller names it by.
     */
    phaseId: string;
    path: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Counts the runs of this phase in the batch.
     */
    run: number;
    result?: string;
    /**
     * Whose use for this phase ends.
     */
    equipmentId?: string;
    /**
     * Further pieces, of a step that asks for several classes.
     *
     * @minItems 1
     * @maxItems 20
     */
    furtherEquipmentIds?: string[];
    /**
     * Of the recipe, that end here.
     */
    timeLimits?: {
      name: string;
      kind: "process" | "hold";
      elapsed: Quantity41;
      elapsedByServer?: Quantity42;
      low?: Quantity;
      high?: Quantity;
      exceeded: boolean;
    }[];
    flags?: "TIME_LIMIT_EXCEEDED"[];
  };
}
/**
 * In seconds, by the business times of the two ends.
 */
export interface Quantity41 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Between the two entries, by the server's clock: where that alone is too long.
 */
export interface Quantity42 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface PhaseHeld {
  type: "PhaseHeld";
  data: {
    /**
     * Of the control recipe; without one, what the caller names it by.
     */
    phaseId: string;
    path: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Counts the runs of this phase in the batch.
     */
    run: number;
  };
}
export interface PhasePaused {
  type: "PhasePaused";
  data: {
    /**
     * Of the control recipe; without one, what the caller names it by.
     */
    phaseId: string;
    path: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Counts the runs of this phase in the batch.
     */
    run: number;
  };
}
export interface PhaseRestarted {
  type: "PhaseRestarted";
  data: {
    /**
     * Of the control recipe; without one, what the caller names it by.
     */
    phaseId: string;
    path: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Counts the runs of this phase in the batch.
     */
    run: number;
    /**
     * Authorised overrides that the act uses up.
     */
    overrideIds?: string[];
    flags?: (
      | "BATCH_NOT_STARTED"
      | "BATCH_CLOSED"
      | "STATUS_BLOCKS_USE"
      | "NOT_AUTHORIZED"
      | "DEVICE_NOT_QUALIFIED"
      | "TRAINING_NOT_CURRENT"
      | "LOT_ON_HOLD"
    )[];
  };
}
export interface PhaseResumed {
  type: "PhaseResumed";
  data: {
    /**
     * Of the control recipe; without one, what the caller names it by.
     */
    phaseId: string;
    path: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Counts the runs of this phase in the batch.
     */
    run: number;
    /**
     * Authorised overrides that the act uses up.
     */
    overrideIds?: string[];
    flags?: (
      | "BATCH_NOT_STARTED"
      | "BATCH_CLOSED"
      | "STATUS_BLOCKS_USE"
      | "NOT_AUTHORIZED"
      | "DEVICE_NOT_QUALIFIED"
      | "TRAINING_NOT_CURRENT"
      | "LOT_ON_HOLD"
    )[];
  };
}
export interface PhaseSkipped {
  type: "PhaseSkipped";
  data: {
    /**
     * Of the control recipe; without one, what the caller names it by.
     */
    phaseId: string;
    path: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    deviationId?: string;
  };
}
export interface PhaseStarted {
  type: "PhaseStarted";
  data: {
    /**
     * Of the control recipe; without one, what the caller names it by.
     */
    phaseId: string;
    path: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Counts the runs of this phase in the batch.
     */
    run: number;
    /**
     * As issued.
     */
    instruction?: string;
    equipmentId?: string;
    /**
     * Further pieces, of a step that asks for several classes.
     *
     * @minItems 1
     * @maxItems 20
     */
    furtherEquipmentIds?: string[];
    /**
     * Of the recipe, that end here.
     */
    timeLimits?: {
      name: string;
      kind: "process" | "hold";
      elapsed: Quantity43;
      elapsedByServer?: Quantity44;
      low?: Quantity;
      high?: Quantity;
      exceeded: boolean;
    }[];
    /**
     * Authorised overrides that the act uses up.
     */
    overrideIds?: string[];
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: (
      | "STEP_OUT_OF_ORDER"
      | "STEP_NOT_IN_RECIPE"
      | "BATCH_NOT_STARTED"
      | "STATUS_BLOCKS_USE"
      | "DEVICE_NOT_QUALIFIED"
      | "WRONG_EQUIPMENT"
      | "NOT_AUTHORIZED"
      | "TRAINING_NOT_CURRENT"
      | "TIME_LIMIT_EXCEEDED"
    )[];
  };
}
/**
 * In seconds, by the business times of the two ends.
 */
export interface Quantity43 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Between the two entries, by the server's clock: where that alone is too long.
 */
export interface Quantity44 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface PhaseStopped {
  type: "PhaseStopped";
  data: {
    /**
     * Of the control recipe; without one, what the caller names it by.
     */
    phaseId: string;
    path: {
      procedure?: string;
      unitProcedure?: string;
      operation?: string;
      phase: string;
    };
    /**
     * Counts the runs of this phase in the batch.
     */
    run: number;
    /**
     * Whose use for this phase ends.
     */
    equipmentId?: string;
    /**
     * Further pieces, of a step that asks for several classes.
     *
     * @minItems 1
     * @maxItems 20
     */
    furtherEquipmentIds?: string[];
  };
}
export interface PredicateHoldLifted {
  type: "PredicateHoldLifted";
  data: {
    holdId: string;
    /**
     * Reason code from the site's list.
     */
    code: string;
  };
}
export interface PredicateHoldPlaced {
  type: "PredicateHoldPlaced";
  data: {
    holdId: string;
    /**
     * Reason code from the site's list.
     */
    code: string;
    text?: string;
    /**
     * The function that may lift it: qa, warehouse, recall.
     */
    owner: string;
    /**
     * Held is what fits any of them.
     *
     * @minItems 1
     */
    predicates: (
      | {
          kind: "material";
          materialDefinitionId: string;
        }
      | {
          kind: "identifier";
          /**
           * Of a supplier, say: also of what is still to come. Without an issuer: of any.
           */
          identifier: {
            /**
             * What kind of number it is: api-1, lgtin, receipt.
             */
            scheme: string;
            /**
             * Who gives numbers of this scheme.
             */
            issuer?: string;
            value: string;
          };
        }
      | {
          kind: "lot";
          materialLotId: string;
        }
      | {
          kind: "equipment";
          equipmentId: string;
          from: string;
          /**
           * Absent: until the hold is lifted.
           */
          to?: string;
        }
    )[];
  };
}
export interface ProcessDataRecorded {
  type: "ProcessDataRecorded";
  data: {
    batchId: string;
    equipmentId?: string;
    /**
     * What dt counts from.
     */
    t0: string;
    /**
     * Seconds after t0, in the order recorded.
     *
     * @minItems 1
     * @maxItems 1024
     */
    dt: number[];
    /**
     * @minItems 1
     */
    columns: {
      tag: string;
      unitOfMeasure: string;
      /**
       * null: no reading.
       *
       * @maxItems 1024
       */
      values: (number | null)[];
      /**
       * @maxItems 1024
       */
      quality?: ("good" | "uncertain" | "bad")[];
    }[];
  };
}
export interface ProcessDataSummarised {
  type: "ProcessDataSummarised";
  data: {
    streamName: string;
    equipmentId?: string;
    from: string;
    to: string;
    rowCount: number;
    chunkCount: number;
    /**
     * SHA-256, hexadecimal.
     */
    digest: string;
    tags: {
      tag: string;
      unitOfMeasure: string;
    }[];
    /**
     * The summary that this one replaces.
     */
    correctsEventId?: string;
  };
}
export interface ProcessDataVoided {
  type: "ProcessDataVoided";
  data: {
    batchId: string;
    /**
     * @minItems 1
     *
     * Items: The event that is meant.
     */
    correctsEventIds: string[];
  };
}
export interface ProductionApproved {
  type: "ProductionApproved";
  data: {
    /**
     * Revision of the batch's stream that was shown.
     */
    toRevision: number;
    /**
     * What the exception rules evaluated of it, frozen here.
     */
    coverage: {
      /**
       * 0: the rules that ship.
       */
      ruleSetVersion: number;
      /**
       * SHA-256, hexadecimal.
       */
      ruleSetDigest: string;
      facts: number;
      /**
       * Into which at least one rule looked.
       */
      evaluated: number;
      /**
       * Entries, whatever the number of rules.
       */
      flagged: number;
      /**
       * Flagged entries that a reviewer has settled.
       */
      judged: number;
      sections: {
        section: number;
        facts: number;
        /**
         * Into which at least one rule looked.
         */
        evaluated: number;
        /**
         * Entries, whatever the number of rules.
         */
        flagged: number;
      }[];
      /**
       * Over all that was flagged, and all that was not evaluated.
       */
      digest: string;
    };
  };
}
export interface PurchaseOrderClosed {
  type: "PurchaseOrderClosed";
  data: {
    outcome: "fulfilled" | "cancelled";
  };
}
export interface PurchaseOrderLineReceived {
  type: "PurchaseOrderLineReceived";
  data: {
    lineNumber: number;
    materialLotId: string;
    /**
     * The event that is meant.
     */
    receivedEventId: string;
    quantity?: Quantity45;
    /**
     * More has come by now than was ordered.
     */
    overDelivered: boolean;
  };
}
/**
 * Absent: not known how much.
 */
export interface Quantity45 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface PurchaseOrderPlaced {
  type: "PurchaseOrderPlaced";
  data: {
    orderNumber: string;
    supplier: {
      partyId: string;
      name: string;
    };
    /**
     * @minItems 1
     * @maxItems 500
     */
    lines: {
      lineNumber: number;
      material: {
        materialDefinitionId: string;
        name: string;
      };
      quantity: Quantity;
      dueOn?: string;
    }[];
  };
}
export interface QualifiedPersonEntered {
  type: "QualifiedPersonEntered";
  data: {
    /**
     * Of the Qualified Person, in the register or on the licence.
     */
    registerNumber: string;
    /**
     * Whose register or licence it is.
     */
    authority: string;
    /**
     * All, or a list of sites.
     */
    sites: "all" | string[];
    /**
     * All, or a list of material definitions: products, and what goes into them.
     */
    materials: "all" | string[];
    from?: string;
    /**
     * Its last day; absent: until it is ended.
     */
    until?: string;
  };
}
export interface QualifiedPersonEntryChanged {
  type: "QualifiedPersonEntryChanged";
  data: {
    /**
     * Of the Qualified Person, in the register or on the licence.
     */
    registerNumber: string;
    /**
     * Whose register or licence it is.
     */
    authority: string;
    /**
     * All, or a list of sites.
     */
    sites: "all" | string[];
    /**
     * All, or a list of material definitions: products, and what goes into them.
     */
    materials: "all" | string[];
    from?: string;
    /**
     * Its last day; absent: until it is ended.
     */
    until?: string;
  };
}
export interface QualifiedPersonEntryEnded {
  type: "QualifiedPersonEntryEnded";
  data: {
    /**
     * Of the Qualified Person, in the register or on the licence.
     */
    registerNumber: string;
    /**
     * Whose register or licence it is; absent in earlier events: of all of them.
     */
    authority?: string;
  };
}
export interface QualifiedPersonEntryWithdrawn {
  type: "QualifiedPersonEntryWithdrawn";
  data: {
    /**
     * Of the Qualified Person, in the register or on the licence.
     */
    registerNumber: string;
    /**
     * Whose register or licence it is.
     */
    authority: string;
    /**
     * All, or a list of sites.
     */
    sites: "all" | string[];
    /**
     * All, or a list of material definitions: products, and what goes into them.
     */
    materials: "all" | string[];
    from?: string;
    /**
     * Its last day; absent: until it is ended.
     */
    until?: string;
  };
}
export interface QualityStatusChanged {
  type: "QualityStatusChanged";
  data: {
    from:
      | "quarantine"
      | "unstated"
      | "released"
      | "conditional"
      | "useAtRisk"
      | "rejected"
      | "rework"
      | "suspended";
    to:
      | "quarantine"
      | "unstated"
      | "released"
      | "conditional"
      | "useAtRisk"
      | "rejected"
      | "rework"
      | "suspended";
    dispositionId?: string;
    /**
     * The event that is meant.
     */
    decidedEventId?: string;
    decidedOn?: {
      /**
       * Of the lot, as whoever decided found it.
       */
      lotRevision: number;
      /**
       * Among the decisions of its disposition.
       */
      number: number;
    };
    /**
     * For which alone it is freed; absent: for any.
     */
    market?: string;
  };
}
export interface QuantityAdjusted {
  type: "QuantityAdjusted";
  data: {
    quantity: Quantity;
    containerId?: string;
  };
}
export interface RecallAuthorityInformed {
  type: "RecallAuthorityInformed";
  data: {
    /**
     * Which of the clocks it answers.
     */
    clock: string;
    authority: string;
    reference?: string;
  };
}
export interface RecallConsigneeGivenUp {
  type: "RecallConsigneeGivenUp";
  data: {
    /**
     * Of the recall's own list.
     */
    consigneeNumber: string;
    /**
     * What was tried.
     */
    text: string;
  };
}
export interface RecallConsigneeNotified {
  type: "RecallConsigneeNotified";
  data: {
    /**
     * Of the recall's own list.
     */
    consigneeNumber: string;
    channel: "letter" | "email" | "phone" | "visit" | "portal";
    /**
     * Of the letter that was sent.
     */
    letterDigest?: string;
    /**
     * Of the template; 0: as shipped.
     */
    letterVersion?: number;
    /**
     * The first is the notice, others are reminders.
     */
    time: number;
  };
}
export interface RecallConsigneeReplied {
  type: "RecallConsigneeReplied";
  data: {
    /**
     * Of the recall's own list.
     */
    consigneeNumber: string;
    /**
     * All that it says of the goods; replaces what it said.
     *
     * @maxItems 1000
     */
    lines: {
      materialLotId: string;
      quantity: Quantity;
      /**
       * What has come back is recorded when it is here.
       */
      as: "onHand" | "usedUp" | "destroyed" | "passedOn";
    }[];
    /**
     * To be told as well.
     */
    passedOnTo: {
      /**
       * Of the recall's own list.
       */
      consigneeNumber: string;
      name: string;
      address?: string;
    }[];
    text?: string;
  };
}
export interface RecallDisposalCorrected {
  type: "RecallDisposalCorrected";
  data: {
    /**
     * Number of the certificate; counted once.
     */
    certificate: string;
    /**
     * As it should be; empty where none of it is so.
     */
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
  };
}
export interface RecallEffectivenessChecked {
  type: "RecallEffectivenessChecked";
  data: {
    /**
     * Of the recall's own list.
     */
    consigneeNumber: string;
    method: "visit" | "phone" | "letter" | "other";
    /**
     * It was told and has acted.
     */
    effective: boolean;
    findings?: string;
  };
}
export interface RecallEvaluated {
  type: "RecallEvaluated";
  data: {
    evaluation: string;
    /**
     * I is the most dangerous.
     */
    classification: "I" | "II" | "III" | "none";
    /**
     * Down to whom it goes (21 CFR 7.42(b)(1)).
     */
    depth: "consumer" | "retail" | "wholesale";
    /**
     * How many consignees are checked (21 CFR 7.42(b)(3)): A all, E none.
     */
    effectivenessLevel: "A" | "B" | "C" | "D" | "E";
    /**
     * Of level B.
     */
    percent?: number;
  };
}
export interface RecallGoodsDisposed {
  type: "RecallGoodsDisposed";
  data: {
    /**
     * Number of the certificate; counted once.
     */
    certificate: string;
    method: "destroyed" | "reworked" | "relabelled" | "returnedToSupplier" | "released";
    /**
     * @minItems 1
     */
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
    witness?: string;
    /**
     * SHA-256, hexadecimal.
     */
    certificateDigest?: string;
  };
}
export interface RecallGoodsRecovered {
  type: "RecallGoodsRecovered";
  data: {
    /**
     * Of the return; counted once.
     */
    recoveryNumber: string;
    /**
     * @minItems 1
     */
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
    /**
     * The shipment that came back.
     */
    shipmentId?: string;
    consigneeNumber?: string;
  };
}
export interface RecallHoldOrdered {
  type: "RecallHoldOrdered";
  data: {
    /**
     * Where the suspect lots are held also as not yet made.
     *
     * @minItems 1
     */
    sites: string[];
    text?: string;
  };
}
export interface RecallHoldsSettled {
  type: "RecallHoldsSettled";
  data: {
    /**
     * @minItems 1
     *
     * Items: The event that is meant.
     */
    forEventIds: string[];
    /**
     * Looked at.
     */
    lots: number;
    /**
     * Looked at.
     */
    batches: number;
  };
}
export interface RecallLetterDrafted {
  type: "RecallLetterDrafted";
  data: {
    /**
     * 0 is the letter that ships.
     */
    version: number;
    /**
     * Of the letter; fields in braces are filled in.
     */
    title: string;
    /**
     * In their order; {goods} alone in one of them.
     *
     * @minItems 1
     * @maxItems 40
     */
    paragraphs: string[];
    replyWithin_days: number;
  };
}
export interface RecallLetterIssued {
  type: "RecallLetterIssued";
  data: {
    /**
     * 0 is the letter that ships.
     */
    version: number;
  };
}
export interface RecallNarrowingDecided {
  type: "RecallNarrowingDecided";
  data: {
    proposalId: string;
    accepted: boolean;
    /**
     * Material lots.
     */
    lots: string[];
    batches: string[];
  };
}
export interface RecallNarrowingProposed {
  type: "RecallNarrowingProposed";
  data: {
    proposalId: string;
    /**
     * Material lots.
     */
    lots: string[];
    batches: string[];
    /**
     * The trace no longer reaches it; or somebody holds it for unaffected.
     */
    why: "notReached" | "judged";
    text: string;
    asOf?: number;
  };
}
export interface RecallNarrowingWithdrawn {
  type: "RecallNarrowingWithdrawn";
  data: {
    proposalId: string;
  };
}
export interface RecallOpened {
  type: "RecallOpened";
  data: {
    /**
     * By which people know it.
     */
    number: string;
    type: "recall" | "withdrawal" | "correction";
    /**
     * An exercise with people: it holds nothing.
     */
    mock: boolean;
    /**
     * @minItems 1
     * @maxItems 100
     *
     * Items: What is suspect: scheme:value of lots, or any other beginning of a trace.
     */
    seeds: string[];
    /**
     * What is wrong, or may be.
     */
    reason: string;
    /**
     * When the firm knew: clocks run from then.
     */
    knownAt: string;
    profiles: (
      "us-drug" | "us-device" | "us-food" | "us-vehicle" | "eu-medicine" | "eu-device" | "eu-food"
    )[];
    clocks: {
      code: string;
      what: string;
      dueAt: string;
      /**
       * The clause.
       */
      source: string;
    }[];
    complaintId?: string;
  };
}
export interface RecallRecoveryCorrected {
  type: "RecallRecoveryCorrected";
  data: {
    /**
     * Of the return; counted once.
     */
    recoveryNumber: string;
    /**
     * As it should be; empty where none of it is so.
     */
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
  };
}
export interface RecallScopeWidened {
  type: "RecallScopeWidened";
  data: {
    /**
     * Material lots.
     */
    lots: string[];
    batches: string[];
    /**
     * That left with something of it in them.
     */
    shipments: {
      shipmentId: string;
      /**
       * Absent: a laboratory, say, that is no party.
       */
      customerPartyId?: string;
      /**
       * The consignee, as the shipment names it.
       */
      name: string;
      address?: string;
      lines: {
        materialLotId: string;
        quantity?: Quantity46;
      }[];
      /**
       * The same for every shipment to one name and address.
       */
      consigneeNumber: string;
    }[];
    /**
     * Tree size that the answer is complete to.
     */
    asOf: number;
    /**
     * Of the traces that it follows from.
     *
     * Items: SHA-256, hexadecimal.
     */
    digests: string[];
  };
}
/**
 * Absent: nobody said how much.
 */
export interface Quantity46 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface RecallSeedAdded {
  type: "RecallSeedAdded";
  data: {
    /**
     * What is suspect: scheme:value of lots, or any other beginning of a trace.
     */
    seed: string;
  };
}
export interface RecallSeedResolved {
  type: "RecallSeedResolved";
  data: {
    /**
     * What is suspect: scheme:value of lots, or any other beginning of a trace.
     */
    seed: string;
    /**
     * That were not known to be meant before.
     *
     * @minItems 1
     */
    things: {
      kind: "materialLot" | "batch" | "shipment" | "logisticUnit";
      id: string;
    }[];
    /**
     * Tree size that it was looked up in.
     */
    asOf: number;
  };
}
export interface RecallSeedWithdrawn {
  type: "RecallSeedWithdrawn";
  data: {
    /**
     * What is suspect: scheme:value of lots, or any other beginning of a trace.
     */
    seed: string;
  };
}
export interface RecallTerminated {
  type: "RecallTerminated";
  data: {
    conclusion: string;
  };
}
export interface RecipeApproved {
  type: "RecipeApproved";
  data: {
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the recipe, whole.
     */
    digest: string;
  };
}
export interface RecipeDrafted {
  type: "RecipeDrafted";
  data: {
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the recipe, whole.
     */
    digest: string;
    recipe: {
      /**
       * By which people know the recipe.
       */
      number: string;
      name: string;
      profiles: ("us-211" | "eu-gmp-p1" | "ich-q7" | "device-13485" | "food")[];
      product: {
        materialDefinitionId: string;
        name: string;
        code?: string;
        strength?: string;
        /**
         * Dosage form, or what kind of device or food it is.
         */
        form?: string;
        description?: string;
        /**
         * Name and weight of each active ingredient in a unit (211.186(b)(2)).
         */
        activePerUnit?: {
          name: string;
          quantity: Quantity;
          per: Quantity;
        }[];
        unitWeight?: Quantity47;
        /**
         * Licence, marketing authorisation, UDI-DI.
         */
        registration?: string;
        shelfLife?: string;
      };
      batchSize: {
        reference: Quantity48;
        low?: Quantity;
        high?: Quantity;
      };
      /**
       * Where it is made (ICH Q7, 6.41).
       */
      location?: string;
      precautions?: string[];
      /**
       * Of the product and of intermediates, with containers.
       */
      storage?: string;
      constants?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        /**
         * A decimal number as text: no exponent, no thousands separator.
         */
        value: string;
        /**
         * UCUM code; counted units as {tablet}.
         */
        unitOfMeasure: string;
      }[];
      inputs?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        material: {
          materialDefinitionId: string;
          name: string;
        };
        /**
         * `rework`: what is put in again, and is charged as such (21 CFR 211.115).
         */
        kind:
          | "active"
          | "excipient"
          | "ingredient"
          | "processingAid"
          | "intermediate"
          | "component"
          | "container"
          | "closure"
          | "packaging"
          | "printedPackaging"
          | "consumable"
          | "rework";
        quantity: Quantity49;
        /**
         * With the batch size; proportional where it is not said.
         */
        scaling?: "proportional" | "fixed";
        /**
         * In percent of the theoretical quantity.
         */
        excess?: {
          /**
           * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
           */
          formula: string;
          decimals: number;
          justification: string;
        };
        lotValues?: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          key: string;
          name: string;
          /**
           * UCUM code; counted units as {tablet}.
           */
          unitOfMeasure: string;
          /**
           * What a dry run computes with.
           */
          nominal: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          low?: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          high?: string;
        }[];
        /**
         * The amount to be charged, in the unit of the quantity; `quantity` and `excess` are its own.
         */
        potency?: {
          /**
           * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
           */
          formula: string;
          decimals: number;
        };
        /**
         * In percent of the amount to be charged.
         */
        tolerance?: {
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          below: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          above: string;
        };
      }[];
      outputs?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        material: {
          materialDefinitionId: string;
          name: string;
        };
        kind: "product" | "intermediate" | "coProduct" | "byProduct" | "waste";
        quantity: Quantity50;
        /**
         * With the batch size; proportional where it is not said.
         */
        scaling?: "proportional" | "fixed";
      }[];
      specifications?: {
        /**
         * The input or output that it is for.
         */
        of: string;
        name: string;
        version: string;
      }[];
      equipmentClasses?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        requirements?: string;
        capacity?: Quantity;
      }[];
      conditions?: {
        /**
         * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
         */
        value: string;
        is: "below" | "atMost" | "equal" | "atLeast" | "above";
        /**
         * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
         */
        than: string;
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
      }[];
      procedure: {
        name: string;
        /**
         * @minItems 1
         * @maxItems 100
         */
        unitProcedures: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          key: string;
          name: string;
          /**
           * What must be over before; none: at once.
           *
           * Items: Unique within its kind; letters, digits and _, a letter first.
           */
          after?: string[];
          /**
           * Skipped where the condition is not so.
           */
          when?: {
            /**
             * Unique within its kind; letters, digits and _, a letter first.
             */
            condition: string;
            is: boolean;
          };
          /**
           * The class of the unit that it runs on.
           */
          equipment?: string;
          /**
           * @minItems 1
           * @maxItems 100
           */
          operations: {
            /**
             * Unique within its kind; letters, digits and _, a letter first.
             */
            key: string;
            name: string;
            /**
             * What must be over before; none: at once.
             *
             * Items: Unique within its kind; letters, digits and _, a letter first.
             */
            after?: string[];
            /**
             * Skipped where the condition is not so.
             */
            when?: {
              /**
               * Unique within its kind; letters, digits and _, a letter first.
               */
              condition: string;
              is: boolean;
            };
            /**
             * @minItems 1
             * @maxItems 200
             */
            phases: {
              /**
               * Unique within its kind; letters, digits and _, a letter first.
               */
              key: string;
              name: string;
              instruction: string;
              precautions?: string[];
              /**
               * What must be over before; none: at once.
               *
               * Items: Unique within its kind; letters, digits and _, a letter first.
               */
              after?: string[];
              /**
               * Skipped where the condition is not so.
               */
              when?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                condition: string;
                is: boolean;
              };
              repeat?: {
                /**
                 * The phase of this operation to go back to.
                 */
                from: string;
                /**
                 * The condition that ends it.
                 */
                until: string;
                /**
                 * How often in all.
                 */
                atMost?: number;
              };
              /**
               * False: no significant step (211.188(b)).
               */
              significant?: boolean;
              /**
               * Classes, one piece of each.
               *
               * Items: Unique within its kind; letters, digits and _, a letter first.
               */
              equipment?: string[];
              charges?: {
                /**
                 * An input, or an output that an earlier phase makes.
                 */
                of: string;
                /**
                 * Of the amount; all of it where it is not said.
                 */
                percent?: string;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              /**
               * Items: Unique within its kind; letters, digits and _, a letter first.
               */
              produces?: string[];
              parameters?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                /**
                 * UCUM code; counted units as {tablet}.
                 */
                unitOfMeasure: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                setPoint?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                low?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                high?: string;
                /**
                 * Of the value, before it is compared with the limit; none where it is not said.
                 */
                rounding?: "none" | "toLimitDecimals";
                /**
                 * What can be read at all; a person who enters something else is asked once.
                 */
                plausible?: {
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  low?: string;
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  high?: string;
                };
                /**
                 * Why it has no limits.
                 */
                unlimited?: string;
                critical: boolean;
                /**
                 * Written by a person, read from a device, set and recorded by a control system.
                 */
                source: "manual" | "device" | "automated";
                /**
                 * By which the device or the control system calls it.
                 */
                tag?: string;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              checks?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                method?: string;
                kind: "number" | "passFail";
                /**
                 * UCUM code; counted units as {tablet}.
                 */
                unitOfMeasure?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                target?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                low?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                high?: string;
                /**
                 * Of the value, before it is compared with the limit; none where it is not said.
                 */
                rounding?: "none" | "toLimitDecimals";
                /**
                 * What can be read at all; a person who enters something else is asked once.
                 */
                plausible?: {
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  low?: string;
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  high?: string;
                };
                /**
                 * Of a check with pass and fail.
                 */
                criterion?: string;
                every?: Quantity51;
                sampleSize?: number;
                /**
                 * Examination of packaged product (211.134), or environment; else in-process.
                 */
                about?: "packagedProduct" | "environment";
                critical: boolean;
                /**
                 * Written by a person, read from a device, set and recorded by a control system.
                 */
                source: "manual" | "device" | "automated";
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              samples?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                purpose: "inProcess" | "release" | "retain" | "stability" | "environment";
                /**
                 * The input or output that is sampled.
                 */
                of?: string;
                quantity: Quantity;
                where: string;
                plan: "fixed" | "squareRootPlusOne" | "eachContainer" | "skipLot" | "aql";
                every?: Quantity52;
                sampleSize?: number;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                aql?: string;
                destination: string;
                tests?: string[];
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              entries?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                kind: "text" | "choice" | "yesNo" | "time" | "identity" | "attachment";
                /**
                 * @minItems 2
                 */
                choices?: string[];
                critical: boolean;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              clearance?: {
                area: string;
                before: boolean;
                after: boolean;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              };
              trainings?: string[];
              signOff: {
                policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                /**
                 * The role that does it; none where it is automated.
                 */
                performer?: string;
                /**
                 * The role that checks it, always another person.
                 */
                verifier?: string;
              };
            }[];
          }[];
        }[];
      };
      timeLimits?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        kind: "process" | "hold";
        from: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          phase: string;
          at: "start" | "end";
        };
        to: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          phase: string;
          at: "start" | "end";
        };
        low?: Quantity;
        high?: Quantity;
        /**
         * The study that it rests on.
         */
        basis?: string;
      }[];
      yields?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        /**
         * After which it is computed.
         */
        phase: string;
        /**
         * The output.
         */
        of: string;
        /**
         * The quantity of the output where it is not said.
         */
        theoretical?: {
          /**
           * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
           */
          formula: string;
          decimals: number;
          /**
           * UCUM code; counted units as {tablet}.
           */
          unitOfMeasure: string;
        };
        /**
         * Percent.
         */
        low?: string;
        /**
         * Percent.
         */
        high?: string;
        signOff: {
          policy: "performed" | "performedAndVerified" | "automatedAndVerified";
          /**
           * The role that does it; none where it is automated.
           */
          performer?: string;
          /**
           * The role that checks it, always another person.
           */
          verifier?: string;
        };
      }[];
      labels?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        /**
         * The printed packaging.
         */
        input: string;
        /**
         * In which it is applied.
         */
        phase: string;
        artworkVersion: string;
        /**
         * Where the signed specimen is kept.
         */
        specimen: string;
        overprint?: string[];
        /**
         * Percent of what was issued; none only where all of it is verified.
         */
        reconciliation?: {
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          low: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          high: string;
        };
        /**
         * Every label is examined by machine; reconciliation is waived (211.125(c)).
         */
        allVerified?: boolean;
        signOff: {
          policy: "performed" | "performedAndVerified" | "automatedAndVerified";
          /**
           * The role that does it; none where it is automated.
           */
          performer?: string;
          /**
           * The role that checks it, always another person.
           */
          verifier?: string;
        };
      }[];
      campaign?: {
        batchesMax?: number;
        durationMax?: Quantity;
        cleaningBetween: string;
      };
      trainings?: string[];
      /**
       * Items of a profile that do not apply, said and not left blank.
       */
      notApplicable?: {
        item: string;
        why: string;
      }[];
    };
  };
}
/**
 * Total weight or measure of a unit.
 */
export interface Quantity47 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * What all quantities of the recipe are for.
 */
export interface Quantity48 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Theoretical, for the reference batch size.
 */
export interface Quantity49 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Theoretical, for the reference batch size.
 */
export interface Quantity50 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * A time, or a count of what is made.
 */
export interface Quantity51 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * A time, or a count of what is made.
 */
export interface Quantity52 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface RecipeMadeEffective {
  type: "RecipeMadeEffective";
  data: {
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the recipe, whole.
     */
    digest: string;
    effectiveFrom: string;
  };
}
export interface RecipeReturned {
  type: "RecipeReturned";
  data: {
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the recipe, whole.
     */
    digest: string;
    findings: string;
  };
}
export interface RecipeRevised {
  type: "RecipeRevised";
  data: {
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the recipe, whole.
     */
    digest: string;
    recipe: {
      /**
       * By which people know the recipe.
       */
      number: string;
      name: string;
      profiles: ("us-211" | "eu-gmp-p1" | "ich-q7" | "device-13485" | "food")[];
      product: {
        materialDefinitionId: string;
        name: string;
        code?: string;
        strength?: string;
        /**
         * Dosage form, or what kind of device or food it is.
         */
        form?: string;
        description?: string;
        /**
         * Name and weight of each active ingredient in a unit (211.186(b)(2)).
         */
        activePerUnit?: {
          name: string;
          quantity: Quantity;
          per: Quantity;
        }[];
        unitWeight?: Quantity53;
        /**
         * Licence, marketing authorisation, UDI-DI.
         */
        registration?: string;
        shelfLife?: string;
      };
      batchSize: {
        reference: Quantity54;
        low?: Quantity;
        high?: Quantity;
      };
      /**
       * Where it is made (ICH Q7, 6.41).
       */
      location?: string;
      precautions?: string[];
      /**
       * Of the product and of intermediates, with containers.
       */
      storage?: string;
      constants?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        /**
         * A decimal number as text: no exponent, no thousands separator.
         */
        value: string;
        /**
         * UCUM code; counted units as {tablet}.
         */
        unitOfMeasure: string;
      }[];
      inputs?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        material: {
          materialDefinitionId: string;
          name: string;
        };
        /**
         * `rework`: what is put in again, and is charged as such (21 CFR 211.115).
         */
        kind:
          | "active"
          | "excipient"
          | "ingredient"
          | "processingAid"
          | "intermediate"
          | "component"
          | "container"
          | "closure"
          | "packaging"
          | "printedPackaging"
          | "consumable"
          | "rework";
        quantity: Quantity55;
        /**
         * With the batch size; proportional where it is not said.
         */
        scaling?: "proportional" | "fixed";
        /**
         * In percent of the theoretical quantity.
         */
        excess?: {
          /**
           * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
           */
          formula: string;
          decimals: number;
          justification: string;
        };
        lotValues?: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          key: string;
          name: string;
          /**
           * UCUM code; counted units as {tablet}.
           */
          unitOfMeasure: string;
          /**
           * What a dry run computes with.
           */
          nominal: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          low?: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          high?: string;
        }[];
        /**
         * The amount to be charged, in the unit of the quantity; `quantity` and `excess` are its own.
         */
        potency?: {
          /**
           * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
           */
          formula: string;
          decimals: number;
        };
        /**
         * In percent of the amount to be charged.
         */
        tolerance?: {
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          below: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          above: string;
        };
      }[];
      outputs?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        material: {
          materialDefinitionId: string;
          name: string;
        };
        kind: "product" | "intermediate" | "coProduct" | "byProduct" | "waste";
        quantity: Quantity56;
        /**
         * With the batch size; proportional where it is not said.
         */
        scaling?: "proportional" | "fixed";
      }[];
      specifications?: {
        /**
         * The input or output that it is for.
         */
        of: string;
        name: string;
        version: string;
      }[];
      equipmentClasses?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        requirements?: string;
        capacity?: Quantity;
      }[];
      conditions?: {
        /**
         * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
         */
        value: string;
        is: "below" | "atMost" | "equal" | "atLeast" | "above";
        /**
         * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
         */
        than: string;
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
      }[];
      procedure: {
        name: string;
        /**
         * @minItems 1
         * @maxItems 100
         */
        unitProcedures: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          key: string;
          name: string;
          /**
           * What must be over before; none: at once.
           *
           * Items: Unique within its kind; letters, digits and _, a letter first.
           */
          after?: string[];
          /**
           * Skipped where the condition is not so.
           */
          when?: {
            /**
             * Unique within its kind; letters, digits and _, a letter first.
             */
            condition: string;
            is: boolean;
          };
          /**
           * The class of the unit that it runs on.
           */
          equipment?: string;
          /**
           * @minItems 1
           * @maxItems 100
           */
          operations: {
            /**
             * Unique within its kind; letters, digits and _, a letter first.
             */
            key: string;
            name: string;
            /**
             * What must be over before; none: at once.
             *
             * Items: Unique within its kind; letters, digits and _, a letter first.
             */
            after?: string[];
            /**
             * Skipped where the condition is not so.
             */
            when?: {
              /**
               * Unique within its kind; letters, digits and _, a letter first.
               */
              condition: string;
              is: boolean;
            };
            /**
             * @minItems 1
             * @maxItems 200
             */
            phases: {
              /**
               * Unique within its kind; letters, digits and _, a letter first.
               */
              key: string;
              name: string;
              instruction: string;
              precautions?: string[];
              /**
               * What must be over before; none: at once.
               *
               * Items: Unique within its kind; letters, digits and _, a letter first.
               */
              after?: string[];
              /**
               * Skipped where the condition is not so.
               */
              when?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                condition: string;
                is: boolean;
              };
              repeat?: {
                /**
                 * The phase of this operation to go back to.
                 */
                from: string;
                /**
                 * The condition that ends it.
                 */
                until: string;
                /**
                 * How often in all.
                 */
                atMost?: number;
              };
              /**
               * False: no significant step (211.188(b)).
               */
              significant?: boolean;
              /**
               * Classes, one piece of each.
               *
               * Items: Unique within its kind; letters, digits and _, a letter first.
               */
              equipment?: string[];
              charges?: {
                /**
                 * An input, or an output that an earlier phase makes.
                 */
                of: string;
                /**
                 * Of the amount; all of it where it is not said.
                 */
                percent?: string;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              /**
               * Items: Unique within its kind; letters, digits and _, a letter first.
               */
              produces?: string[];
              parameters?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                /**
                 * UCUM code; counted units as {tablet}.
                 */
                unitOfMeasure: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                setPoint?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                low?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                high?: string;
                /**
                 * Of the value, before it is compared with the limit; none where it is not said.
                 */
                rounding?: "none" | "toLimitDecimals";
                /**
                 * What can be read at all; a person who enters something else is asked once.
                 */
                plausible?: {
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  low?: string;
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  high?: string;
                };
                /**
                 * Why it has no limits.
                 */
                unlimited?: string;
                critical: boolean;
                /**
                 * Written by a person, read from a device, set and recorded by a control system.
                 */
                source: "manual" | "device" | "automated";
                /**
                 * By which the device or the control system calls it.
                 */
                tag?: string;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              checks?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                method?: string;
                kind: "number" | "passFail";
                /**
                 * UCUM code; counted units as {tablet}.
                 */
                unitOfMeasure?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                target?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                low?: string;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                high?: string;
                /**
                 * Of the value, before it is compared with the limit; none where it is not said.
                 */
                rounding?: "none" | "toLimitDecimals";
                /**
                 * What can be read at all; a person who enters something else is asked once.
                 */
                plausible?: {
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  low?: string;
                  /**
                   * A decimal number as text: no exponent, no thousands separator.
                   */
                  high?: string;
                };
                /**
                 * Of a check with pass and fail.
                 */
                criterion?: string;
                every?: Quantity57;
                sampleSize?: number;
                /**
                 * Examination of packaged product (211.134), or environment; else in-process.
                 */
                about?: "packagedProduct" | "environment";
                critical: boolean;
                /**
                 * Written by a person, read from a device, set and recorded by a control system.
                 */
                source: "manual" | "device" | "automated";
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              samples?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                purpose: "inProcess" | "release" | "retain" | "stability" | "environment";
                /**
                 * The input or output that is sampled.
                 */
                of?: string;
                quantity: Quantity;
                where: string;
                plan: "fixed" | "squareRootPlusOne" | "eachContainer" | "skipLot" | "aql";
                every?: Quantity58;
                sampleSize?: number;
                /**
                 * A decimal number as text: no exponent, no thousands separator.
                 */
                aql?: string;
                destination: string;
                tests?: string[];
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              entries?: {
                /**
                 * Unique within its kind; letters, digits and _, a letter first.
                 */
                key: string;
                name: string;
                kind: "text" | "choice" | "yesNo" | "time" | "identity" | "attachment";
                /**
                 * @minItems 2
                 */
                choices?: string[];
                critical: boolean;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              }[];
              clearance?: {
                area: string;
                before: boolean;
                after: boolean;
                /**
                 * Where it is another than that of the phase.
                 */
                signOff?: {
                  policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                  /**
                   * The role that does it; none where it is automated.
                   */
                  performer?: string;
                  /**
                   * The role that checks it, always another person.
                   */
                  verifier?: string;
                };
              };
              trainings?: string[];
              signOff: {
                policy: "performed" | "performedAndVerified" | "automatedAndVerified";
                /**
                 * The role that does it; none where it is automated.
                 */
                performer?: string;
                /**
                 * The role that checks it, always another person.
                 */
                verifier?: string;
              };
            }[];
          }[];
        }[];
      };
      timeLimits?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        kind: "process" | "hold";
        from: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          phase: string;
          at: "start" | "end";
        };
        to: {
          /**
           * Unique within its kind; letters, digits and _, a letter first.
           */
          phase: string;
          at: "start" | "end";
        };
        low?: Quantity;
        high?: Quantity;
        /**
         * The study that it rests on.
         */
        basis?: string;
      }[];
      yields?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        name: string;
        /**
         * After which it is computed.
         */
        phase: string;
        /**
         * The output.
         */
        of: string;
        /**
         * The quantity of the output where it is not said.
         */
        theoretical?: {
          /**
           * Decimal numbers, + - * /, parentheses, and names that the recipe declares.
           */
          formula: string;
          decimals: number;
          /**
           * UCUM code; counted units as {tablet}.
           */
          unitOfMeasure: string;
        };
        /**
         * Percent.
         */
        low?: string;
        /**
         * Percent.
         */
        high?: string;
        signOff: {
          policy: "performed" | "performedAndVerified" | "automatedAndVerified";
          /**
           * The role that does it; none where it is automated.
           */
          performer?: string;
          /**
           * The role that checks it, always another person.
           */
          verifier?: string;
        };
      }[];
      labels?: {
        /**
         * Unique within its kind; letters, digits and _, a letter first.
         */
        key: string;
        /**
         * The printed packaging.
         */
        input: string;
        /**
         * In which it is applied.
         */
        phase: string;
        artworkVersion: string;
        /**
         * Where the signed specimen is kept.
         */
        specimen: string;
        overprint?: string[];
        /**
         * Percent of what was issued; none only where all of it is verified.
         */
        reconciliation?: {
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          low: string;
          /**
           * A decimal number as text: no exponent, no thousands separator.
           */
          high: string;
        };
        /**
         * Every label is examined by machine; reconciliation is waived (211.125(c)).
         */
        allVerified?: boolean;
        signOff: {
          policy: "performed" | "performedAndVerified" | "automatedAndVerified";
          /**
           * The role that does it; none where it is automated.
           */
          performer?: string;
          /**
           * The role that checks it, always another person.
           */
          verifier?: string;
        };
      }[];
      campaign?: {
        batchesMax?: number;
        durationMax?: Quantity;
        cleaningBetween: string;
      };
      trainings?: string[];
      /**
       * Items of a profile that do not apply, said and not left blank.
       */
      notApplicable?: {
        item: string;
        why: string;
      }[];
    };
    /**
     * SHA-256, hexadecimal.
     */
    replaces: string;
    /**
     * @minItems 1
     */
    sections: string[];
  };
}
/**
 * Total weight or measure of a unit.
 */
export interface Quantity53 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * What all quantities of the recipe are for.
 */
export interface Quantity54 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Theoretical, for the reference batch size.
 */
export interface Quantity55 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Theoretical, for the reference batch size.
 */
export interface Quantity56 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * A time, or a count of what is made.
 */
export interface Quantity57 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * A time, or a count of what is made.
 */
export interface Quantity58 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface RecipeSubmitted {
  type: "RecipeSubmitted";
  data: {
    version: number;
    /**
     * SHA-256 over the RFC 8785 text of the recipe, whole.
     */
    digest: string;
    /**
     * The change that the version comes from.
     */
    changeControl?: string;
    /**
     * One for each group of unchanged sections.
     */
    impact: {
      /**
       * @minItems 1
       */
      sections: string[];
      statement: string;
    }[];
  };
}
export interface RecipeSuperseded {
  type: "RecipeSuperseded";
  data: {
    version: number;
    by: number;
    from: string;
  };
}
export interface RecipeWithdrawn {
  type: "RecipeWithdrawn";
  data: {
    version: number;
  };
}
export interface RecordReviewed {
  type: "RecordReviewed";
  data: {
    /**
     * Revision of the batch's stream that was shown.
     */
    toRevision: number;
    /**
     * What the exception rules evaluated of it, frozen here.
     */
    coverage: {
      /**
       * 0: the rules that ship.
       */
      ruleSetVersion: number;
      /**
       * SHA-256, hexadecimal.
       */
      ruleSetDigest: string;
      facts: number;
      /**
       * Into which at least one rule looked.
       */
      evaluated: number;
      /**
       * Entries, whatever the number of rules.
       */
      flagged: number;
      /**
       * Flagged entries that a reviewer has settled.
       */
      judged: number;
      sections: {
        section: number;
        facts: number;
        /**
         * Into which at least one rule looked.
         */
        evaluated: number;
        /**
         * Entries, whatever the number of rules.
         */
        flagged: number;
      }[];
      /**
       * Over all that was flagged, and all that was not evaluated.
       */
      digest: string;
    };
    conclusion: string;
  };
}
export interface RecordsExported {
  type: "RecordsExported";
  data: {
    /**
     * @minItems 1
     * @maxItems 1000
     */
    opened: {
      /**
       * The server's time.
       */
      at: string;
      /**
       * The name of the question: getBatchRecord.
       */
      what: string;
      kind?:
        | "materialDefinition"
        | "specification"
        | "materialLot"
        | "container"
        | "sample"
        | "serialRegister"
        | "holdRegister"
        | "masterRecipe"
        | "equipment"
        | "order"
        | "purchaseOrder"
        | "batch"
        | "processData"
        | "disposition"
        | "deviation"
        | "recall"
        | "recallLetter"
        | "complaint"
        | "traceExercise"
        | "person"
        | "party"
        | "location"
        | "shipment"
        | "logisticUnit"
        | "import"
        | "identifier"
        | "refusals"
        | "role"
        | "session"
        | "service"
        | "accessControl"
        | "signature"
        | "auditReview"
        | "exceptionRuleSet"
        | "log";
      id?: string;
      /**
       * The rest of the question.
       */
      asked?: string;
      /**
       * Why, where contact data was opened.
       */
      purpose?: string;
    }[];
  };
}
export interface RecordsOpened {
  type: "RecordsOpened";
  data: {
    /**
     * @minItems 1
     * @maxItems 1000
     */
    opened: {
      /**
       * The server's time.
       */
      at: string;
      /**
       * The name of the question: getBatchRecord.
       */
      what: string;
      kind?:
        | "materialDefinition"
        | "specification"
        | "materialLot"
        | "container"
        | "sample"
        | "serialRegister"
        | "holdRegister"
        | "masterRecipe"
        | "equipment"
        | "order"
        | "purchaseOrder"
        | "batch"
        | "processData"
        | "disposition"
        | "deviation"
        | "recall"
        | "recallLetter"
        | "complaint"
        | "traceExercise"
        | "person"
        | "party"
        | "location"
        | "shipment"
        | "logisticUnit"
        | "import"
        | "identifier"
        | "refusals"
        | "role"
        | "session"
        | "service"
        | "accessControl"
        | "signature"
        | "auditReview"
        | "exceptionRuleSet"
        | "log";
      id?: string;
      /**
       * The rest of the question.
       */
      asked?: string;
      /**
       * Why, where contact data was opened.
       */
      purpose?: string;
    }[];
  };
}
export interface RecoveryApproved {
  type: "RecoveryApproved";
  data: {
    recoveryId: string;
    /**
     * The digest of the code.
     */
    code: {
      key: string;
      /**
       * AES-256-GCM, base64url.
       */
      cipher: string;
    };
  };
}
export interface RecoveryCompleted {
  type: "RecoveryCompleted";
  data: {
    recoveryId: string;
  };
}
export interface RecoveryRequested {
  type: "RecoveryRequested";
  data: {
    recoveryId: string;
    /**
     * The digest of the link.
     */
    link: {
      key: string;
      /**
       * AES-256-GCM, base64url.
       */
      cipher: string;
    };
    expiresAt: string;
  };
}
export interface ResultCorrected {
  type: "ResultCorrected";
  data: {
    /**
     * The event that is meant.
     */
    correctsEventId: string;
    stage: "incoming" | "inProcess" | "release";
    test: string;
    value:
      | Quantity
      | {
          text: string;
        };
    limits?: {
      low?: Quantity;
      high?: Quantity;
      target?: Quantity;
      /**
       * What can be read at all: a person who enters something else is asked once.
       */
      plausible?: {
        low?: Quantity;
        high?: Quantity;
      };
      /**
       * Whether the value is first rounded half up to the decimals of the limit (USP 7.20).
       */
      rounding: "none" | "toLimitDecimals";
    };
    /**
     * Absent: nothing to compare with.
     */
    outOfSpecification?: boolean;
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
  };
}
export interface ResultRecorded {
  type: "ResultRecorded";
  data: {
    stage: "incoming" | "inProcess" | "release";
    test: string;
    method?: string;
    sample?: string;
    /**
     * The lot that was tested; absent: the batch.
     */
    materialLotId?: string;
    value:
      | Quantity
      | {
          text: string;
        };
    /**
     * The specification, as of then.
     */
    limits?: {
      low?: Quantity;
      high?: Quantity;
      target?: Quantity;
      /**
       * What can be read at all: a person who enters something else is asked once.
       */
      plausible?: {
        low?: Quantity;
        high?: Quantity;
      };
      /**
       * Whether the value is first rounded half up to the decimals of the limit (USP 7.20).
       */
      rounding: "none" | "toLimitDecimals";
    };
    /**
     * Absent: nothing to compare with.
     */
    outOfSpecification?: boolean;
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
    /**
     * The first result, which stays.
     */
    repeatOfEventId?: string;
    source: "manual" | "device" | "import";
    /**
     * What whoever entered it by hand said that it was from; nothing here read it.
     */
    claimedSource?: "device" | "import";
  };
}
export interface ReworkApproved {
  type: "ReworkApproved";
  data: {
    kind: "reprocessing" | "rework";
    /**
     * The lots that are put in again.
     *
     * @minItems 1
     * @maxItems 100
     */
    materialLotIds: string[];
    /**
     * What is done to them.
     */
    method: string;
  };
}
export interface RoleDefined {
  type: "RoleDefined";
  data: {
    title: string;
    duty: "administration" | "production" | "quality" | "oversight" | "service";
    /**
     * @minItems 1
     */
    rights: (
      | "readRecords"
      | "exportRecords"
      | "readSystemTrail"
      | "readAccessTrail"
      | "readContacts"
      | "planOrders"
      | "issueBatch"
      | "executeBatch"
      | "recordReadings"
      | "recordResults"
      | "receiveMaterial"
      | "handleMaterial"
      | "placeHold"
      | "liftHold"
      | "shipGoods"
      | "useEquipment"
      | "maintainEquipment"
      | "qualifyEquipment"
      | "authorMasterData"
      | "approveMasterData"
      | "raiseDeviation"
      | "manageDeviation"
      | "approveProduction"
      | "reviewRecord"
      | "approveRecord"
      | "decideDisposition"
      | "manageRecall"
      | "decideRecall"
      | "recordComplaint"
      | "closeComplaint"
      | "importData"
      | "managePeople"
      | "verifyIdentity"
      | "grantRoles"
      | "defineRoles"
      | "manageServices"
      | "secureAccounts"
      | "reviewAccess"
      | "eraseData"
      | "operateSystem"
    )[];
    /**
     * Topics of which a current training is needed, with their edition.
     */
    trainings: string[];
  };
}
export interface RoleRetired {
  type: "RoleRetired";
  data: {};
}
export interface RoleRevised {
  type: "RoleRevised";
  data: {
    title: string;
    duty: "administration" | "production" | "quality" | "oversight" | "service";
    /**
     * @minItems 1
     */
    rights: (
      | "readRecords"
      | "exportRecords"
      | "readSystemTrail"
      | "readAccessTrail"
      | "readContacts"
      | "planOrders"
      | "issueBatch"
      | "executeBatch"
      | "recordReadings"
      | "recordResults"
      | "receiveMaterial"
      | "handleMaterial"
      | "placeHold"
      | "liftHold"
      | "shipGoods"
      | "useEquipment"
      | "maintainEquipment"
      | "qualifyEquipment"
      | "authorMasterData"
      | "approveMasterData"
      | "raiseDeviation"
      | "manageDeviation"
      | "approveProduction"
      | "reviewRecord"
      | "approveRecord"
      | "decideDisposition"
      | "manageRecall"
      | "decideRecall"
      | "recordComplaint"
      | "closeComplaint"
      | "importData"
      | "managePeople"
      | "verifyIdentity"
      | "grantRoles"
      | "defineRoles"
      | "manageServices"
      | "secureAccounts"
      | "reviewAccess"
      | "eraseData"
      | "operateSystem"
    )[];
    /**
     * Topics of which a current training is needed, with their edition.
     */
    trainings: string[];
  };
}
export interface SampleDestroyed {
  type: "SampleDestroyed";
  data: {
    method: string;
  };
}
export interface SampleReceived {
  type: "SampleReceived";
  data: {
    handedOverBy: string;
    /**
     * As found.
     */
    sealNumber?: string;
    sealIntact: boolean;
    remark?: string;
    /**
     * What was not as it was sent; received all the same.
     */
    flags: ("SEAL_BROKEN" | "SEAL_DIFFERS")[];
  };
}
export interface SampleRetained {
  type: "SampleRetained";
  data: {
    locationId: string;
    /**
     * 21 CFR 211.170: so long at least.
     */
    keepUntil: string;
    quantity?: Quantity;
  };
}
export interface SampleSent {
  type: "SampleSent";
  data: {
    /**
     * The laboratory.
     */
    to: string;
    /**
     * Who took it over: a person or a carrier.
     */
    handedTo: string;
    sealNumber?: string;
  };
}
export interface SampleTaken {
  type: "SampleTaken";
  data: {
    sampleNumber: string;
    materialLotId: string;
    material: {
      materialDefinitionId: string;
      name: string;
    };
    /**
     * Whose the lot is.
     */
    ownerPartyId?: string;
    /**
     * The event that is meant.
     */
    sampledEventId: string;
    specificationVersion?: number;
    planNumber?: number;
    planId?: string;
    containerIds: string[];
    quantity?: Quantity;
    /**
     * By value: with the limits as they were then.
     */
    tests: {
      testId: string;
      name: string;
      method: string;
      /**
       * It tells what the material is (21 CFR 211.84(d)(1)).
       */
      identity: boolean;
      criterion:
        | {
            kind: "limits";
            limits: {
              low?: Quantity;
              high?: Quantity;
              target?: Quantity;
              /**
               * What can be read at all: a person who enters something else is asked once.
               */
              plausible?: {
                low?: Quantity;
                high?: Quantity;
              };
              /**
               * Whether the value is first rounded half up to the decimals of the limit (USP 7.20).
               */
              rounding: "none" | "toLimitDecimals";
            };
          }
        | {
            kind: "conformity";
            /**
             * What is found where it conforms.
             */
            expected: string;
          }
        | {
            kind: "attributes";
            /**
             * So many nonconforming units at most.
             */
            accept: number;
          };
    }[];
  };
}
export interface SamplingPlanned {
  type: "SamplingPlanned";
  data: {
    planNumber: number;
    purpose: "release" | "retest";
    specificationVersion: number;
    seed: string;
    /**
     * The way from the seed to the containers.
     */
    drawnBy: string;
    /**
     * @minItems 1
     */
    picks: {
      planId: string;
      rule: string;
      /**
       * One sample of all these containers; else one of each.
       */
      composite: boolean;
      /**
       * None: the lot is not kept by the container.
       */
      containerIds: string[];
      /**
       * ISO 2859-1: how many units are inspected, and how many may be nonconforming.
       */
      attributes?: {
        codeLetter: string;
        sampleSize: number;
        accept: number;
      };
      tests: {
        testId: string;
        name: string;
        method: string;
        /**
         * It tells what the material is (21 CFR 211.84(d)(1)).
         */
        identity: boolean;
        criterion:
          | {
              kind: "limits";
              limits: {
                low?: Quantity;
                high?: Quantity;
                target?: Quantity;
                /**
                 * What can be read at all: a person who enters something else is asked once.
                 */
                plausible?: {
                  low?: Quantity;
                  high?: Quantity;
                };
                /**
                 * Whether the value is first rounded half up to the decimals of the limit (USP 7.20).
                 */
                rounding: "none" | "toLimitDecimals";
              };
            }
          | {
              kind: "conformity";
              /**
               * What is found where it conforms.
               */
              expected: string;
            }
          | {
              kind: "attributes";
              /**
               * So many nonconforming units at most.
               */
              accept: number;
            };
      }[];
      /**
       * By skip-lot: the supplier's certificate stands for it.
       */
      skipped: boolean;
    }[];
  };
}
export interface SecurityAlertAcknowledged {
  type: "SecurityAlertAcknowledged";
  data: {
    /**
     * The event that is meant.
     */
    alertEventId: string;
    comment: string;
  };
}
export interface SecurityAlertRaised {
  type: "SecurityAlertRaised";
  data: {
    kind:
      | "accountLocked"
      | "credentialCloned"
      | "concurrentSession"
      | "unknownNames"
      | "manyNames"
      | "proofRefused"
      | "accessDenied"
      | "unlockedAtConsole"
      | "foundedAgain"
      | "recoveryRequested"
      | "retentionRefused"
      | "rulesChanged"
      | "administrationGranted"
      | "administrationRevoked"
      | "accountDisabled"
      | "keyIssued"
      | "credentialEnded"
      | "recallWidened"
      | "recallNotTraced"
      | "exerciseFailed"
      | "retentionActive"
      | "logInDoubt";
    personId?: string;
    /**
     * Whose act it is raised for: somebody else looks at it.
     */
    by?: string;
    /**
     * The event that it is raised for; or an id of the exercise that failed, or of what came to be known of a recall.
     */
    eventId: string;
    text: string;
  };
}
export interface SecurityAlertSent {
  type: "SecurityAlertSent";
  data: {
    /**
     * The event that is meant.
     */
    alertEventId: string;
    /**
     * By the webhook that the settings name.
     */
    outcome: "sent" | "failed";
  };
}
export interface SerialsAccounted {
  type: "SerialsAccounted";
  data: {
    as: "applied" | "returned" | "destroyed";
    /**
     * @minItems 1
     * @maxItems 1000
     */
    serials: {
      from: string;
      /**
       * The last one; left out: one number alone.
       */
      to?: string;
    }[];
    /**
     * Of what was destroyed.
     */
    cause?: string;
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: ("SERIAL_NOT_ISSUED" | "SERIAL_DUPLICATE")[];
  };
}
export interface SerialsIssued {
  type: "SerialsIssued";
  data: {
    reservationId: string;
    /**
     * @minItems 1
     * @maxItems 1000
     */
    serials: {
      from: string;
      /**
       * The last one; left out: one number alone.
       */
      to?: string;
    }[];
  };
}
export interface SerialsReconciled {
  type: "SerialsReconciled";
  data: {
    issued: number;
    applied: number;
    returned: number;
    destroyed: number;
    missingCount: number;
    /**
     * Issued, and nothing became of them; the first 1,000 ranges.
     *
     * @maxItems 1000
     */
    missing: {
      from: string;
      /**
       * The last one; left out: one number alone.
       */
      to?: string;
    }[];
    notIssuedCount: number;
    /**
     * Accounted for, and never issued to the batch; as many.
     *
     * @maxItems 1000
     */
    notIssued: {
      from: string;
      /**
       * The last one; left out: one number alone.
       */
      to?: string;
    }[];
    twiceCount: number;
    /**
     * Accounted for more than once; as many.
     *
     * @maxItems 1000
     */
    twice: {
      from: string;
      /**
       * The last one; left out: one number alone.
       */
      to?: string;
    }[];
    deviationId?: string;
  };
}
export interface SerialsReserved {
  type: "SerialsReserved";
  data: {
    reservationId: string;
    batchId: string;
    /**
     * @minItems 1
     * @maxItems 1000
     */
    serials: {
      from: string;
      /**
       * The last one; left out: one number alone.
       */
      to?: string;
    }[];
  };
}
export interface ServiceRegistered {
  type: "ServiceRegistered";
  data: {
    name: string;
    purpose: string;
    /**
     * Who answers for it.
     */
    ownerPersonId: string;
  };
}
export interface ServiceRetired {
  type: "ServiceRetired";
  data: {};
}
export interface SessionEnded {
  type: "SessionEnded";
  data: {
    personId: string;
    why: "loggedOut" | "idle" | "time" | "revoked" | "recovered" | "concurrent" | "storeEmptied";
  };
}
export interface SessionLocked {
  type: "SessionLocked";
  data: {
    why: "idle" | "outside" | "person";
  };
}
export interface SessionProven {
  type: "SessionProven";
  data: {
    assurance: string;
  };
}
export interface SessionUnlocked {
  type: "SessionUnlocked";
  data: {
    assurance: string;
  };
}
export interface ShelfLifeDated {
  type: "ShelfLifeDated";
  data: {
    because: "release" | "retest";
    expiresOn?: string;
    retestOn?: string;
    specificationVersion: number;
    /**
     * Whose results it rests on.
     */
    planNumber?: number;
    calculations: {
      of: "expiry" | "retest" | "opened";
      rule: {
        months: number;
        /**
         * From which date; where that is not known, the date that follows is not either.
         */
        countedFrom:
          | "manufacture"
          | "productionStart"
          | "productionEnd"
          | "receipt"
          | "release"
          | "opening"
          | "retest";
        /**
         * The same day of the month, at most its last; or always the last of the month.
         */
        convention: "sameDay" | "endOfMonth";
      };
      /**
       * The date that the months were counted from.
       */
      from: string;
      computed: string;
      /**
       * An earlier date that bounds it: the supplier's.
       */
      limitedTo?: string;
    }[];
    /**
     * Rules that no date follows from.
     */
    unknown?: {
      of: "expiry" | "retest";
      rule: {
        months: number;
        /**
         * From which date; where that is not known, the date that follows is not either.
         */
        countedFrom:
          | "manufacture"
          | "productionStart"
          | "productionEnd"
          | "receipt"
          | "release"
          | "opening"
          | "retest";
        /**
         * The same day of the month, at most its last; or always the last of the month.
         */
        convention: "sameDay" | "endOfMonth";
      };
      because: string;
    }[];
    /**
     * The event that is meant.
     */
    decidedEventId?: string;
  };
}
export interface ShipmentDispatched {
  type: "ShipmentDispatched";
  data: {
    customerPartyId: string;
    consignee: {
      name: string;
      address?: string;
      /**
       * Where the goods go, if not to the customer's country.
       */
      market?: string;
    };
    fromLocationId?: string;
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
    logisticUnitIds: string[];
    documents: {
      /**
       * Delivery note, certificate, waybill.
       */
      kind: string;
      number: string;
    }[];
    /**
     * Given away, and not sold.
     */
    donation?: true;
    /**
     * By which goods that are not released go there, and stay in quarantine (21 CFR 211.142(a)).
     */
    quarantineAgreement?: string;
    carrier?: string;
    sealNumber?: string;
    /**
     * Rules that this broke; it had left already, and is recorded all the same.
     */
    flags?: (
      | "LOT_ON_HOLD"
      | "MATERIAL_EXPIRED"
      | "RETEST_DUE"
      | "MATERIAL_NOT_RELEASED"
      | "MATERIAL_REJECTED"
      | "MARKET_NOT_RELEASED"
    )[];
  };
}
export interface ShipmentPrepared {
  type: "ShipmentPrepared";
  data: {
    /**
     * @minItems 1
     */
    identifiers: Identifier[];
    customerPartyId: string;
    consignee: {
      name: string;
      address?: string;
      /**
       * Where the goods go, if not to the customer's country.
       */
      market?: string;
    };
    fromLocationId?: string;
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
    logisticUnitIds: string[];
    documents: {
      /**
       * Delivery note, certificate, waybill.
       */
      kind: string;
      number: string;
    }[];
    /**
     * Given away, and not sold.
     */
    donation?: true;
    /**
     * By which goods that are not released go there, and stay in quarantine (21 CFR 211.142(a)).
     */
    quarantineAgreement?: string;
  };
}
export interface ShipmentReceived {
  type: "ShipmentReceived";
  data: {
    /**
     * As found, whatever was expected.
     */
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
    /**
     * Found by comparing with what was dispatched.
     */
    discrepancies: {
      materialLotId: string;
      kind: "short" | "over" | "notShipped";
    }[];
    documents: {
      /**
       * Delivery note, certificate, waybill.
       */
      kind: string;
      number: string;
    }[];
  };
}
export interface ShipmentReturned {
  type: "ShipmentReturned";
  data: {
    /**
     * A shipment may come back in parts.
     */
    returnNumber: string;
    /**
     * As found, whatever was expected.
     */
    lines: {
      materialLotId: string;
      quantity: Quantity;
    }[];
    /**
     * Found by comparing with what was dispatched.
     */
    discrepancies: {
      materialLotId: string;
      kind: "short" | "over" | "notShipped";
    }[];
    toLocationId?: string;
  };
}
export interface SignatureApplied {
  type: "SignatureApplied";
  data: {
    signed: {
      kind:
        | "materialDefinition"
        | "specification"
        | "materialLot"
        | "container"
        | "sample"
        | "serialRegister"
        | "holdRegister"
        | "masterRecipe"
        | "equipment"
        | "order"
        | "purchaseOrder"
        | "batch"
        | "processData"
        | "disposition"
        | "deviation"
        | "recall"
        | "recallLetter"
        | "complaint"
        | "traceExercise"
        | "person"
        | "party"
        | "location"
        | "shipment"
        | "logisticUnit"
        | "import"
        | "identifier"
        | "refusals"
        | "role"
        | "session"
        | "service"
        | "accessControl"
        | "signature"
        | "auditReview"
        | "exceptionRuleSet"
        | "log";
      id: string;
      fromRevision: number;
      toRevision: number;
      /**
       * The tree size that was shown.
       */
      asOf: number;
      /**
       * SHA-256, hexadecimal.
       */
      contentDigest: string;
      /**
       * Of what was on the screen or on paper.
       */
      renderingDigest: string;
    };
    meaning:
      | "performed"
      | "verified"
      | "reviewed"
      | "approved"
      | "certified"
      | "rejected"
      | "authored"
      | "auditTrailReviewed"
      | "responsible";
    signerId: string;
    username: string;
    printedName: string;
    /**
     * In which the person signed, as of then.
     */
    role: string;
    /**
     * IANA zone of the site as it was then.
     */
    zone: string;
    /**
     * How the signer proved who they are, for this signature.
     */
    assurance: string;
    /**
     * Of the accountability statement that was shown.
     */
    statementDigest: string;
    policyVersion: string;
    comment?: string;
  };
}
export interface SignatureFailed {
  type: "SignatureFailed";
  data: {
    signed: {
      kind:
        | "materialDefinition"
        | "specification"
        | "materialLot"
        | "container"
        | "sample"
        | "serialRegister"
        | "holdRegister"
        | "masterRecipe"
        | "equipment"
        | "order"
        | "purchaseOrder"
        | "batch"
        | "processData"
        | "disposition"
        | "deviation"
        | "recall"
        | "recallLetter"
        | "complaint"
        | "traceExercise"
        | "person"
        | "party"
        | "location"
        | "shipment"
        | "logisticUnit"
        | "import"
        | "identifier"
        | "refusals"
        | "role"
        | "session"
        | "service"
        | "accessControl"
        | "signature"
        | "auditReview"
        | "exceptionRuleSet"
        | "log";
      id: string;
      fromRevision: number;
      toRevision: number;
      /**
       * The tree size that was shown.
       */
      asOf: number;
      /**
       * SHA-256, hexadecimal.
       */
      contentDigest: string;
      /**
       * Of what was on the screen or on paper.
       */
      renderingDigest: string;
    };
    meaning:
      | "performed"
      | "verified"
      | "reviewed"
      | "approved"
      | "certified"
      | "rejected"
      | "authored"
      | "auditTrailReviewed"
      | "responsible";
    signerId: string;
    why: "credentialWrong" | "codeWrong" | "passkeyRefused" | "signerMismatch" | "expired";
  };
}
export interface SignatureRequested {
  type: "SignatureRequested";
  data: {
    signed: {
      kind:
        | "materialDefinition"
        | "specification"
        | "materialLot"
        | "container"
        | "sample"
        | "serialRegister"
        | "holdRegister"
        | "masterRecipe"
        | "equipment"
        | "order"
        | "purchaseOrder"
        | "batch"
        | "processData"
        | "disposition"
        | "deviation"
        | "recall"
        | "recallLetter"
        | "complaint"
        | "traceExercise"
        | "person"
        | "party"
        | "location"
        | "shipment"
        | "logisticUnit"
        | "import"
        | "identifier"
        | "refusals"
        | "role"
        | "session"
        | "service"
        | "accessControl"
        | "signature"
        | "auditReview"
        | "exceptionRuleSet"
        | "log";
      id: string;
      fromRevision: number;
      toRevision: number;
      /**
       * The tree size that was shown.
       */
      asOf: number;
      /**
       * SHA-256, hexadecimal.
       */
      contentDigest: string;
      /**
       * Of what was on the screen or on paper.
       */
      renderingDigest: string;
    };
    meaning:
      | "performed"
      | "verified"
      | "reviewed"
      | "approved"
      | "certified"
      | "rejected"
      | "authored"
      | "auditTrailReviewed"
      | "responsible";
    signerId: string;
    expiresAt: string;
  };
}
export interface SignatureWithdrawn {
  type: "SignatureWithdrawn";
  data: {
    signerId: string;
  };
}
export interface SigningKeyHandedOver {
  type: "SigningKeyHandedOver";
  data: {
    /**
     * Signed by the former key and by the new one.
     */
    note: string;
  };
}
export interface SigningKeyLost {
  type: "SigningKeyLost";
  data: {
    formerOrigin: string;
    /**
     * Ed25519: 32 bytes in Base64.
     */
    formerPublicKey: string;
    /**
     * Ed25519: 32 bytes in Base64.
     */
    publicKey: string;
  };
}
export interface SigningKeyRotated {
  type: "SigningKeyRotated";
  data: {
    /**
     * Ed25519: 32 bytes in Base64.
     */
    formerPublicKey: string;
    /**
     * Ed25519: 32 bytes in Base64.
     */
    publicKey: string;
  };
}
export interface SourceApproved {
  type: "SourceApproved";
  data: {
    /**
     * Whether goods may come from it, or may have been made by it.
     */
    role: "supplier" | "manufacturer";
    material: {
      materialDefinitionId: string;
      name: string;
    };
    site: string;
    from: string;
    /**
     * The last day; absent: until it is suspended.
     */
    until?: string;
    /**
     * Present: approved on conditions, and every lot is tested in full.
     */
    conditions?: string;
  };
}
export interface SourceSuspended {
  type: "SourceSuspended";
  data: {
    /**
     * Whether goods may come from it, or may have been made by it.
     */
    role: "supplier" | "manufacturer";
    material: {
      materialDefinitionId: string;
      name: string;
    };
    site: string;
  };
}
export interface SpecificationApproved {
  type: "SpecificationApproved";
  data: {
    version: number;
    effectiveFrom: string;
    /**
     * From that day on.
     */
    supersedes?: number;
  };
}
export interface SpecificationDrafted {
  type: "SpecificationDrafted";
  data: {
    version: number;
    /**
     * What the specification is called by, whatever its version.
     */
    code: string;
    material: {
      materialDefinitionId: string;
      name: string;
    };
    /**
     * @minItems 1
     * @maxItems 200
     */
    tests: {
      testId: string;
      name: string;
      method: string;
      /**
       * It tells what the material is (21 CFR 211.84(d)(1)).
       */
      identity: boolean;
      criterion:
        | {
            kind: "limits";
            limits: {
              low?: Quantity;
              high?: Quantity;
              target?: Quantity;
              /**
               * What can be read at all: a person who enters something else is asked once.
               */
              plausible?: {
                low?: Quantity;
                high?: Quantity;
              };
              /**
               * Whether the value is first rounded half up to the decimals of the limit (USP 7.20).
               */
              rounding: "none" | "toLimitDecimals";
            };
          }
        | {
            kind: "conformity";
            /**
             * What is found where it conforms.
             */
            expected: string;
          }
        | {
            kind: "attributes";
          };
      /**
       * Of the samples that it is made on.
       */
      planId: string;
    }[];
    /**
     * @minItems 1
     * @maxItems 50
     */
    plans: {
      planId: string;
      rule:
        | {
            kind: "everyContainer";
          }
        | {
            kind: "squareRootPlusOne";
          }
        | {
            kind: "attributes";
            limit:
              "0.10" | "0.15" | "0.25" | "0.40" | "0.65" | "1.0" | "1.5" | "2.5" | "4.0" | "6.5";
          };
      /**
       * One sample of all containers picked; else one of each.
       */
      composite: boolean;
      quantity?: Quantity59;
      /**
       * By supplier. One rejected lot, and every lot is tested again (ISO 2859-3).
       */
      skipLot?: {
        /**
         * So many lots accepted in a row before.
         */
        qualifyAfter: number;
        /**
         * From then on one lot in so many is tested.
         */
        oneIn: number;
      };
    }[];
    dating: {
      expiry?: {
        months: number;
        /**
         * From which date; where that is not known, the date that follows is not either.
         */
        countedFrom:
          | "manufacture"
          | "productionStart"
          | "productionEnd"
          | "receipt"
          | "release"
          | "opening"
          | "retest";
        /**
         * The same day of the month, at most its last; or always the last of the month.
         */
        convention: "sameDay" | "endOfMonth";
      };
      retest?: {
        months: number;
        /**
         * From which date; where that is not known, the date that follows is not either.
         */
        countedFrom:
          | "manufacture"
          | "productionStart"
          | "productionEnd"
          | "receipt"
          | "release"
          | "opening"
          | "retest";
        /**
         * The same day of the month, at most its last; or always the last of the month.
         */
        convention: "sameDay" | "endOfMonth";
      };
      /**
       * Of a container, once it has been opened.
       */
      opened?: {
        months: number;
        /**
         * From which date; where that is not known, the date that follows is not either.
         */
        countedFrom:
          | "manufacture"
          | "productionStart"
          | "productionEnd"
          | "receipt"
          | "release"
          | "opening"
          | "retest";
        /**
         * The same day of the month, at most its last; or always the last of the month.
         */
        convention: "sameDay" | "endOfMonth";
      };
      /**
       * Of a lot that conformed when retested.
       */
      afterRetest?: {
        months: number;
        /**
         * From which date; where that is not known, the date that follows is not either.
         */
        countedFrom:
          | "manufacture"
          | "productionStart"
          | "productionEnd"
          | "receipt"
          | "release"
          | "opening"
          | "retest";
        /**
         * The same day of the month, at most its last; or always the last of the month.
         */
        convention: "sameDay" | "endOfMonth";
      };
      /**
       * So often it may be extended.
       */
      retestsMax?: number;
    };
    /**
     * Of the change control.
     */
    changeReference?: string;
  };
}
/**
 * What is drawn from each container.
 */
export interface Quantity59 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface SpecificationWithdrawn {
  type: "SpecificationWithdrawn";
  data: {
    version: number;
  };
}
export interface StatementPublished {
  type: "StatementPublished";
  data: {
    version: string;
    text: string;
    /**
     * SHA-256, hexadecimal.
     */
    digest: string;
  };
}
export interface TestResultCorrected {
  type: "TestResultCorrected";
  data: {
    /**
     * The lot that it was found in: the trail of the lot has it too.
     */
    materialLotId: string;
    testId: string;
    name: string;
    method: string;
    /**
     * As read: not rounded; rounded for the comparison alone.
     */
    finding:
      | {
          kind: "limits";
          value: Quantity;
        }
      | {
          kind: "conformity";
          conforms: boolean;
          found: string;
        }
      | {
          kind: "attributes";
          nonconforming: number;
          inspected: number;
        };
    conforms: boolean;
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
    /**
     * 1: the first, which is kept for ever; else a repeat.
     */
    attempt: number;
  };
}
export interface TestResultRecorded {
  type: "TestResultRecorded";
  data: {
    /**
     * The lot that it was found in: the trail of the lot has it too.
     */
    materialLotId: string;
    testId: string;
    name: string;
    method: string;
    /**
     * As read: not rounded; rounded for the comparison alone.
     */
    finding:
      | {
          kind: "limits";
          value: Quantity;
        }
      | {
          kind: "conformity";
          conforms: boolean;
          found: string;
        }
      | {
          kind: "attributes";
          nonconforming: number;
          inspected: number;
        };
    conforms: boolean;
    /**
     * It is far from what was asked, and whoever entered it said that it is meant.
     */
    confirmed?: true;
    /**
     * 1: the first, which is kept for ever; else a repeat.
     */
    attempt: number;
    instrument?: string;
    /**
     * With units and factors (211.194(a)(5)).
     */
    calculation?: string;
    /**
     * Rules that this broke; recorded all the same.
     */
    flags: ("NOT_RECEIVED" | "SAMPLE_DESTROYED" | "SEAL_BROKEN" | "SEAL_DIFFERS")[];
  };
}
export interface TestsListed {
  type: "TestsListed";
  data: {
    stage: "incoming" | "inProcess" | "release";
    /**
     * @minItems 1
     */
    tests: string[];
    /**
     * Asked for by a specification, or columns of an imported file.
     */
    basis: "specification" | "source";
    /**
     * The lot that is tested; absent: the batch.
     */
    materialLotId?: string;
  };
}
export interface TraceExercisePerformed {
  type: "TraceExercisePerformed";
  data: {
    materialLotId: string;
    /**
     * As people write it.
     */
    lot: string;
    /**
     * What the lot was drawn by; absent: it was named.
     */
    seed?: string;
    /**
     * A tree size: complete over entries 0 to asOf - 1.
     */
    asOf: number;
    /**
     * From the question to the whole answer.
     */
    took_ms: number;
    forward: {
      lots: number;
      batches: number;
      shipments: number;
    };
    backward: {
      lots: number;
      batches: number;
      shipments: number;
    };
    made?: Quantity60;
    accounted?: Quantity61;
    percentTraced?: Quantity;
    /**
     * What the answer does not know, one for each lot and gap.
     */
    unknown: number;
    /**
     * Of the frozen answer, which is kept.
     */
    answerSha256: string;
    /**
     * Absent: internal consistency only.
     */
    compared?: {
      /**
       * What the file is: count sheet of 2026-11-26, ERP movements.
       */
      source: string;
      /**
       * Of the file, which is kept.
       */
      sha256: string;
      lines: number;
      agreeing: number;
      /**
       * Another quantity than the records have.
       */
      differing: number;
      onlyInSource: number;
      /**
       * Of the lots and states that the file speaks of.
       */
      onlyInRecords: number;
    };
  };
}
/**
 * Absent: not known.
 */
export interface Quantity60 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
/**
 * Whose state and quantity are recorded.
 */
export interface Quantity61 {
  /**
   * A decimal number as text: no exponent, no thousands separator.
   */
  value: string;
  /**
   * UCUM code; counted units as {tablet}.
   */
  unitOfMeasure: string;
}
export interface TranscriptionChecked {
  type: "TranscriptionChecked";
  data: {
    /**
     * The entry that was copied.
     */
    entryEventId: string;
    /**
     * Number of the form.
     */
    form: string;
    page: number;
    result: "same" | "differs";
    findings?: string;
    /**
     * Of what differs, and stays as it was entered.
     */
    deviationId?: string;
  };
}
export interface UnknownLogInsFailed {
  type: "UnknownLogInsFailed";
  data: {
    count: number;
    network: "inside" | "outside";
  };
}
export interface YieldComputed {
  type: "YieldComputed";
  data: {
    stage: string;
    percent: Quantity;
    theoretical?: Quantity;
    actual?: Quantity;
    formula: string;
    inputs: {
      name: string;
      value: Quantity;
      /**
       * The event that is meant.
       */
      eventId?: string;
    }[];
    /**
     * Worked out here, or said by a source.
     */
    basis: "computed" | "stated";
    limits?: {
      low?: Quantity;
      high?: Quantity;
      target?: Quantity;
      /**
       * What can be read at all: a person who enters something else is asked once.
       */
      plausible?: {
        low?: Quantity;
        high?: Quantity;
      };
      /**
       * Whether the value is first rounded half up to the decimals of the limit (USP 7.20).
       */
      rounding: "none" | "toLimitDecimals";
    };
    /**
     * Absent: no limit to compare with.
     */
    outOfLimit?: boolean;
    /**
     * Over 100 % or under 0 %.
     */
    implausible: boolean;
    /**
     * The yield of this stage stated before.
     */
    correctsEventId?: string;
  };
}
export interface ComplaintLinkedV1 {
  type: "ComplaintLinked";
  data: {
    materialLotId: string;
    serial?: string;
    standing: "claimed" | "confirmed";
  };
}
export interface EquipmentStateChangedV1 {
  type: "EquipmentStateChanged";
  data: {
    state: "setUp" | "running" | "stopped" | "idle";
    cause?: string;
    batchId?: string;
    goodCount?: number;
    rejectCount?: number;
  };
}
