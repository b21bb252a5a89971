// What the page of one's own account shows, as of now.
import type { z } from "zod";
import { provenOwn } from "../../../access/own/own.ts";
import { roleTitles } from "../../../access/role-title.ts";
import { type Live, liveSessions } from "../../../access/session/live.ts";
import { accessControlNow } from "../../../access/standing.ts";
import type { AccessPolicy } from "../../../domain/kernel/access/policy.ts";
import { isRefusal } from "../../../domain/kernel/refusal.ts";
import type { Caller } from "../../access/caller.ts";
import { selfOf } from "../../access/self.ts";
import { whoIs } from "../../log-in/who.ts";
import type { ApiParts } from "../../parts.ts";
import type { WhoShape } from "../../shape/session.ts";
import type { Fault } from "../form/form.ts";
import type { Visitor } from "../visitor.ts";

export interface AccountView {
  readonly visitor: Visitor;
  readonly who: z.output<typeof WhoShape>;
  /** By the name that it is granted by. */
  readonly roleTitles: ReadonlyMap<string, string>;
  readonly sessions: readonly Live[];
  readonly sessionId: string | undefined;
  readonly policy: AccessPolicy;
  /** Minutes ago: what proves an identity can be changed. */
  readonly isProven: boolean;
  readonly zone: string;
  /** Where passkeys are for; undefined where there are none. */
  readonly passkeyOrigin: string | undefined;
  readonly next: string | undefined;
  readonly told?: string | undefined;
  readonly fault?: Fault | undefined;
}

export async function accountView(
  parts: ApiParts,
  caller: Caller,
  shown: Pick<AccountView, "visitor" | "next" | "told" | "fault">,
): Promise<AccountView> {
  const { handler, access } = parts;
  const who = await whoIs(parts, caller);
  const { policy } = await accessControlNow(handler);
  return {
    ...shown,
    who,
    roleTitles: await roleTitles(
      handler,
      who.roles.map(({ role }) => role),
    ),
    sessions: await liveSessions(access.parts, selfOf(caller).id),
    sessionId: caller.known?.sessionId,
    policy,
    isProven: !isRefusal(provenOwn(access.parts, caller.known)),
    zone: access.parts.place.zone,
    passkeyOrigin: access.parts.relyingParty?.origins[0],
  };
}
