// What a link is for: the first administrator, an invitation, a recovery; or nothing any more.
import { invited } from "../../../access/person/invitation.ts";
import { recovering } from "../../../access/person/recovery.ts";
import type { Person } from "../../../domain/person/person.ts";
import type { ApiParts } from "../../parts.ts";

export type Welcomed =
  | { readonly kind: "first" }
  | { readonly kind: "invited" | "recovering"; readonly person: Person }
  | { readonly kind: "nobody" };

export async function welcomedBy({ access }: ApiParts, token: string): Promise<Welcomed> {
  if (token === "") return { kind: "nobody" };
  if (await access.firstAdministrator.isOffered(token)) return { kind: "first" };
  const person = await invited(access.parts, token);
  if (person) return { kind: "invited", person };
  const one = await recovering(access.parts, token);
  return one ? { kind: "recovering", person: one } : { kind: "nobody" };
}
