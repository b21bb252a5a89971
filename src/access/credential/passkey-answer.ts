// What a browser sends back for a passkey, read with distrust before the library sees it.
import { Buffer } from "node:buffer";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";

/** The id that an answer names, to find the passkey by; undefined when there is none. */
export function credentialIdOf(answer: unknown): string | undefined {
  const id = isRecord(answer) ? answer.id : undefined;
  return typeof id === "string" && idForm.test(id) ? id : undefined;
}

export function isAssertion(answer: unknown): answer is AuthenticationResponseJSON {
  return isAnswer(answer, ["clientDataJSON", "authenticatorData", "signature"]);
}

export function isRegistration(answer: unknown): answer is RegistrationResponseJSON {
  return isAnswer(answer, ["clientDataJSON", "attestationObject"]);
}

/** Whether our page was asked inside a page of another site, which need not be seen. */
export function isFramed({ response }: { response: { clientDataJSON: string } }): boolean {
  const text = Buffer.from(response.clientDataJSON, "base64url").toString("utf8");
  const data: unknown = JSON.parse(text);
  return !isRecord(data) || data.crossOrigin === true || data.topOrigin !== undefined;
}

/**
 * Whether it brings certificates of its authenticator. None are asked for; and the library would
 * fetch what they name from addresses that the sender chose.
 */
export async function isAttested({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
  const bytes = new Uint8Array(Buffer.from(response.attestationObject, "base64url"));
  const attestation = decodeAttestationObject(bytes);
  const format = attestation.get("fmt");
  if (format === "none") return false;
  return format !== "packed" || attestation.get("attStmt").get("x5c") !== undefined;
}

/** Web Authentication, 4: an id has at most 1023 bytes. */
const idForm = /^[\w-]{1,1364}$/;
const partLengthMax = 64 * 1024;

function isAnswer(answer: unknown, parts: readonly string[]): boolean {
  if (!isRecord(answer) || credentialIdOf(answer) === undefined) return false;
  const { response } = answer;
  return isRecord(response) && parts.every((part) => isPart(response[part]));
}

const isPart = (value: unknown): boolean =>
  typeof value === "string" && value.length <= partLengthMax && /^[\w-]+$/.test(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
