// Whether somebody may do something: what was granted to them, for which part of the plant, and
// whether they stand for it. Pure; asked by the handler for every command and by every read.
import { z } from "zod";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { Id } from "../shape/reference.ts";
import { administers, type Required, type Right, readsOnly, rightNames } from "./right.ts";

const someOrAll = (of: string) =>
  z.union([z.literal("all"), z.array(Id).min(1)]).describe(`All, or a list of ${of}.`);

/** For which part of the plant a role is granted (21 CFR 11.10(g); Annex 11, 12.1). */
export const GrantScope = z.strictObject({
  sites: someOrAll("sites"),
  materials: someOrAll("material definitions: products, and what goes into them"),
  clients: someOrAll("parties whose material it is"),
});
export type GrantScope = z.output<typeof GrantScope>;

export const everywhere: GrantScope = { sites: "all", materials: "all", clients: "all" };

export const isEverywhere = ({ sites, materials, clients }: GrantScope): boolean =>
  [sites, materials, clients].every((part) => part === "all");

export const RightName = z.enum(rightNames as [Right, ...Right[]]);

/**
 * What something belongs to. Absent: such things belong to no material or client. Null: it may, but
 * nobody stated it, so it is in nobody's list.
 */
export interface Scope {
  /** Where it was begun, of what stays at one site. */
  readonly site?: string | null;
  readonly material?: string | null;
  readonly client?: string | null;
}

/**
 * In nobody's list: what serves every material and client, and what is not there, of which nobody
 * with a list may learn whether it is.
 */
export const unknownScope: Scope = { material: null, client: null };

export interface Grant {
  readonly role: string;
  readonly rights: readonly Right[];
  readonly scope: GrantScope;
  /** Instants; `until` is not in it. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** Trainings that the role asks for and that are not current (21 CFR 11.10(i)). */
  readonly trainingsMissing: readonly string[];
}

/** What is known of whoever acts, as of now. */
export interface Standing {
  readonly grants: readonly Grant[];
  /** By somebody else; of a machine: somebody else has approved its key. */
  readonly identityVerified: boolean;
  /** Of a machine its owner answers for it. */
  readonly statementAccepted: boolean;
  readonly training: "refuse" | "warn" | "off";
  /** Until then nothing else can be done: of whoever logged in with a password to be changed. */
  readonly mustChangePassword: boolean;
  /** Of a machine: the people whom it may name as those for whom it acts. */
  readonly actsFor?: readonly string[];
}

/**
 * `everything`: before people exist, in the demonstration's set-up, and for the program's own work.
 */
export type Permits = "everything" | Standing;

export interface Asked {
  readonly right: Required;
  readonly site: string;
  /** Of several things: one grant must be for all of them. */
  readonly scope: Scope | readonly Scope[];
  /** The server's time. */
  readonly at: string;
}

/** Whether a grant of the right leaves out some part of the plant: then it matters what it is. */
export const isLimited = (permits: Permits, right: Right): boolean =>
  permits !== "everything" &&
  !permits.grants.some(({ rights, scope }) => rights.includes(right) && isEverywhere(scope));

export interface Permitted {
  /** In which role; undefined where no role is needed. */
  readonly role: string | undefined;
  readonly warnings: readonly string[];
}

/** Allowed, in the first role that allows it; or the refusal that says what is missing. */
export function permission(permits: Permits, asked: Asked): Permitted | Refusal {
  const found = permissions(permits, asked);
  return isRefusal(found) ? found : found[0];
}

