// Who gives a command: a service by its key, else the person of the kept session, else whoever logs
// in at the terminal now; nobody, before people exist.
import { refuseNobodyYet } from "../../access/nobody-yet.ts";
import type { Known } from "../../access/session/authenticate.ts";
import { administers } from "../../domain/kernel/access/right.ts";
import { permission, type Scope, unknownScope } from "../../domain/kernel/access/standing.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Session } from "../../eventstore/handler/handle.ts";
import type { CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { nobody } from "../instance/session.ts";
import { refusalFault } from "../terminal/fault.ts";
import { askPerson, isAnswered } from "../terminal/question.ts";
import { keptSession } from "./kept-session.ts";
import { logInHere, unlockHere } from "./prove.ts";

export interface Caller {
  /** As commands are told. */
  readonly session: Session;
  /** Undefined: nobody who is known; only before people exist, or where anyone may. */
  readonly known: Known | undefined;
}

/**
 * Throws LOG_IN_REQUIRED, SESSION_LOCKED, and NOT_AUTHORIZED where the right that the command
 * declares is not held at all; that is kept in the log.
 */
export async function callerOf(run: CommandRun, instance: Instance): Promise<Caller> {
  const { access } = run;
  const isOpen = access.kind === "anyone" || !(await instance.access.peopleExist());
  if (isOpen) {
    // Nobody prepares an account, a role or a key that counts once people exist.
    if (access.kind === "gives" && administers(access.right)) {
      throw refusalFault(await refuseNobodyYet(instance.access.parts));
    }
    return { session: nobody(instance.settings), known: undefined };
  }
  const known = await knownCaller(run, instance);
  if (access.kind !== "own") {
    const scope = access.kind === "operates" ? unknownScope : {};
    await demand(run, instance, known.session, access.right, scope);
  }
  return { session: known.session, known };
}

async function knownCaller(run: CommandRun, instance: Instance): Promise<Known> {
  const { apiKey } = instance.settings;
  if (apiKey !== undefined) return expected(await instance.access.authenticator.byKey(apiKey));
  const kept = keptSession(run.environment, instance.stores.folder.path);
  const mayAsk = isAnswered(run.terminal) && run.access.kind !== "own";
  const known = await byToken(instance, kept.token());
  if (isRefusal(known)) {
    if (known.refused === "LOG_IN_REQUIRED") kept.forget();
    if (known.refused !== "LOG_IN_REQUIRED" || !mayAsk) throw refusalFault(known);
    using questions = askPerson(run.terminal, run.stop);
    const { token } = await logInHere(instance, kept, questions);
    return expected(await byToken(instance, token));
  }
  if (run.access.kind === "own" || !known.live?.locked_at) return known;
  if (!mayAsk) throw refusalFault(locked);
  using questions = askPerson(run.terminal, run.stop);
  await unlockHere(instance, known, questions);
  return known;
}

const nobodyKnown = refuse(
  "LOG_IN_REQUIRED",
  "People exist, so this asks who you are: run `batchproof log-in`, or set API_KEY.",
);
const locked = refuse(
  "SESSION_LOCKED",
  "The session is locked. Unlock it by any command at a terminal, or log in anew.",
);

async function byToken({ access }: Instance, token: string | undefined) {
  if (token === undefined) return nobodyKnown;
  const known = await access.authenticator.byToken(token);
  return isRefusal(known) && known.refused === "LOG_IN_REQUIRED" ? nobodyKnown : known;
}

function expected(known: Known | Refusal): Known {
  if (isRefusal(known)) throw refusalFault(known);
  return known;
}

/** Held for some part of the plant, or for all of it; what is looked up comes after this. */
async function demand(
  { name }: CommandRun,
  { access, clock }: Instance,
  session: Session,
  right: Exclude<CommandRun["access"], { kind: "anyone" | "own" }>["right"],
  scope: Scope,
): Promise<void> {
  const at = clock.now().toISOString();
  const permitted = permission(session.permits, { right, site: session.site, scope, at });
  if (!isRefusal(permitted)) return;
  const what = `batchproof ${name}`;
  // The trail denies it too, and keeps that it was tried.
  await access.trail.open(session, { rights: [right], scope, what, taken: false });
  throw refusalFault(permitted);
}
