// What is asked over HTTP and stands in no matrix of commands, written down a second time and by
// hand: which rights each question needs, all of them.
import type { Right } from "../../../src/domain/kernel/access/right.ts";
import { commandsOfRight } from "../../domain/role/matrix.ts";

export interface Asked {
  /** The first is the one that the route declares, unless the query asks for something else. */
  readonly rights: readonly Right[];
  readonly query?: string;
  /** A grant for some sites is not enough. */
  readonly ofAllSites?: true;
}

const ofAll = (...rights: readonly Right[]): Asked => ({ rights, ofAllSites: true });
/** Who may do what is of no part of the plant. */
export const administration: readonly Right[] = [
  ...(["managePeople", "verifyIdentity", "grantRoles", "defineRoles"] as const),
  ...(["manageServices", "secureAccounts", "reviewAccess", "eraseData"] as const),
];
const needs = (...rights: readonly Right[]): Asked =>
  rights.some((right) => administration.includes(right)) ? ofAll(...rights) : { rights };
const copy = (query: string): Asked => ({ ...needs("readRecords", "exportRecords"), query });

const records = [needs("readRecords")];
const people = [ofAll("readSystemTrail")];
const sessions = [ofAll("readAccessTrail")];
const contacts = [ofAll("readContacts")];
const accounts = [needs("secureAccounts")];
const alerts = [ofAll("secureAccounts")];

/** By operation; of a page, by its address. */
const others: Readonly<Record<string, readonly Asked[]>> = {
  listLots: records,
  getLot: records,
  listDecisions: records,
  listSpecifications: records,
  getSpecification: records,
  listSamples: records,
  getSample: records,
  scan: records,
  getStock: records,
  getDispensingLabel: records,
  getEquipmentStatus: records,
  getEquipmentLog: records,
  getEquipmentOee: records,
  getCalibrationImpact: records,
  listBatches: records,
  getBatchRecord: [...records, copy("format=pdf")],
  getBlankForm: [...records, copy("format=pdf")],
  getAttachment: [needs("readRecords", "exportRecords")],
  getBatchReview: records,
  getExceptionRules: records,
  getTrace: [...records, copy("format=csv")],
  listRecalls: [ofAll("readRecords")],
  getRecall: [ofAll("readRecords")],
  getRecallConsignees: [ofAll("readRecords")],
  getRecallCertificate: [ofAll("readRecords", "exportRecords")],
  getRecallLetter: [ofAll("readRecords")],
  getRecallLetterTemplate: [ofAll("readRecords")],
  previewRecall: records,
  getRelatedBatches: [ofAll("readRecords")],
  getDispatchList: records,
  listMasterRecipes: [ofAll("readRecords")],
  getMasterRecipe: [ofAll("readRecords")],
  getMasterRecipeDifference: [ofAll("readRecords")],
  getMasterRecipeImpact: [ofAll("readRecords")],
  backTestRecipe: [ofAll("readRecords")],
  getWhereabouts: [...records, copy("format=csv")],
  getBetween: records,
  getCommon: records,
  getCircumstances: records,
  getShares: records,
  getAuditTrail: [
    { ...needs("readRecords"), query: "batch=b" },
    copy("batch=b&format=ndjson"),
    { ...ofAll("readRecords", "readSystemTrail"), query: "limit=1" },
    { ...ofAll("readSystemTrail"), query: "trail=system&limit=1" },
    { ...ofAll("readAccessTrail"), query: "trail=access&limit=1" },
    { ...ofAll("readAccessTrail", "exportRecords"), query: "trail=access&limit=1&format=csv" },
  ],
  listPeople: people,
  listRoles: people,
  listServices: people,
  getRights: people,
  getHolders: people,
  getAccessLog: sessions,
  listSessions: sessions,
  getContact: contacts,
  getPartyContacts: contacts,
  listSecurityAlerts: alerts,
  invitePerson: [needs("managePeople")],
  requestRecovery: [needs("managePeople")],
  linkSingleSignOn: [needs("managePeople")],
  recordContact: [needs("managePeople")],
  approveRecovery: accounts,
  endCredential: accounts,
  endSession: accounts,
  erasePersonData: [needs("eraseData")],
  erasePartyContact: [needs("eraseData")],
  recordPartyContact: [needs("authorMasterData")],
  attachDocument: [needs("executeBatch")],
  issueBlankForm: [needs("issueBatch")],
  issueApiKey: [ofAll("manageServices")],
  "/": records,
  "/batches/:id": records,
  "/batches/:id/trail": records,
  "/batches/:id/review": records,
  "/batches/:id/review/marks": [needs("reviewRecord")],
  "/traces": records,
  "/security": alerts,
  "/security/acknowledge": accounts,
  "/security/unlock": accounts,
  "/security/sessions/end": accounts,
};

const commands = Object.entries(commandsOfRight).flatMap(([right, names]) =>
  names
    .split(" ")
    .filter((name) => name !== "")
    .map((name): [string, readonly Asked[]] => [
      name.charAt(0).toLowerCase() + name.slice(1),
      [needs(right as Right)],
    ]),
);

/** By operation or address. */
export const asked: ReadonlyMap<string, readonly Asked[]> = new Map([
  ...commands,
  ...Object.entries(others),
]);
