// Issuing a batch by a master recipe: the copy is made here, from the version that is effective at
// this instant by the log, and not from what a caller sends.
import {
  type AskedByMaster,
  issueByMaster,
  scopeOfAsked,
} from "../../domain/batch/control-recipe/commands.ts";
import { isRefusal, refuse } from "../../domain/kernel/refusal.ts";
import { effectiveVersion, masterRecipe } from "../../domain/master-recipe/life/master-recipe.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { orderNamed, refuseIssuing, scopesForOrder } from "../order/rework.ts";
import type { Request } from "../request.ts";

type Asked = AskedByMaster & { readonly batchId: string };

/** Refused with MASTER_NOT_EFFECTIVE, or ISSUANCE_MISMATCH where another version was seen. */
export async function issueBatchByMaster(
  handler: Handler,
  { data, ...request }: Request<Asked>,
  session: Session,
): Promise<Answer> {
  const { batchId, ...asked } = data;
  const { state } = await handler.load(masterRecipe, asked.masterRecipeId);
  const same = state.versions.filter(({ digest }) => digest === asked.digest);
  const seen = same.findLast(({ effectiveFrom }) => effectiveFrom !== undefined) ?? same.at(-1);
  const { version, recipe } = seen ?? state.versions.at(-1) ?? {};
  const known = version !== undefined && { seen: { version, recipe } };
  const call = { ...request, id: batchId, data: { ...asked, ...known } };
  return handler.execute(issueEffective, call, session);
}

const issueEffective = lookingAt(
  issueByMaster,
  {
    master: { aggregate: masterRecipe, id: ({ masterRecipeId }) => masterRecipeId },
    order: orderNamed,
  },
  (decided, { data, also, context: { at } }) => {
    const { digest, seen } = data;
    const unapproved = refuseIssuing(data, also.order);
    if (unapproved) return unapproved;
    const effective = effectiveVersion(also.master, at);
    if (isRefusal(effective)) return effective;
    if (effective.digest === digest && effective.version === seen?.version) return decided;
    const message = `Version ${effective.version} is effective, with digest ${effective.digest}.`;
    return refuse("ISSUANCE_MISMATCH", message);
  },
  (data, also) => scopesForOrder(scopeOfAsked(data), data, also.order),
);
