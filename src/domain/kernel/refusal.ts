// Every "no" that the product can say: one list. Whether it is recorded, and who may override it.

export interface RefusalRule {
  /**
   * What an inspector would ask about is kept as an event (regulatory 0.2, rule 2); malformed input
   * is only answered.
   */
  readonly recorded: boolean;
  /** The role that may override with reason and deviation, or never. */
  readonly override: "never" | { readonly role: string };
  readonly means: string;
}

const answered = (means: string): RefusalRule => ({ recorded: false, override: "never", means });
const recorded = (means: string): RefusalRule => ({ recorded: true, override: "never", means });
const overridable = (role: string, means: string): RefusalRule => ({
  recorded: true,
  override: { role },
  means,
});

export const refusals = {
  MALFORMED_COMMAND: answered("The command does not have the shape its schema asks for."),
  MALFORMED_TEXT: answered("A text holds U+0000 or a lone surrogate."),
  REVISION_CHANGED: answered("The stream has moved on since the revision that the caller saw."),
  UNIT_UNKNOWN: answered("The unit of measure is no UCUM code that is known here."),
  UNIT_NOT_CONVERTIBLE: answered("There is no exact ratio between the two units."),
  QUANTITY_NOT_POSITIVE: answered("A quantity of material must be greater than zero."),
  QUANTITY_OUT_OF_RANGE: answered("An amount has over 18 digits before or 12 after the point."),
  REASON_REQUIRED: answered("A change, a void or an override needs a reason."),
  REASON_TOO_VAGUE: answered("A reason says why: not only that something was wrong or changed."),
  IDENTIFIER_MALFORMED: answered("The number does not have its scheme's length or check digit."),
  IDENTIFIER_TAKEN: answered("The identifier belongs to something else already."),
  PERSON_UNKNOWN: answered("Whoever is named is not enrolled here."),
  NOT_FOUND: answered("Nothing with this id exists."),
  ALREADY_EXISTS: answered("Something with this id exists already."),
  IDENTITY_REUSED: recorded("A user id or username is never given to a second person."),
  BATCH_ID_EXISTS: recorded("The batch number is taken at this site for this product."),
  BATCH_NUMBER_FINAL: recorded("The final number of a batch is given once, and stays."),
  UNAUTHENTICATED: recorded("Nobody is logged in; nothing can be approved or released."),
  PERSON_LEFT: recorded("The person has left and can do nothing more."),
  NOT_AUTHORIZED: recorded("The right is not granted here, for this material, at this time."),
  SOD_CONFLICT: recorded("Duties that one person must not hold, or act on, together."),
  IDENTITY_NOT_VERIFIED: recorded(
    "Somebody else must have verified the person's identity, or approved the key.",
  ),
  SIGNATURE_POLICY_NOT_ACCEPTED: recorded("The accountability statement must be accepted first."),
  TRAINING_NOT_CURRENT: recorded("The trainings that the role asks for must be current."),
  SHARED_ACCOUNT_READ_ONLY: recorded("An account that several people use can only read."),
  PASSWORD_CHANGE_REQUIRED: answered("The password must be changed before anything else."),
  LOG_IN_REQUIRED: answered("Nobody is logged in who is known here."),
  LOG_IN_FAILED: answered("Name, password, code or passkey is not right."),
  PROOF_REQUIRED: answered("Prove again who you are: it was not done within the last minutes."),
  SESSION_LOCKED: answered("The session is locked; unlock it by proving again who you are."),
  ACCOUNT_DISABLED: answered("The account has been disabled, or the person has left."),
  ACCOUNT_LOCKED: answered("Too many failed attempts; wait, or have the account unlocked."),
  MFA_REQUIRED: answered("A second factor is needed."),
  CREDENTIAL_NOT_VALID: answered("The credential is unknown, used up, lost or expired."),
  CODE_REUSED: recorded("A one-time code counts once."),
  PASSKEY_NOT_DEVICE_BOUND: answered("The rules of access ask for a passkey bound to its device."),
  CONCURRENT_SESSION: recorded("The rules of access allow one session for each person."),
  PASSKEY_UNAVAILABLE: answered("Passkeys need an address: set PUBLIC_URL."),
  SINGLE_SIGN_ON_UNAVAILABLE: answered("No identity provider is set up."),
  ADMINISTRATION_LIMITED: answered("What administers access is granted for the whole plant."),
  END_TOO_FAR: answered("It is to hold for longer than the rules of access allow."),
  GRANT_WITHOUT_END: answered("A role of oversight is granted until an instant."),
  PASSWORD_UNFIT: answered("The password is not as the rules of access ask for."),
  ADMINISTRATION_WOULD_END: answered(
    "Nobody could give rights any more: the roles administrator and security keep what it takes.",
  ),
  ROLE_UNKNOWN: answered("No role of this name is defined."),
  RECORD_CHANGED_SINCE_VIEW: recorded("What is to be approved is not what was shown."),
  VIEW_NOT_STATED: answered("Who frees what a batch made says which record they were shown."),
  SECOND_PERSON_REQUIRED: recorded("The check must be made by another person."),
  STEP_OUT_OF_ORDER: overridable(
    "qaRelease",
    "The step does not go there from where it stands, or before what comes before it is done.",
  ),
  BATCH_NOT_STARTED: recorded("The batch has not been started."),
  IMPLAUSIBLE_VALUE: recorded("What is far from what was asked is taken once it is confirmed."),
  STEP_NOT_IN_RECIPE: recorded("The recipe that the batch was issued from has no such step."),
  STEP_MUST_BE_RECORDED_LIVE: recorded("It is recorded when it is done, not claimed or imported."),
  OCCURRED_IN_FUTURE: answered("What has not happened yet is not recorded as done."),
  FORM_NOT_OUT: recorded("The form was not out at that time, or it has no such page."),
  BATCH_RECORD_INCOMPLETE: recorded("Something that the batch record must hold is missing."),
  AUDIT_REVIEW_PENDING: recorded("Exceptions of the record are not judged by the rules of now."),
  RULES_FAULTY: answered(
    "Two exception rules have one id, there is none, or none of kind `override` for all sections.",
  ),
  QA_REVIEW_PENDING: recorded("The batch record has not been reviewed."),
  REVIEWER_NOT_INDEPENDENT: recorded("Who reviews or approves has done nothing in the batch."),
  QP_REQUIRED: recorded("A Qualified Person, entered for site and product, certifies the batch."),
  UDI_MISSING: recorded("A device is released under its UDI: which device, and which of them."),
  BATCH_CLOSED: recorded("The batch is completed; only an addendum can follow."),
  MASTER_INCOMPLETE: recorded("The master lacks an item that one of its profiles asks for."),
  MASTER_FAULTY: recorded("A static check of the recipe finds an error."),
  UNIT_SYSTEM_MIXED: recorded("Amounts of a master are in one system of weights and measures."),
  MASTER_NOT_SUBMITTED: recorded("A version is approved after its author has submitted it."),
  MASTER_NOT_APPROVED: recorded("A version becomes effective after it was approved."),
  DEVIATION_REQUIRED: recorded("A departure from the master takes a deviation."),
  ATTACHMENT_LIMIT: answered("The batch has as many attachments as one may have."),
  DIGEST_MISMATCH: answered("The bytes that came are not those that were sent."),
  OVERRIDE_NOT_POSSIBLE: recorded("Nobody may override this rule for an act of a batch."),
  OVERRIDE_NOT_OPEN: recorded("No override stands for this act under this id, or it is used up."),
  IMPACT_NOT_ASSESSED: recorded("Quality assesses what a deviation means for each batch."),
  IMPACT_NOT_ACCEPTABLE: recorded("What a deviation means for the batch is not acceptable."),
  ISSUANCE_MISMATCH: recorded("The copy for the batch is not the master that is effective."),
  ORDER_OF_ANOTHER: recorded("A batch of one client is issued for no order of another's."),
  ADJUSTMENT_NOT_ALLOWED: recorded("The master does not allow this size or this set point."),
  MASTER_NOT_EFFECTIVE: recorded("No approved version of the recipe is effective at this time."),
  EFFECTIVE_TOO_EARLY: recorded("A version is effective neither before now nor before another."),
  IMPACT_NOT_STATED: recorded("The author says what a change means for each unchanged section."),
  CHANGE_CONTROL_REQUIRED: recorded("A further version names the change control it comes from."),
  RECIPE_IS_ANOTHER: answered("A version is of the same number and the same product."),
  MATERIAL_NOT_RELEASED: overridable("qaRelease", "The lot has not been released for use."),
  REPROCESSING_NOT_APPROVED: recorded("Quality approves a rework before it is begun, by its lots."),
  SUPPLIER_LOT_REQUIRED: recorded("The supplier's number of a lot is known before it is charged."),
  MATERIAL_SUSPENDED: recorded("The release of the lot has been suspended."),
  MATERIAL_REJECTED: recorded("The lot has been rejected."),
  MARKET_NOT_RELEASED: recorded("The lot is released for other markets than it would go to."),
  MATERIAL_EXPIRED: overridable("qaRelease", "The lot is past its expiry date."),
  RETEST_DUE: overridable("qaRelease", "The lot is past its retest date."),
  DISPOSITION_REQUIRED: recorded("Only a disposition changes the quality status of a lot."),
  SUBLOT_REQUIRED: recorded("A part of a lot is decided on only when it is a lot of its own."),
  NOT_THE_SUPPLIER: recorded("Goods are returned to whoever supplied the lot, and to nobody else."),
  CONTAINER_UNKNOWN: recorded("The lot has no such container."),
  QUANTITY_NOT_AVAILABLE: recorded("There is less than that in the lot or the container."),
  WRONG_MATERIAL: recorded("The lot is not of the material that the step asks for."),
  LOT_ON_HOLD: recorded("A hold stands on the lot."),
  HOLD_OF_RECALL: recorded("Holds of a recall follow its scope; nobody else lifts them."),
  LOT_EMPTY: recorded("Nothing of the lot is left, so nothing can be moved or shipped."),
  STATUS_BLOCKS_USE: recorded("The thing is in a state that forbids this use."),
  DEVICE_NOT_QUALIFIED: overridable(
    "qaRelease",
    "The equipment is not qualified, or out of calibration.",
  ),
  WRONG_EQUIPMENT: recorded("The step asks for equipment of another class, or for a named piece."),
  ALARM_ACK_INCOMPLETE: recorded("A person in their role acknowledges an alarm, with a comment."),
  LABEL_RECONCILIATION_FAILED: recorded(
    "Labels issued are not those applied, returned, destroyed.",
  ),
  SERIAL_DUPLICATE: recorded("A serial number of a product is given once, to one batch."),
  SERIAL_RECONCILIATION_FAILED: recorded(
    "Serial numbers issued are not those applied, returned, destroyed.",
  ),
  WEIGHING_INCONSISTENT: answered("Net is not what gross is more than tare."),
  FORMULA_UNKNOWN: answered("No formula of this name and version can be computed here."),
  NAMED_TWICE: answered("The same thing stands in a list twice."),
  QUANTITY_NOT_RECONCILED: recorded("The quantities do not add up to what was there."),
  DISPOSITION_DECIDED: recorded("The disposition of this quantity has been decided already."),
  SUPPLIER_NOT_APPROVED: overridable(
    "qaRelease",
    "The supplier or the manufacturer is not approved for this material at this site.",
  ),
  SPECIFICATION_INCOMPLETE: answered("The specification lacks something, or contradicts itself."),
  SPEC_NOT_EFFECTIVE: recorded("No version of the specification is in effect."),
  SAMPLING_NOT_PLANNED: recorded("The lot's samples have not been picked by its specification."),
  RESULT_MISSING: recorded("A test that the specification asks for has no valid result."),
  OOS_NOT_ASSESSED: recorded("A result out of specification has not been assessed."),
  SPECIFICATION_FAILED: recorded("A result out of specification stands: the lot does not conform."),
  RETENTION_ACTIVE: recorded("The sample is to be kept for longer."),
  UNIT_NOT_IN_SHIPMENT: recorded("The shipment does not list the logistic unit."),
  SHIPMENT_EMPTY: answered("A shipment holds at least one lot or logistic unit."),
  UNIT_SEALED: recorded("The logistic unit is sealed."),
  CHUNK_UNEVEN: answered("Each column of a chunk has as many values as the chunk has rows."),
  CHUNK_TOO_LARGE: answered("A chunk of readings holds at most 1,024 rows and 128 KB."),
  INVESTIGATION_OPEN: recorded("A complaint is closed after it was investigated."),
  RECALL_TERMINATED: recorded(
    "The recall is terminated; only what is heard or comes back is recorded.",
  ),
  RECALL_IS_MOCK: recorded("An exercise holds nothing."),
  SUSPECT_STANDS: recorded("What something is recorded under, or what alone is suspect, stays so."),
  SUSPECT_UNRESOLVED: recorded("A recall ends when each suspect stands for something recorded."),
  SCOPE_NOT_TRACED: recorded("A recall ends when its scope has been traced, and to the log's end."),
  NOT_IN_SCOPE: recorded("Only what is in the scope of a recall can be left out of it."),
  NARROWING_CLOSED: recorded("A proposal is decided on once."),
  NARROWING_UNDECIDED: recorded("A recall ends when every proposal to narrow it is decided."),
  RECALL_NOT_EVALUATED: recorded("A recall ends when its hazard has been evaluated."),
  AUTHORITY_NOT_INFORMED: recorded("A recall ends when each authority has been told."),
  HOLDS_UNSETTLED: recorded("A recall ends when its holds stand as its scope asks."),
  REMINDER_MISSING: recorded("Nobody is given up before they were told and reminded."),
  REPLIES_MISSING: recorded("A recall ends when each consignee has replied or does not respond."),
  CHECKS_MISSING: recorded("A recall ends when as many consignees are checked as its level asks."),
  RECALL_NOT_EFFECTIVE: recorded("A recall ends when each consignee that was checked has acted."),
  GOODS_UNACCOUNTED: recorded("A recall ends when what was shipped is back, used up or destroyed."),
  GOODS_NOT_DISPOSED: recorded("A recall ends when what came back has been disposed of."),
} as const satisfies Record<string, RefusalRule>;

export type RefusalCode = keyof typeof refusals;

export interface Refusal {
  readonly refused: RefusalCode;
  /** A sentence: what is not so. What the rule asks for stands in `refusals`. */
  readonly message: string;
  /** What was tried, kept with a recorded refusal; its `cause`, a stable word, is answered. */
  readonly attempted?: { readonly [field: string]: unknown };
}

export function refuse(
  refused: RefusalCode,
  message: string,
  attempted?: Refusal["attempted"],
): Refusal {
  return attempted === undefined ? { refused, message } : { refused, message, attempted };
}

export const isRefusal = (decision: object): decision is Refusal => "refused" in decision;
