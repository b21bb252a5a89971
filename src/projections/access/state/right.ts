// Which rights follow from grants, at an instant: by the rule that the handler asks for every
// command, over the roles as they were defined then.

import type { Right } from "../../../domain/kernel/access/right.ts";
import {
  type Grant,
  permission,
  type Scope,
  type Standing,
} from "../../../domain/kernel/access/standing.ts";
import { isRefusal, type RefusalCode } from "../../../domain/kernel/refusal.ts";
import type { Granted } from "./grant.ts";
import type { PersonAt } from "./person.ts";
import type { Rules } from "./rules.ts";
import type { KeyHeld } from "./service.ts";

export interface RightHeld extends Granted {
  readonly right: Right;
  /** Title of the role, as it was called then. */
  readonly title: string;
  /** Why it could not be used all the same: training, identity, statement. Null: nothing. */
  readonly hindrance: RefusalCode | null;
}

/** For which part of the plant; what is left out is any. */
export interface Part extends Scope {
  readonly site?: string;
}

type Standings = Omit<Standing, "grants"> & { readonly trainings: PersonAt["trainings"] };

/** Why nothing can be done with the account at all. */
export type Barred = "ACCOUNT_DISABLED" | "PERSON_LEFT" | "ACCOUNT_DORMANT";

export function barred(person: PersonAt, rules: Rules, at: string): Barred | null {
  if (person.status.status === "disabled") return "ACCOUNT_DISABLED";
  if (person.status.status === "left") return "PERSON_LEFT";
  const since = dormantSince(person, rules, at);
  return since === null ? null : "ACCOUNT_DORMANT";
}

/** From then on the account is taken as disabled; null: it is not dormant. */
export function dormantSince(
  { lastLogInAt, statuses }: PersonAt,
  { dormant_days }: Rules,
  at: string,
): string | null {
  if (dormant_days === null || lastLogInAt === null) return null;
  // Enabled again, the time begins anew.
  const enabledAt = statuses.findLast(({ status }) => status === "enabled")?.at ?? lastLogInAt;
  const used = Math.max(Date.parse(lastLogInAt), Date.parse(enabledAt));
  const since = used + dormant_days * 24 * 60 * 60_000;
  return Date.parse(at) > since ? new Date(since).toISOString() : null;
}

export const standsFor = (
  { verified, accepted, trainings }: PersonAt,
  { training, statementDigest }: Rules,
): Standings => ({
  identityVerified: verified !== null,
  statementAccepted: statementDigest !== undefined && accepted?.digest === statementDigest,
  training,
  mustChangePassword: false,
  trainings,
});

/** A key stands for nobody; once somebody else has approved it, it does more than read. */
export const keyStands = ({ approved }: KeyHeld): Standings => ({
  identityVerified: approved !== null,
  statementAccepted: true,
  training: "off",
  mustChangePassword: false,
  trainings: new Map(),
});

/** The rights of one grant that hold there and then. */
export function rightsOfGrant<Given extends Granted>(
  given: Given,
  { trainings, ...standing }: Standings,
  rules: Rules,
  { site, at, ...scope }: Part & { readonly at: string },
): readonly (Given & Pick<RightHeld, "right" | "title" | "hindrance">)[] {
  const role = rules.roles.get(given.role);
  if (role?.status !== "defined") return [];
  const today = at.slice(0, 10);
  const trainingsMissing = role.trainings.filter((topic) => {
    const until = trainings.get(topic);
    return until === undefined || (until !== null && until < today);
  });
  const grant: Grant = {
    role: given.role,
    rights: role.rights,
    scope: given.scope,
    from: given.from ?? undefined,
    until: given.until ?? undefined,
    trainingsMissing,
  };
  const { sites } = given.scope;
  const there = site ?? (sites === "all" ? "anywhere" : (sites[0] ?? ""));
  return role.rights.flatMap((right) => {
    const asked = { right, site: there, scope, at };
    const permitted = permission({ ...standing, grants: [grant] }, asked);
    const hindrance = isRefusal(permitted) ? permitted.refused : null;
    if (hindrance === "NOT_AUTHORIZED") return [];
    return [{ ...given, right, title: role.title, hindrance }];
  });
}
