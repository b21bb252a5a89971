// Who is logged in: name, roles and rights as they are now, and what is still to be done.

import type { z } from "zod";
import { accessControlNow, personNow } from "../../access/standing.ts";
import type { Caller } from "../access/caller.ts";
import type { ApiParts } from "../parts.ts";
import type { WhoShape } from "../shape/session.ts";

export async function whoIs(
  { access, handler }: Pick<ApiParts, "access" | "handler">,
  { session, known }: Caller,
): Promise<z.output<typeof WhoShape>> {
  const { actor, authentication, permits, site } = session;
  const standing = permits === "everything" ? undefined : permits;
  const { statement } = await accessControlNow(handler);
  const one = actor.kind === "person" ? await personNow(handler, actor.id) : undefined;
  return {
    peopleExist: await access.peopleExist(),
    actor,
    site,
    authentication,
    locked: known?.live?.locked_at !== null && known?.live !== undefined,
    endsAt: known?.live ? new Date(known.live.ends_at).toISOString() : null,
    roles: (standing?.grants ?? []).map(({ role, scope, from, until, trainingsMissing }) => ({
      role,
      scope,
      from: from ?? null,
      until: until ?? null,
      trainingsMissing: [...trainingsMissing],
    })),
    rights: [...new Set((standing?.grants ?? []).flatMap(({ rights }) => rights))].sort(),
    identityVerified: standing?.identityVerified ?? false,
    statement: statement ? { ...statement, accepted: standing?.statementAccepted ?? false } : null,
    mustChangePassword: standing?.mustChangePassword ?? false,
    credentials: [...(one?.credentials ?? [])].map(([credentialId, { kind, label, setAt }]) => ({
      credentialId,
      kind,
      label: label ?? null,
      setAt,
    })),
  };
}
