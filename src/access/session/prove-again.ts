// Proving again who one is, within a session: with the same lock, and the same count of failures,
// as at a log-in.
import { randomUUID } from "node:crypto";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { proveAgain } from "../../domain/person/log-in/commands.ts";
import { isLocked } from "../../domain/person/log-in/lock.ts";
import { type AccessParts, instanceSession } from "../parts.ts";
import { type PasswordGiven, provenPassword, type Wrong } from "../person/prove.ts";
import { personNow } from "../standing.ts";
import { type From, fail, failed, locked } from "./log-in.ts";

/** Undefined: it is the same person. */
export async function refuseOtherPerson(
  parts: AccessParts,
  id: string,
  given: PasswordGiven,
  from: From,
): Promise<Refusal | undefined> {
  const { handler, clock, place } = parts;
  const at = clock.now();
  const person = await personNow(handler, id);
  if (!person) return refuse("LOG_IN_REQUIRED", "The session has ended.");
  if (isLocked(person, at.toISOString())) return locked;
  const counted = async (why: Wrong) => {
    const answer = await fail(parts, { id, person }, why, from);
    return answer.outcome === "refused" ? answer.refusal : failed;
  };
  const proven = await provenPassword(parts, person, given, at);
  if (proven.outcome === "wrong") return counted(proven.why);
  const call = { commandId: randomUUID(), id, data: { proof: proven.proof } };
  const answer = await handler.execute(proveAgain, call, instanceSession(place));
  if (answer.outcome === "accepted") return undefined;
  return answer.code === "CODE_REUSED" ? counted("codeReused") : locked;
}
