// What a command is about to show is kept in the access trail first, or it is not shown.

import { everything, scopeIn } from "../../api/access/opening.ts";
import type { About } from "../../api/access/route.ts";
import { aboutOf } from "../../api/resource/trace.ts";
import type { Right } from "../../domain/kernel/access/right.ts";
import {
  type Asked,
  isLimited,
  permission,
  unknownScope,
} from "../../domain/kernel/access/standing.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import type { LimitedReader, Question } from "../../projections/genealogy/question/asking.ts";
import type { CommandAccess, CommandRun } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { refusalFault } from "../terminal/fault.ts";
import type { Caller } from "./caller.ts";

export interface Shown {
  /** The one thing that it is about... */
  readonly about?: About;
  /** ...or everything that the answer names; undefined with the other: everything there is. */
  readonly names?: readonly About[];
  /** A copy: a document, or a file. */
  readonly taken: boolean;
  readonly purpose?: string;
  /** Other rights than the one that the command declares, by what is asked for. */
  readonly rights?: readonly Right[];
}

/** Throws NOT_AUTHORIZED, which the trail keeps as well. */
export async function openRecords(
  { access, typed }: CommandRun & { readonly access: CommandAccess },
  instance: Instance,
  { session, known }: Caller,
  { about, names, taken, purpose, ...asked }: Shown,
): Promise<void> {
  if (!known) return;
  if (access.kind !== "reads") throw new Error("The command does not declare that it reads.");
  const read = asked.rights ?? [access.right];
  const rights = taken ? [...read, access.copies] : read;
  const things = names ?? (about ? [about] : undefined);
  const limited = rights.find((right) => isLimited(session.permits, right));
  const scope = limited ? await narrowest(instance, session, limited, things) : {};
  const refusal = await instance.access.trail.open(session, {
    rights,
    scope,
    taken,
    what: access.what,
    asked: `batchproof ${typed}`.slice(0, 2000).toWellFormed(),
    ...(purpose !== undefined && { purpose }),
    ...(about && { kind: about.kind, id: about.id }),
  });
  if (refusal) throw refusalFault(refusal);
}

/**
 * What else there is, what it is called, and what is not there is told to nobody whose right leaves
 * out a part of it, in the words in which anything beyond it is refused. Throws NOT_AUTHORIZED,
 * which the trail keeps. Answers whether it leaves out a part.
 */
export async function refuseNaming(
  { access }: CommandRun,
  instance: Instance,
  { session, known }: Caller,
  names: readonly About[],
): Promise<boolean> {
  if (!known || !("right" in access) || !isLimited(session.permits, access.right)) return false;
  const { right } = access;
  const scopeFor = access.kind === "reads" ? scopeIn : scopeOfGiven;
  const scope = await narrowest(instance, session, right, names, scopeFor);
  if (scope === within) return true;
  const what = access.kind === "reads" ? access.what : "nameCandidates";
  const opening = { rights: [right], scope, what, taken: false };
  const refusal = await instance.access.trail.open(session, opening);
  if (refusal) throw refusalFault(refusal);
  return true;
}

/** Of a list, what the caller may see: nothing else is shown, and nothing counted. */
export async function seenOf<One>(
  { access }: CommandRun,
  instance: Instance,
  { session, known }: Caller,
  list: readonly One[],
  aboutOf: (one: One) => About,
): Promise<readonly One[]> {
  if (!known || !("right" in access) || !isLimited(session.permits, access.right)) return list;
  const { right } = access;
  const seen = await Promise.all(
    list.map(async (one) => (await narrowest(instance, session, right, [aboutOf(one)])) === within),
  );
  return list.filter((_, n) => seen[n]);
}

/** Whoever asks the genealogy; none where they may see everything. */
export function limitedReader(
  run: CommandRun,
  instance: Instance,
  caller: Caller,
): Pick<Question, "reader"> {
  const { access } = run;
  const { permits } = caller.session;
  if (!caller.known || !("right" in access) || !isLimited(permits, access.right)) return {};
  const reader: LimitedReader = {
    async refuseBeyond(things) {
      await refuseNaming(run, instance, caller, aboutOf(things));
    },
    seenOf: (batchIds) => seenOf(run, instance, caller, batchIds, (id) => ({ kind: "batch", id })),
  };
  return { reader };
}

/** Of several things, the first that is beyond the caller: an answer is whole, or not given. */
async function narrowest(
  { handler, clock }: Instance,
  { permits, site }: Caller["session"],
  right: Right,
  things: readonly About[] | undefined,
  scopeFor = scopeIn,
): Promise<Asked["scope"]> {
  if (!things) return everything;
  const at = clock.now().toISOString();
  for (const thing of things) {
    const scope = await scopeFor(handler, thing);
    if (isRefusal(permission(permits, { right, site, scope, at }))) return scope;
  }
  return within;
}

/** A command about what is of no one site, such as a recall, is given at each. */
async function scopeOfGiven(...asked: Parameters<typeof scopeIn>): Promise<Asked["scope"]> {
  const scope = await scopeIn(...asked);
  return scope === everything ? unknownScope : scope;
}

const within: Asked["scope"] = {};
