// What those see who look after accounts: open alerts, accounts that are locked, who is logged in.
import { type Live, liveSessions } from "../../../access/session/live.ts";
import { accessControlNow, personNow } from "../../../access/standing.ts";
import type { OpenAlert } from "../../../domain/access-control/access-control.ts";
import { isLocked } from "../../../domain/person/log-in/lock.ts";
import type { ApiParts } from "../../parts.ts";
import type { Fault } from "../form/form.ts";
import type { Visitor } from "../visitor.ts";

export interface Alert extends OpenAlert {
  readonly id: string;
  /** Undefined: it is about nobody in particular. */
  readonly person: string | undefined;
}

export interface LockedAccount {
  readonly personId: string;
  readonly printedName: string;
  readonly username: string;
  /** Undefined: until somebody unlocks it. */
  readonly until: string | undefined;
  readonly failures: number;
}

export interface SecurityView {
  readonly visitor: Visitor;
  readonly alerts: readonly Alert[];
  readonly locked: readonly LockedAccount[];
  readonly sessions: readonly Live[];
  readonly zone: string;
  readonly sessionId: string | undefined;
  readonly told?: string | undefined;
  readonly fault?: Fault | undefined;
}

export async function securityView(
  parts: ApiParts,
  shown: Pick<SecurityView, "visitor" | "sessionId" | "told" | "fault">,
): Promise<SecurityView> {
  const { openAlerts } = await accessControlNow(parts.handler);
  const alerts = await Promise.all(
    [...openAlerts].map(async ([id, alert]) => ({
      id,
      ...alert,
      person: await nameOf(parts, alert.personId),
    })),
  );
  const about = alerts.flatMap(({ personId }) => (personId === undefined ? [] : [personId]));
  return {
    ...shown,
    // The latest first.
    alerts: alerts.toSorted((one, other) => other.at.localeCompare(one.at)),
    locked: await lockedAmong(parts, new Set(about)),
    sessions: await liveSessions(parts.access.parts),
    zone: parts.access.parts.place.zone,
  };
}

async function nameOf({ handler }: ApiParts, id: string | undefined): Promise<string | undefined> {
  return id === undefined ? undefined : (await personNow(handler, id))?.printedName;
}

/** Those whom an open alert is about; any other is unlocked by its username. */
async function lockedAmong(
  { handler, clock }: ApiParts,
  ids: ReadonlySet<string>,
): Promise<readonly LockedAccount[]> {
  const at = clock.now().toISOString();
  const found = await Promise.all(
    [...ids].map(async (personId) => {
      const one = await personNow(handler, personId);
      if (!one || !isLocked(one, at)) return [];
      const { printedName, failures, enrolled } = one;
      const until = one.locked?.until;
      return [{ personId, printedName, username: enrolled.username, until, failures }];
    }),
  );
  return found.flat();
}
