// What people and services may be allowed to do: one closed list. Each command and each route names
// one right; a role is a set of them, granted to somebody for sites, materials and clients
// (21 CFR 11.10(g); Annex 11, 12).

interface RightRule {
  readonly means: string;
  /** What stands like a signature: in no machine's hands (21 CFR 11.50). */
  readonly accountable?: true;
  /** It shows and changes nothing: all that a shared account may have (draft Annex 11, 11.1). */
  readonly readsOnly?: true;
  /**
   * Over who may do what: in no machine's hands, in no role beside making or judging batches, and
   * in nobody's while nobody is known (draft Annex 11, 11.10).
   */
  readonly administers?: true;
}

export const rights = {
  readRecords: { means: "Read batches, lots, traces, and their trails.", readsOnly: true },
  exportRecords: { means: "Take out copies: PDF, CSV, NDJSON.", readsOnly: true },
  readSystemTrail: { means: "Read who changed rights and settings.", readsOnly: true },
  readAccessTrail: { means: "Read who logged in, and who opened what.", readsOnly: true },
  readContacts: { means: "Open the contact data of people, for a recorded purpose." },
  planOrders: { means: "Place, release and close orders." },
  issueBatch: { means: "Issue a batch from its order and recipe." },
  executeBatch: { means: "Run a batch: phases, charges, parameters, checks, outputs." },
  recordReadings: { means: "Record what machines measured." },
  recordResults: { means: "List tests, record and correct results, take samples." },
  receiveMaterial: { means: "Take a lot of material in." },
  handleMaterial: { means: "Move, count, relabel, split, merge, scrap and destroy material." },
  placeHold: { means: "Place a hold on a lot or a batch." },
  liftHold: { means: "Lift a hold.", accountable: true },
  shipGoods: { means: "Load, seal and ship, and take back what returns." },
  useEquipment: { means: "Start and end the use of equipment, and change its state." },
  maintainEquipment: { means: "Clean and calibrate equipment." },
  qualifyEquipment: { means: "Register, qualify and retire equipment." },
  authorMasterData: { means: "Define materials, recipes, places, suppliers and customers." },
  approveMasterData: {
    means: "Approve materials, recipes, suppliers and customers.",
    accountable: true,
  },
  raiseDeviation: { means: "Raise a deviation." },
  manageDeviation: { means: "Classify and close deviations.", accountable: true },
  approveProduction: {
    means: "Approve a batch record for production, as the person responsible.",
    accountable: true,
  },
  reviewRecord: { means: "Review batch records and add to them.", accountable: true },
  approveRecord: { means: "Approve a batch record, or not.", accountable: true },
  decideDisposition: { means: "Decide what may become of a lot.", accountable: true },
  manageRecall: { means: "Open and run recalls: scope, holds, consignees, checks, goods." },
  decideRecall: {
    means: "Evaluate a recall, decide to narrow its scope, terminate it.",
    accountable: true,
  },
  recordComplaint: { means: "Record complaints, and what they are about." },
  closeComplaint: { means: "Conclude on complaints.", accountable: true },
  importData: { means: "Take files in from outside." },
  managePeople: {
    means: "Enrol people, keep their names, trainings and contact data.",
    administers: true,
  },
  verifyIdentity: {
    means: "Verify that an account belongs to the person it names.",
    administers: true,
  },
  grantRoles: { means: "Grant and revoke roles.", administers: true },
  defineRoles: { means: "Define what a role may do, and the rules of access.", administers: true },
  manageServices: {
    means: "Register services, and issue and revoke their keys.",
    administers: true,
  },
  secureAccounts: {
    means: "Disable and unlock accounts, end sessions, approve recoveries.",
    administers: true,
  },
  reviewAccess: { means: "Review who has which rights.", administers: true },
  eraseData: { means: "Make contact data of a person unreadable for ever.", administers: true },
  operateSystem: { means: "Rebuild read models, see the state of each part." },
} as const satisfies Record<string, RightRule>;

export type Right = keyof typeof rights;
export const rightNames = Object.keys(rights) as readonly Right[];

const rules: Readonly<Record<Right, RightRule>> = rights;
const isAccountable = (right: Right): boolean => rules[right].accountable === true;
export const readsOnly = (right: Right): boolean => rules[right].readsOnly === true;
/** Also in a role that was revised after a key was given it. */
export const isForMachines = (right: Right): boolean =>
  !isAccountable(right) && !administers(right);
export const administers = (right: Right): boolean => rules[right].administers === true;

/**
 * What a command asks of whoever gives it. `own`: nothing but to be logged in, for it is about
 * oneself. `system`: the program's own work, or the second half of a command whose first half was
 * allowed; never offered to a caller.
 */
export type Required = Right | "own" | "system";
