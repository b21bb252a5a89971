// People who log in, read and take out, are given roles and credentials, while a batch runs.
import type { Sealed } from "../../../src/domain/kernel/access/sealed.ts";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import { ada, eventIdAt, type Happened } from "../history.ts";

export const ofAda = (type: string, data: object, more: Partial<Happened> = {}): Happened => ({
  stream: "person-person-ada",
  type,
  data,
  ...more,
});
const ofSession = (type: string, data: object): Happened => ({
  stream: "session-session-1",
  type,
  data,
});
const ofAccess = (type: string, data: object): Happened => ({
  stream: "accessControl-instance",
  type,
  data,
});

export const sealed = (letter: string, of = "credentials"): Sealed => ({
  key: `${of}/${"0".repeat(31)}1`,
  cipher: letter.repeat(40),
});

const opened = {
  opened: [{ at: "2026-11-20T09:00:00.000Z", what: "getBatchRecord", kind: "batch", id: "171" }],
};
const lot = { at: "2026-11-20T09:00:00.000Z", what: "getLot", kind: "materialLot", id: "lot-1" };

export const enrolled = ofAda("PersonEnrolled", {
  username: "ada",
  printedName: "Ada Novak",
  initials: "AN",
  account: "personal",
});
export const trained = ofAda("PersonTrained", { topic: "SOP-12" });
export const granted = ofAda("PersonRoleGranted", {
  role: "operator",
  duty: "production",
  scope: everywhere,
});
export const verified = ofAda("IdentityVerified", { how: "knownInPerson", evidence: "HR 4" });
export const renamed = ofAda(
  "PersonNameChanged",
  { printedName: "Ada Kovač", initials: "AK" },
  { before: { printedName: "Ada Novak", initials: "AN" } },
);

export const loggedIn = ofAda("LoggedIn", {
  sessionId: "session-1",
  method: "password",
  assurance: "password",
  credentialIds: ["credential-1"],
  network: "inside",
  otherSessionIds: [],
});
export const logInFailed = ofAda("LogInFailed", { why: "credentialWrong", network: "inside" });
export const read = ofSession("RecordsOpened", opened);
export const readLot = ofSession("RecordsOpened", { opened: [lot] });
export const takenOut = ofSession("RecordsExported", opened);
export const loggedOut = ofSession("SessionEnded", { personId: ada.id, why: "loggedOut" });
export const deniedRead: Happened = {
  stream: "batch-171",
  type: "AttemptRefused",
  data: {
    command: "getBatchRecord",
    code: "NOT_AUTHORIZED",
    message: "readRecords: No role that grants it is held.",
    requirement: "The right is not granted here, for this material, at this time.",
    attempted: { batchId: "171" },
  },
};

export const credentialSet = ofAda("CredentialSet", {
  credentialId: "credential-1",
  kind: "password",
  material: sealed("A"),
});
export const locked = ofAda("AccountLocked", { failures: 10 });
export const alerted = ofAccess("SecurityAlertRaised", {
  kind: "accountLocked",
  personId: ada.id,
  eventId: eventIdAt(0),
  text: "An account was locked",
});
export const contact = ofAda("PersonContactRecorded", { email: sealed("B", "people") });
export const alertSent = ofAccess("SecurityAlertSent", {
  alertEventId: eventIdAt(0),
  outcome: "sent",
});

/** What bears on no record, whenever it happens. */
export const besides: readonly Happened[] = [
  loggedIn,
  logInFailed,
  read,
  readLot,
  takenOut,
  deniedRead,
  credentialSet,
  locked,
  alerted,
  contact,
  alertSent,
  loggedOut,
];
