// RFC 3161, 2.4.2: what a time-stamping authority answers. A token, or why there is none.
import { AnchorFault } from "../fault.ts";
import { bytesOf, integerOf, partsOf, valueIn } from "./der.ts";

/**
 * DER of the token, which is not verified. Throws AnchorFault ANCHOR_REFUSED where it was not
 * granted, TIMESTAMP_INVALID for what is no answer.
 */
export function tokenIn(response: Uint8Array): Buffer {
  const [status, token] = partsOf(valueIn(response));
  const code = integerOf(partsOf(status)[0]);
  const isGranted = code?.length === 1 && (code[0] === 0 || code[0] === 1);
  if (isGranted && token) return bytesOf(token);
  const said = code?.length === 1 ? (words[code[0] ?? -1] ?? "no known status") : "no known status";
  throw new AnchorFault("ANCHOR_REFUSED", `The authority did not stamp: ${said}.`);
}

const words = [
  "granted, without a token",
  "granted with changes, without a token",
  "rejected",
  "waiting",
  "a warning of revocation",
  "revoked",
];
