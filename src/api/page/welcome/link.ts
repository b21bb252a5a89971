// What a link is for: one of the first two, an invitation, a recovery; or nothing any more.
import { invited } from "../../../access/person/invitation.ts";
import { recovering } from "../../../access/person/recovery.ts";
import type { Founder } from "../../../domain/access-control/events.ts";
import type { Person } from "../../../domain/person/person.ts";
import type { ApiParts } from "../../parts.ts";

export type Welcomed =
  | { readonly kind: "founder"; readonly as: Founder }
  | { readonly kind: "invited" | "recovering"; readonly person: Person }
  | { readonly kind: "nobody" };

export async function welcomedBy({ access }: ApiParts, token: string): Promise<Welcomed> {
  if (token === "") return { kind: "nobody" };
  const as = await access.founding.offered(token);
  if (as !== undefined) return { kind: "founder", as };
  const person = await invited(access.parts, token);
  if (person) return { kind: "invited", person };
  const one = await recovering(access.parts, token);
  return one ? { kind: "recovering", person: one } : { kind: "nobody" };
}
