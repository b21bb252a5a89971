// A password and a one-time code that a person shows to prove who they are, checked by
// cryptography; what they are worth is decided by the person's stream.
import type { DataOf } from "../../domain/kernel/decider.ts";
import { credentialOf } from "../../domain/person/credential/credential.ts";
import type { logIn, recordLogInFailed } from "../../domain/person/log-in/commands.ts";
import type { Person } from "../../domain/person/person.ts";
import { matchingStep } from "../credential/totp.ts";
import type { AccessParts } from "../parts.ts";

export interface PasswordGiven {
  readonly password: string;
  /** The one-time code, where one is shown. */
  readonly code?: string;
}

type Proof = DataOf<typeof logIn>["proof"];
export type Wrong = DataOf<typeof recordLogInFailed>["why"];
export type Proven<Of extends Proof> =
  | { readonly outcome: "proven"; readonly proof: Of }
  | { readonly outcome: "wrong"; readonly why: Wrong };

/** The same work is done where there is no password to compare with. */
export async function provenPassword(
  { hashing, seals }: Pick<AccessParts, "hashing" | "seals">,
  person: Person,
  { password, code }: PasswordGiven,
  at: Date,
): Promise<Proven<Extract<Proof, { method: "password" }>>> {
  const [credentialId, credential] = credentialOf(person, "password") ?? [];
  const phc = credential && (await seals.unseal("password", credential.material));
  const isRight = phc ? await hashing.verify(password, phc) : await hashing.verifyNothing(password);
  if (!isRight || credentialId === undefined) return { outcome: "wrong", why: "credentialWrong" };
  const proof = { method: "password", credentialId } as const;
  if (code === undefined) return { outcome: "proven", proof };
  const [generatorId, generator] = credentialOf(person, "totp") ?? [];
  const secret = generator && (await seals.unseal("totp", generator.material));
  const step = secret && matchingStep(Buffer.from(secret, "base64url"), code, at);
  if (!generatorId || step === undefined || step === "")
    return { outcome: "wrong", why: "codeWrong" };
  return { outcome: "proven", proof: { ...proof, code: { credentialId: generatorId, step } } };
}
