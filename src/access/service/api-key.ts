// Issuing the key of a service: shown once, and kept as a digest only.
import type { DataOf } from "../../domain/kernel/decider.ts";
import type { Reason } from "../../domain/kernel/metadata.ts";
import { revokeApiKey } from "../../domain/service/commands.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";
import { giveKey } from "../../processes/give-role.ts";
import { newApiKey, printApiKey, sha256OfToken } from "../credential/token.ts";
import { type AccessParts, sealedFor } from "../parts.ts";
import type { Given } from "../person/invitation.ts";

export type KeyWanted = Omit<DataOf<typeof giveKey>, "keyId" | "material">;

export interface IssuedKey {
  readonly answer: Answer;
  readonly keyId: string;
  /** Undefined where it was refused or asked for before. */
  readonly key: string | undefined;
}

export async function issueKey(
  parts: AccessParts,
  serviceId: string,
  wanted: KeyWanted,
  { commandId, session }: Given,
): Promise<IssuedKey> {
  const key = newApiKey();
  const { keyId, secret } = key;
  const material = await sealedFor(parts, "apiKey", keyId, sha256OfToken(secret));
  const call = { commandId, id: serviceId, data: { ...wanted, keyId, material } };
  const answer = await parts.handler.execute(giveKey, call, session);
  const isNew = answer.outcome === "accepted" && !answer.repeated;
  return { answer, keyId, key: isNew ? printApiKey(key) : undefined };
}

export const revokeKey = (
  { handler }: AccessParts,
  serviceId: string,
  keyId: string,
  { commandId, session, reason }: Given & { readonly reason: Reason },
): Promise<Answer> => {
  const call = { commandId, id: serviceId, data: { keyId }, claims: { reason } };
  return handler.execute(revokeApiKey, call, session);
};