/** In each role that allows it: of trained roles first, in the order in which they were granted. */
export function permissions(
  permits: Permits,
  asked: Asked,
): readonly [Permitted, ...Permitted[]] | Refusal {
  const { right } = asked;
  if (permits === "everything" || right === "own" || right === "system") return [allowed];
  if (permits.mustChangePassword) return changeFirst;
  const grants = permits.grants.filter(
    (grant) => grant.rights.includes(right) && holds(grant, asked),
  );
  const others = grants.filter((grant) => !isTrained(grant));
  const usable = permits.training === "refuse" ? [] : others;
  const [first, ...more] = [...grants.filter(isTrained), ...usable];
  if (!first) return grants[0] ? untrained(grants[0]) : notAuthorized(permits, asked);
  const refused = unaccountable(permits, right);
  if (refused) return refused;
  const isWarned = permits.training === "warn";
  const inRole = (grant: Grant): Permitted => ({
    role: grant.role,
    warnings: isWarned && !isTrained(grant) ? ["TRAINING_NOT_CURRENT"] : [],
  });
  return [inRole(first), ...more.map(inRole)];
}

const changeFirst = refuse(
  "PASSWORD_CHANGE_REQUIRED",
  "The password must be changed before anything else.",
);

const allowed: Permitted = { role: undefined, warnings: [] };

const isTrained = ({ trainingsMissing }: Grant): boolean => trainingsMissing.length === 0;

/**
 * Within its time and for this part of the plant. People, roles and the rules of access are of no
 * part of it: who administers only a part administers none of them.
 */
function holds({ scope, from, until }: Grant, { right, site, scope: stated, at }: Asked): boolean {
  const things = isOfAll(right) ? [ofAll] : [stated].flat();
  const now = Date.parse(at);
  if (from !== undefined && now < Date.parse(from)) return false;
  if (until !== undefined && now >= Date.parse(until)) return false;
  return (
    includes(scope.sites, site) &&
    things.every(
      (of) =>
        includes(scope.sites, of.site) &&
        includes(scope.materials, of.material) &&
        includes(scope.clients, of.client),
    )
  );
}

const ofAll: Scope = { site: null, material: null, client: null };
const isOfAll = (right: Required): boolean =>
  right !== "own" && right !== "system" && administers(right);

const includes = (list: "all" | readonly string[], one: string | null | undefined): boolean =>
  list === "all" || one === undefined || (one !== null && list.includes(one));

/**
 * 21 CFR 11.10(j): the statement comes before the first entry; 11.100(b): so does the identity,
 * else whoever makes accounts would alone make up the people and machines that act.
 */
function unaccountable(
  { identityVerified, statementAccepted }: Standing,
  right: Right,
): Refusal | undefined {
  if (readsOnly(right)) return undefined;
  if (!statementAccepted) {
    const message =
      "The accountability statement is not accepted. Read and accept it first: under Account, or " +
      "by `batchproof account statement`.";
    return refuse("SIGNATURE_POLICY_NOT_ACCEPTED", message);
  }
  if (identityVerified) return undefined;
  const message =
    "Nobody else has verified whose account this is, or approved the key. Somebody of security " +
    "does: `batchproof user verify`, `batchproof key approve`.";
  return refuse("IDENTITY_NOT_VERIFIED", message);
}

const untrained = ({ role, trainingsMissing }: Grant): Refusal =>
  refuse("TRAINING_NOT_CURRENT", `The role ${role} asks for: ${trainingsMissing.join("; ")}.`, {
    role,
    trainingsMissing,
  });

function notAuthorized({ grants }: Standing, { right, site, scope, at }: Asked): Refusal {
  const roles = grants.map(({ role }) => role);
  const elsewhere = grants.some(({ rights }) => rights.some((one) => one === right));
  const why = elsewhere
    ? isOfAll(right)
      ? "It is granted for a part of the plant, and administers only where it is for all of it."
      : "The right is granted, but not here, not for this material, or not at this time."
    : "No role that grants it is held.";
  return refuse("NOT_AUTHORIZED", `${right}: ${why}`, { right, site, at, roles, ...stated(scope) });
}

/** Of several things none: what of them is beyond the role is told to nobody. */
function stated(scope: Asked["scope"]) {
  const [{ material, client } = {}, ...others] = [scope].flat();
  if (others.length > 0) return {};
  return {
    ...(material && { materialDefinitionId: material }),
    ...(client && { partyId: client }),
  };
}
