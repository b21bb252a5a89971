// A new password: as the rules of access ask for, clearly other than the former one, kept as an
// encrypted hash (21 CFR 11.300(b); draft Annex 11, 11.4 and 11.5).
import { randomUUID } from "node:crypto";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { setCredential } from "../../domain/person/credential/commands.ts";
import type { Person } from "../../domain/person/person.ts";
import { isTooSimilar } from "../credential/password-difference.ts";
import { passwordFaults } from "../credential/password-rules.ts";
import { type AccessParts, sealedFor } from "../parts.ts";
import { accessControlNow } from "../standing.ts";

type Credential = DataOf<typeof setCredential>;

/** `former`: what the person typed as the one that stands. */
export async function newPassword(
  parts: AccessParts,
  person: Pick<Person, "enrolled" | "printedName">,
  password: string,
  former?: string,
): Promise<(Credential & { readonly kind: "password" }) | Refusal> {
  const { handler, hashing, place } = parts;
  const { policy } = await accessControlNow(handler);
  const owner = {
    username: person.enrolled.username,
    printedName: person.printedName,
    words: [place.site, place.legalEntity, "batchproof"],
  };
  const profile = {
    lengthMin: policy.passwordLengthMin,
    classesMin: policy.passwordClassesMin,
    scoreMin: 3,
  };
  const faults: readonly string[] = await passwordFaults(password, owner, profile);
  const similar = former !== undefined && isTooSimilar(password, former);
  const all = similar ? [...faults, "PASSWORD_TOO_SIMILAR"] : faults;
  if (all.length > 0) return refuse("PASSWORD_UNFIT", all.join(", "), { faults: all });
  const credentialId = randomUUID();
  const material = await sealedFor(parts, "password", credentialId, await hashing.hash(password));
  return { credentialId, kind: "password", material };
}
