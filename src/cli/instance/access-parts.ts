// What logging in works with, from the settings.
import { createOidc, type Oidc } from "../../access/credential/oidc.ts";
import type { RelyingParty } from "../../access/credential/passkey.ts";
import type { AccessParts } from "../../access/parts.ts";
import type { Settings } from "./settings.ts";

type Opened = Omit<AccessParts, "place" | "relyingParty" | "oidc">;

export function accessParts(settings: Settings, opened: Opened): AccessParts {
  const { site, zone, legalEntity } = settings;
  return {
    ...opened,
    place: { site, zone, legalEntity },
    relyingParty: relyingPartyOf(settings),
    oidc: oidcOf(settings),
  };
}

/** Where people look: passkeys are bound to that name, and to no address. */
function relyingPartyOf({ publicUrl, port, tls, legalEntity }: Settings): RelyingParty | undefined {
  const here = tls ? undefined : `http://localhost:${port}`;
  const url = URL.parse(publicUrl ?? here ?? "");
  if (!url) return undefined;
  return { rpId: url.hostname, rpName: legalEntity, origins: [url.origin] };
}

function oidcOf({ oidc, publicUrl }: Settings): Oidc | undefined {
  if (!oidc || publicUrl === undefined) return undefined;
  const { issuer, clientId, clientSecret } = oidc;
  const redirectUri = new URL("/v1/session/sign-on/callback", publicUrl).href;
  return createOidc({ issuer, clientId, clientSecret, redirectUri, clockTolerance_s: 30 });
}
