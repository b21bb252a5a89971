// For which part of the plant a command is given, as the log has it: never by the caller's word.
import type { Asked, Scope } from "../../domain/kernel/access/standing.ts";
import type { Aggregate, Read, ReadStates } from "../../domain/kernel/decider.ts";
import { epoch } from "../../domain/kernel/instant.ts";
import type { Claims } from "../../domain/kernel/metadata.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Facts } from "../codec.ts";
import type { Folded, Folds } from "../fold/fold.ts";
import { streamOf } from "../stream-name.ts";
import type { Attempt, Session } from "./handle.ts";

type Staying = Pick<Aggregate<unknown, never>, "ofSite">;
type Begun = Pick<Folded<unknown>, "site">;

/** What a command looks at beside its own stream. */
export interface ReadAlso {
  readonly also: ReadStates<unknown>;
  readonly basedOn: Facts["basedOn"];
  /** Of what it is done within. */
  readonly sites: readonly string[];
  /** The latest server time of all. */
  readonly recordedAt: string;
}

/** The other streams' states, and at which revisions they were seen. */
export async function readAlso(
  folds: Folds,
  { command, call: { data }, whole = false }: Attempt,
): Promise<ReadAlso> {
  const reads = Object.entries((command.reads ?? {}) as Readonly<Record<string, Read<unknown>>>);
  const seen = await Promise.all(
    reads.map(async ([name, { aggregate, id, within }]) => {
      const folded = await folds.load(aggregate, id(data), { whole });
      const stream = streamOf(aggregate.category, id(data));
      return { name, stream, folded, sites: within ? siteOf(aggregate, folded) : [] };
    }),
  );
  const also = Object.fromEntries(seen.map(({ name, folded }) => [name, folded.state]));
  return {
    also: also as ReadStates<unknown>,
    basedOn: seen.map(({ stream, folded: { revision } }) => ({ stream, revision })),
    sites: seen.flatMap(({ sites }) => sites),
    recordedAt:
      seen
        .map(({ folded }) => folded.recordedAt)
        .sort()
        .at(-1) ?? epoch,
  };
}

/** What the command asks of whoever gives it, and for which part of the plant. */
export function asked(
  { command, call, session, at }: Attempt,
  folded: Folded<unknown>,
  { also, sites }: ReadAlso,
): Asked {
  const { right, aggregate } = command;
  const own =
    command.scope?.(call.data, folded.state, also) ?? aggregate.scope?.(folded.state, call.id);
  const there = common([...siteOf(aggregate, folded), ...sites]);
  return { right, site: session.site, scope: placed(there, own), at };
}

/**
 * Whom a machine names as the one for whom it acts is counted as who did it, so its key names them
 * first. What a person claims of others is a claim, and counts as nothing else.
 */
export function refuseToActFor(
  { actor, permits }: Session,
  { onBehalfOf }: Partial<Claims> = {},
): Refusal | undefined {
  if (onBehalfOf === undefined || actor.kind !== "service" || permits === "everything") return;
  if (permits.actsFor?.includes(onBehalfOf)) return undefined;
  const message = `The key was not issued to act for ${onBehalfOf}: leave onBehalfOf out.`;
  return refuse("NOT_AUTHORIZED", message, { onBehalfOf });
}

/** What something is, as far as rights may be granted for it; of several things all of them. */
export const scopeOf = <State>(
  aggregate: Aggregate<State, never>,
  id: string,
  folded: Pick<Folded<State>, "state" | "site">,
): Asked["scope"] => placed(common(siteOf(aggregate, folded)), aggregate.scope?.(folded.state, id));

function placed(there: Pick<Scope, "site">, own: Asked["scope"] = {}): Asked["scope"] {
  const [one = {}, ...others] = [own].flat();
  return others.length === 0 ? { ...there, ...one } : [there, one, ...others];
}

/** None for what travels, and for what is not there yet. */
const siteOf = ({ ofSite }: Staying, { site }: Begun): readonly string[] =>
  ofSite && site !== undefined ? [site] : [];

/** Where they differ it is in nobody's list. */
function common(sites: readonly string[]): Pick<Scope, "site"> {
  const [site, ...others] = new Set(sites);
  return site === undefined ? {} : { site: others.length === 0 ? site : null };
}
