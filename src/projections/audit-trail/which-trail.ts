// Three trails, one store (regulatory, section 10.1): which of them an entry belongs to, told by
// what kind of action it is and what kind of thing it stands with.
import * as accessControl from "../../domain/access-control/commands.ts";
import { accessControlEvents } from "../../domain/access-control/events.ts";
import { AttemptRefused } from "../../domain/kernel/attempt-refused.ts";
import type { ActionClass, EventType } from "../../domain/kernel/event-type.ts";
import type { SubjectKind } from "../../domain/kernel/subject.ts";
import * as credential from "../../domain/person/credential/commands.ts";
import { credentialEvents } from "../../domain/person/credential/events.ts";
import * as identity from "../../domain/person/identity/commands.ts";
import { PersonContactRecorded, PersonDataErased } from "../../domain/person/identity/events.ts";
import {
  logIn,
  recordLogInFailed,
  unlockAccount,
  unlockAtConsole,
} from "../../domain/person/log-in/commands.ts";
import { logInEvents } from "../../domain/person/log-in/events.ts";
import * as right from "../../domain/person/right/commands.ts";
import * as role from "../../domain/role/commands.ts";
import * as service from "../../domain/service/commands.ts";
import { serviceEvents } from "../../domain/service/events.ts";
import * as session from "../../domain/session/commands.ts";
import type { AnyOccurred } from "./entry-text.ts";

export const trailKinds = ["record", "system", "access"] as const;
/**
 * `record`: what was made, tested, moved and decided. `system`: who may do what, the rules of
 * access, credentials, alarms of access. `access`: who came and went, and what was opened or taken
 * out.
 */
export type TrailKind = (typeof trailKinds)[number];

export const isTrailKind = (word: string): word is TrailKind =>
  (trailKinds as readonly string[]).includes(word);

export function trailOf(type: EventType, event: AnyOccurred, kind: SubjectKind): TrailKind {
  const command = attempted(type, event);
  if (command === undefined) return placing[type.action](kind);
  if (isQuestion(command) || accessCommands.has(command)) return "access";
  return systemCommands.has(command) ? "system" : placing.refused(kind);
}

/** Nobody knows who wrote it: whoever reviews anything besides log-ins is shown it. */
export const trailOfForeign = (kind: SubjectKind | undefined): TrailKind =>
  kind === undefined || trailByKind[kind] === "access" ? "system" : trailByKind[kind];

/**
 * Whether an entry can bear on what was made: not how people prove who they are, nor what they
 * opened. Such entries are in the trail of no batch.
 */
export function bearsOnRecords(type: EventType, event: AnyOccurred, trail: TrailKind): boolean {
  if (trail === "access" || ofAccess.has(type.name)) return false;
  const command = attempted(type, event);
  return command === undefined || !ofAccessCommands.has(command);
}

const trailByKind: Readonly<Record<SubjectKind, TrailKind>> = {
  materialDefinition: "record",
  masterRecipe: "record",
  specification: "record",
  materialLot: "record",
  sample: "record",
  purchaseOrder: "record",
  container: "record",
  holdRegister: "record",
  serialRegister: "record",
  equipment: "record",
  order: "record",
  batch: "record",
  processData: "record",
  disposition: "record",
  deviation: "record",
  recall: "record",
  recallLetter: "record",
  complaint: "record",
  traceExercise: "record",
  party: "record",
  location: "record",
  shipment: "record",
  logisticUnit: "record",
  import: "record",
  identifier: "record",
  refusals: "record",
  signature: "record",
  auditReview: "record",
  exceptionRuleSet: "record",
  person: "system",
  role: "system",
  service: "system",
  accessControl: "system",
  log: "system",
  session: "access",
};

const byKind = (kind: SubjectKind): TrailKind => trailByKind[kind];

/** A new class of action does not compile until it is placed. */
const placing: Readonly<Record<ActionClass, (kind: SubjectKind) => TrailKind>> = {
  create: byKind,
  change: byKind,
  void: byKind,
  verify: byKind,
  sign: byKind,
  approve: byKind,
  release: byKind,
  alarmAcknowledged: byKind,
  refused: byKind,
  accessRight: () => "system",
  configuration: () => "system",
  // What access control sends out is its own alarm, and no copy of a record.
  export: (kind) => (kind === "accessControl" ? "system" : "access"),
  read: () => "access",
  login: () => "access",
};

const namesIn = (...modules: readonly object[]): string[] =>
  modules
    .flatMap((one) => Object.values<unknown>({ ...one }))
    .flatMap((one) =>
      typeof one === "object" && one !== null && "decide" in one && "name" in one
        ? String(one.name)
        : [],
    );

const accessCommands = new Set([logIn.name, recordLogInFailed.name, ...namesIn(session)]);
/** Refused ones may stand in the stream of refusals, where what they were for is not there. */
const systemCommands = new Set([
  unlockAccount.name,
  unlockAtConsole.name,
  ...namesIn(identity, right, credential, role, service, accessControl),
]);

const ofAccess: ReadonlySet<string> = new Set(
  [
    ...[...credentialEvents, ...logInEvents, ...serviceEvents, ...accessControlEvents],
    PersonContactRecorded,
    PersonDataErased,
  ].map(({ name }) => name),
);
const ofAccessCommands = new Set([
  unlockAccount.name,
  unlockAtConsole.name,
  identity.recordContact.name,
  identity.erasePersonData.name,
  ...namesIn(credential, service, accessControl),
]);

function attempted({ name }: EventType, { data }: AnyOccurred): string | undefined {
  if (name !== AttemptRefused.name || !("command" in data)) return undefined;
  return typeof data.command === "string" ? data.command : undefined;
}

/** Commands are called `ConsumeMaterial`, questions `getBatchRecord`. */
const isQuestion = (name: string): boolean => /^[a-z]/.test(name);
