// Who could do what at a moment of the past (Annex 11, 12.3): the person and the roles, folded from
// the log as far as it was by then.

import type { Right } from "../../domain/kernel/access/right.ts";
import type { GrantScope } from "../../domain/kernel/access/standing.ts";
import type { Aggregate } from "../../domain/kernel/decider.ts";
import { person } from "../../domain/person/person.ts";
import type { Granted } from "../../domain/person/right/right.ts";
import { role } from "../../domain/role/role.ts";
import { streamOf } from "../../eventstore/stream-name.ts";
import type { Instance } from "../instance/instance.ts";

export interface RightsThen {
  /** Undefined: nobody was enrolled under the id yet. */
  readonly account: "enabled" | "disabled" | "left" | undefined;
  readonly roles: readonly {
    readonly role: string;
    readonly scope: GrantScope;
    readonly from: string | null;
    readonly until: string | null;
    readonly rights: readonly Right[];
  }[];
  readonly rights: readonly Right[];
}

/** `at`: an instant; what was recorded up to then, and what was granted for then, counts. */
export async function rightsAt(instance: Instance, id: string, at: string): Promise<RightsThen> {
  const one = await foldedAt(instance, person, id, at);
  if (one.status === "unknown") return { account: undefined, roles: [], rights: [] };
  const { account } = one;
  const held = account === "enabled" ? [...one.grants.values()].filter(isHeldAt(at)) : [];
  const roles = await Promise.all(
    held.map(async ({ role: name, scope, from = null, until = null }) => {
      const state = await foldedAt(instance, role, name, at);
      const rights = state.status === "defined" ? state.definition.rights : [];
      return { role: name, scope, from, until, rights };
    }),
  );
  const rights = [...new Set(roles.flatMap((given) => given.rights))].sort();
  return { account, roles, rights };
}

const isHeldAt =
  (at: string) =>
  ({ from, until }: Granted): boolean =>
    !(from !== undefined && Date.parse(at) < Date.parse(from)) &&
    !(until !== undefined && Date.parse(at) >= Date.parse(until));

async function foldedAt<State, Event extends { readonly type: string }>(
  { log, codec }: Instance,
  aggregate: Aggregate<State, Event & { readonly data: object }>,
  id: string,
  at: string,
): Promise<State> {
  let state = aggregate.initial;
  for await (const stored of log.readStream(streamOf(aggregate.category, id))) {
    const decoded = codec.decode(stored);
    if (decoded.kind !== "ours") continue;
    const { recorded } = decoded;
    if (Date.parse(recorded.metadata.recordedAt) > Date.parse(at)) break;
    if (recorded.event.type === "AttemptRefused") continue;
    // The codec checked type and shape; a stream holds events of its aggregate alone.
    state = aggregate.evolve(state, recorded.event as never, recorded as never);
  }
  return state;
}
