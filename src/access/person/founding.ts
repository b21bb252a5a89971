// The first two people of a log: made by links that `serve` prints once, on the console of whoever
// runs it. They are two, because whatever takes two people begins with them.
import { randomUUID } from "node:crypto";
import { accessControlId } from "../../domain/access-control/access-control.ts";
import { nameFounder, publishStatement } from "../../domain/access-control/commands.ts";
import { type Founder, founders } from "../../domain/access-control/events.ts";
import { shippedStatement } from "../../domain/access-control/shipped.ts";
import { everywhere } from "../../domain/kernel/access/standing.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { Reason } from "../../domain/kernel/metadata.ts";
import { isRefusal, type Refusal, type RefusalCode, refuse } from "../../domain/kernel/refusal.ts";
import { setCredential } from "../../domain/person/credential/commands.ts";
import { enrolPerson, verifyFounder } from "../../domain/person/identity/commands.ts";
import type { Enrolment } from "../../domain/person/identity/identity.ts";
import type { Person } from "../../domain/person/person.ts";
import { defineRole } from "../../domain/role/commands.ts";
import { shippedRoles } from "../../domain/role/shipped.ts";
import { giveRole } from "../../processes/give-role.ts";
import { isTokenOf, newToken, sha256OfToken } from "../credential/token.ts";
import { demonstration } from "../nobody-yet.ts";
import { type AccessParts, instanceSession } from "../parts.ts";
import { accessControlNow, personNow } from "../standing.ts";
import { newPassword } from "./new-password.ts";

export interface Offer {
  readonly as: Founder;
  /** For the address that is printed. */
  readonly token: string;
}

export interface Founding {
  /** Those that are missing; each is good once, for a day. */
  readonly offers: readonly Offer[];
  /** What the token makes of whoever has it. */
  offered(token: string): Promise<Founder | undefined>;
  redeem(
    token: string,
    enrolment: FounderEnrolment,
  ): Promise<Refusal | { readonly personId: string; readonly as: Founder }>;
  /** Another, beside whoever is there: for whoever holds the data folder, with an alert. */
  again(
    as: Founder,
    enrolment: FounderEnrolment,
    reason: Reason,
  ): Promise<Refusal | { readonly personId: string; readonly as: Founder }>;
}

export interface FounderEnrolment extends Omit<Enrolment, "account"> {
  readonly password: string;
}

/** Whoever finds the console's text later makes nobody; whoever runs it starts it again. */
const founderLinksLast_ms = 24 * 60 * 60_000;

/** The secrets live in this process only: the next start prints others. */
export async function openFounding(parts: AccessParts): Promise<Founding> {
  const until_ms = parts.clock.now().getTime() + founderLinksLast_ms;
  const missing = (await parts.isDemonstration()) ? [] : await missingFounders(parts);
  const made = missing.map((as) => {
    const token = newToken();
    return { as, token, digest: sha256OfToken(token) };
  });
  const offered = async (given: string) => {
    const offer = made.find(({ digest }) => isTokenOf(given, digest));
    if (!offer || parts.clock.now().getTime() >= until_ms) return undefined;
    if (await parts.isDemonstration()) return undefined;
    return (await missingFounders(parts)).find((as) => as === offer.as);
  };
  return {
    offers: made.map(({ as, token }) => ({ as, token })),
    offered,
    async redeem(given, enrolment) {
      const as = await offered(given);
      return as === undefined ? used : establish(parts, as, enrolment);
    },
    again: async (as, enrolment, reason) =>
      (await parts.isDemonstration()) ? demonstration : establish(parts, as, enrolment, reason),
  };
}

/** Nobody has, or ever had, a way in. */
const isUntouched = ({ credentials, ended }: Person): boolean =>
  credentials.size === 0 && ended.size === 0;

const none = refuse("NOT_FOUND", "Nobody has been this founder yet: leave --again out.");
const used = refuse(
  "CREDENTIAL_NOT_VALID",
  "The link has been used, is of a former start, or is over a day old: a restart prints another.",
);

/** Also where a crash came between: named, but without anything to log in with. */
async function missingFounders({ handler }: AccessParts): Promise<readonly Founder[]> {
  const { founders: named } = await accessControlNow(handler);
  const missing = await Promise.all(
    founders.map(async (as) => {
      const id = named.get(as);
      const one = id === undefined ? undefined : await personNow(handler, id);
      return one === undefined || isUntouched(one);
    }),
  );
  return founders.filter((_, n) => missing[n]);
}

/**
 * Each step done again is what it was; who comes second is told so by the first step. After a crash
 * the names stay those that were typed first.
 */
async function establish(
  parts: AccessParts,
  as: Founder,
  { password, ...enrolment }: FounderEnrolment,
  again?: Reason,
): Promise<Refusal | { readonly personId: string; readonly as: Founder }> {
  const { founders: named } = await accessControlNow(parts.handler);
  if (again && !named.has(as)) return none;
  const personId = (again ? undefined : named.get(as)) ?? randomUUID();
  const begun = await personNow(parts.handler, personId);
  if (begun && !isUntouched(begun)) return used;
  const enrolled = begun?.enrolled ?? { ...enrolment, account: "personal" as const };
  const { printedName } = enrolled;
  const credential = await newPassword(parts, { enrolled, printedName }, password);
  if (isRefusal(credential)) return credential;
  const give = giving(parts, again);
  const founder = { personId, as, ...(again && { again: true as const }) };
  const name = () => give(nameFounder, accessControlId, founder);
  const enrol = () => give(enrolPerson, personId, enrolled);
  // Of the first, who comes second is told so by the name; of another, a taken username ends it.
  const [first, second] = again ? [enrol, name] : [name, enrol];
  const refused =
    (as === "administrator" && !again ? await shipRules(give) : undefined) ??
    (await first()) ??
    (await second()) ??
    (await give(giveRole, personId, { role: as, scope: everywhere })) ??
    (await give(verifyFounder, personId, {})) ??
    (await give(setCredential, personId, credential));
  return refused ?? { personId, as };
}

/** Those that are there already are the site's own. */
async function shipRules(give: Give): Promise<Refusal | undefined> {
  for (const [id, definition] of Object.entries(shippedRoles)) {
    const refused = await give(defineRole, id, definition);
    if (refused && refused.refused !== "ALREADY_EXISTS") return refused;
  }
  return give(publishStatement, accessControlId, shippedStatement);
}

type Give = ReturnType<typeof giving>;

const giving =
  ({ handler, place }: AccessParts, reason?: Reason) =>
  async <State, Data, Event extends AnyEvent, Reads>(
    command: Command<State, Data, Event, Reads>,
    id: string,
    data: NoInfer<Data>,
  ): Promise<Refusal | undefined> => {
    const call = { commandId: randomUUID(), id, data, ...(reason && { claims: { reason } }) };
    const answer = await handler.execute(command, call, instanceSession(place));
    if (answer.outcome === "accepted") return undefined;
    return refuse(answer.code as RefusalCode, answer.message);
  };
