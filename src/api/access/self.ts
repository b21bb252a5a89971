// The person whose own account a request is about: whoever is logged in, and nobody by an id.
import { type Own, ownOf, type ProvenOwn, provenOwn } from "../../access/own/own.ts";
import { isRefusal, type Refusal } from "../../domain/kernel/refusal.ts";
import type { ApiParts } from "../parts.ts";
import { RefusedCaller } from "../problem.ts";
import type { Caller } from "./caller.ts";

/** Throws RefusedCaller for whoever is no person. */
export const selfOf = ({ known }: Caller): Own => expected(ownOf(known));

/** Throws RefusedCaller for them, and for whoever proved too long ago that it is them. */
export const provenSelf = ({ clock }: Pick<ApiParts, "clock">, { known }: Caller): ProvenOwn =>
  expected(provenOwn({ clock }, known));

function expected<Self extends Own>(self: Self | Refusal): Self {
  if (isRefusal(self)) throw new RefusedCaller(self);
  return self;
}
