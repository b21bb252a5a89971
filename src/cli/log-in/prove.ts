// Logging in and unlocking by what a person answers: name, password, and a one-time code where one
// is asked for.
import { hostname } from "node:os";
import type { Known } from "../../access/session/authenticate.ts";
import { end } from "../../access/session/authenticate.ts";
import { type LoggedIn, logInByPassword } from "../../access/session/log-in.ts";
import { proveWithin } from "../../access/session/prove-again.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import type { Instance } from "../instance/instance.ts";
import { refusalFault } from "../terminal/fault.ts";
import type { Questions } from "../terminal/question.ts";
import type { KeptSession } from "./kept-session.ts";

/** Whoever can run the program on the data folder is inside the controlled perimeter. */
export const here = () => ({ network: "inside", workstation: hostname().slice(0, 120) }) as const;

/** Keeps the new session and ends the one that was kept before. Throws what refuses it. */
export async function logInHere(
  { access }: Instance,
  kept: KeptSession,
  questions: Questions,
  named?: string,
): Promise<LoggedIn> {
  const username = named ?? (await questions.ask("Username: "));
  const password = await questions.askSecretly("Password: ");
  const prove = (more: { readonly code?: string }) =>
    logInByPassword(access.parts, username.trim(), { password, ...more }, here());
  let answer = await prove({});
  if (answer.outcome === "refused" && answer.refusal.refused === "MFA_REQUIRED") {
    answer = await prove({ code: await questions.askSecretly("One-time code: ") });
  }
  if (answer.outcome === "refused") throw refusalFault(answer.refusal);
  await endKept(access, kept);
  kept.keep(answer.token);
  return answer;
}

/** False where none was open. */
export async function endKept(
  { parts, authenticator }: Instance["access"],
  kept: KeptSession,
): Promise<boolean> {
  const token = kept.token();
  kept.forget();
  if (token === undefined) return false;
  const known = await authenticator.byToken(token);
  authenticator.forget();
  if (isRefusal(known) || !known.live) return false;
  return end(parts, known.live, "loggedOut", known.session);
}

/** The same person proves again who they are. Throws what refuses it. */
export async function unlockHere(
  instance: Instance,
  known: Known,
  questions: Questions,
): Promise<void> {
  const { actor } = known.session;
  const name = actor.kind === "person" ? actor.username : actor.name;
  const password = await questions.askSecretly(`The session is locked. Password of ${name}: `);
  await proveHere(instance, known, password, questions);
}

/** A one-time code is asked for as at a log-in. Throws what refuses it. */
export async function proveHere(
  { access }: Instance,
  { live }: Known,
  password: string,
  questions: Questions,
): Promise<void> {
  const prove = (more: { readonly code?: string }) =>
    proveWithin(access.parts, live, { password, ...more }, here());
  let refusal = await prove({});
  if (refusal?.refused === "MFA_REQUIRED") {
    refusal = await prove({ code: await questions.askSecretly("One-time code: ") });
  }
  access.authenticator.forget();
  if (refusal) throw refusalFault(refusal);
}
