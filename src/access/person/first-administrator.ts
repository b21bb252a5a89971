// The first person of a log: made by a link that `serve` prints once, on the console of whoever
// runs it. From then on everybody logs in.
import { createHash, randomUUID } from "node:crypto";
import { accessControlId } from "../../domain/access-control/access-control.ts";
import { establishPeople, publishStatement } from "../../domain/access-control/commands.ts";
import { shippedStatement } from "../../domain/access-control/shipped.ts";
import { everywhere } from "../../domain/kernel/access/standing.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { setCredential } from "../../domain/person/credential/commands.ts";
import { enrolPerson } from "../../domain/person/identity/commands.ts";
import type { Enrolment } from "../../domain/person/identity/identity.ts";
import { defineRole } from "../../domain/role/commands.ts";
import { shippedRoles } from "../../domain/role/shipped.ts";
import { derivedId } from "../../eventstore/handler/event-id.ts";
import { giveRole } from "../../processes/give-role.ts";
import { isTokenOf, newToken, sha256OfToken } from "../credential/token.ts";
import { type AccessParts, instanceSession } from "../parts.ts";
import { accessControlNow, personNow } from "../standing.ts";
import { newPassword } from "./new-password.ts";

export interface FirstAdministrator {
  /** For the address that is printed; undefined where the first administrator is there. */
  readonly token: string | undefined;
  /** Whether a token is the one that was printed. It is good until it has been redeemed. */
  isOffered(token: string): Promise<boolean>;
  redeem(
    token: string,
    enrolment: FirstEnrolment,
  ): Promise<Refusal | { readonly personId: string }>;
}

export interface FirstEnrolment extends Omit<Enrolment, "account"> {
  readonly password: string;
}

/** The secret lives in this process only: the next start prints another. */
export async function offerFirstAdministrator(parts: AccessParts): Promise<FirstAdministrator> {
  if ((await parts.isDemonstration()) || !(await isMissing(parts))) return none;
  const token = newToken();
  const digest = sha256OfToken(token);
  const isOffered = async (given: string) => isTokenOf(given, digest) && isMissing(parts);
  return {
    token,
    isOffered,
    redeem: async (given, enrolment) =>
      (await isOffered(given)) && !(await parts.isDemonstration())
        ? establish(parts, enrolment)
        : used,
  };
}

const used = refuse("CREDENTIAL_NOT_VALID", "The link has been used, or it is of a former start.");
const none: FirstAdministrator = {
  token: undefined,
  isOffered: async () => false,
  redeem: async () => used,
};

/** Also where a crash came between: named, but without anything to log in with. */
async function isMissing({ handler }: AccessParts): Promise<boolean> {
  const { firstAdministrator: id } = await accessControlNow(handler);
  if (id === undefined) return true;
  const one = await personNow(handler, id);
  return one === undefined || (one.credentials.size === 0 && one.ended.size === 0);
}

/** Each step done again is what it was; who comes second is told so by the first step. */
async function establish(
  parts: AccessParts,
  { password, ...enrolment }: FirstEnrolment,
): Promise<Refusal | { readonly personId: string }> {
  const { printedName } = enrolment;
  const enrolled = { ...enrolment, account: "personal" as const };
  const credential = await newPassword(parts, { enrolled, printedName }, password);
  if (isRefusal(credential)) return credential;
  const personId = derivedId("first administrator", enrolment.username);
  const give = giving(parts);
  for (const [id, definition] of Object.entries(shippedRoles)) {
    const refused = await give(defineRole, id, definition);
    if (refused && refused.refused !== "ALREADY_EXISTS") return refused;
  }
  const digest = createHash("sha256").update(shippedStatement.text).digest("hex");
  return (
    (await give(establishPeople, accessControlId, { personId })) ??
    (await give(publishStatement, accessControlId, { ...shippedStatement, digest })) ??
    (await give(enrolPerson, personId, enrolled)) ??
    (await give(giveRole, personId, { role: "administrator", scope: everywhere })) ??
    (await give(setCredential, personId, credential)) ?? { personId }
  );
}

const giving =
  ({ handler, place }: AccessParts) =>
  async <State, Data, Event extends AnyEvent, Reads>(
    command: Command<State, Data, Event, Reads>,
    id: string,
    data: NoInfer<Data>,
  ): Promise<Refusal | undefined> => {
    const call = { commandId: randomUUID(), id, data };
    const answer = await handler.execute(command, call, instanceSession(place));
    if (answer.outcome === "accepted") return undefined;
    return refuse("STATUS_BLOCKS_USE", answer.message, { code: answer.code });
  };
