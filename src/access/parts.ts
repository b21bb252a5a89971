// What logging in and managing access works with, handed in by the composition root.
import type { Database } from "../database/connection.ts";
import type { Sealed } from "../domain/kernel/access/sealed.ts";
import type { Metadata } from "../domain/kernel/metadata.ts";
import type { Clock, Handler, Noting, Session } from "../eventstore/handler/handle.ts";
import type { Seals } from "../vault/seals.ts";
import type { Oidc } from "./credential/oidc.ts";
import type { RelyingParty } from "./credential/passkey.ts";
import type { PasswordHashing } from "./credential/password-hash.ts";
import type { KnownDevices } from "./session/known-device.ts";

export type Place = Pick<Metadata, "site" | "legalEntity" | "zone">;

export interface AccessParts {
  readonly handler: Handler & Noting;
  readonly database: Database;
  readonly seals: Seals;
  readonly hashing: PasswordHashing;
  readonly devices: KnownDevices;
  /** Longer than checking a password takes; 0: refused as soon as it is known. */
  readonly refusedEvery_ms: number;
  readonly clock: Clock;
  readonly place: Place;
  /** In a folder that the demo made nobody logs in: its people act by the demonstration alone. */
  readonly isDemonstration: () => Promise<boolean>;
  /** Undefined where the service has no address of its own: no passkeys then. */
  readonly relyingParty: RelyingParty | undefined;
  readonly oidc: Oidc | undefined;
}

/** What the program does by itself: it holds the instance's keys, and is never a person. */
export const instanceSession = (place: Place): Session => ({
  ...place,
  actor: { kind: "service", id: "access-control", name: "Access control" },
  authentication: { method: "instance" },
  permits: "everything",
});

/** What proves an identity, encrypted with a key of the credential's own. */
export const sealedFor = (
  { seals }: Pick<AccessParts, "seals">,
  use: "password" | "passkey" | "totp" | "oidc" | "invitation" | "recovery" | "apiKey",
  credentialId: string,
  text: string,
): Promise<Sealed> => seals.seal("credentials", credentialId, use, text);
