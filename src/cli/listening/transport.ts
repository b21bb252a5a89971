// Whether the service may be reached from other machines as it is set up.
import { isLoopback } from "../../api/wire/address.ts";
import type { Settings } from "../instance/settings.ts";
import { CliFault } from "../terminal/fault.ts";

type Reach = Pick<Settings, "host" | "publicUrl" | "tls" | "trustedProxies">;

/**
 * INSECURE_TRANSPORT: it would be reached beyond this machine, by listening there or by a proxy
 * that PUBLIC_URL tells of, without TLS or without log-in.
 */
export function transportFault(
  { host, publicUrl, tls, trustedProxies }: Reach,
  { peopleExist }: { readonly peopleExist: boolean },
): CliFault | undefined {
  const published = publicUrl === undefined ? undefined : new URL(publicUrl);
  const isPublic = published !== undefined && !isLoopback(published.hostname);
  if (isLoopback(host) && !isPublic) return undefined;
  const missing = [
    ...(tls || trustedProxies.length > 0
      ? []
      : ["TLS_CERT_FILE and TLS_KEY_FILE, or TRUSTED_PROXIES where a proxy has the certificate"]),
    ...(isPublic && published.protocol === "http:" ? ["an https:// address in PUBLIC_URL"] : []),
    ...(peopleExist ? [] : ["people who can log in"]),
  ];
  if (missing.length === 0) return undefined;
  const where = isPublic ? "PUBLIC_URL" : `HOST=${host}`;
  const message =
    `With ${where} the service is reached from other machines, and lacks ${missing.join("; ")}. ` +
    "Until then leave HOST and PUBLIC_URL out: it listens on this machine only.";
  return new CliFault("INSECURE_TRANSPORT", message, { missing });
}
