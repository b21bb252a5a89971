// The embedded event node on the network: over TLS and with a log-in, or not at all.

import { type Environment, type SettingFault, wrong } from "./fault.ts";
import { isDefaultSecret } from "./secret.ts";

export interface EventNodeSettings {
  readonly host: string;
  readonly port: number;
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly logIn: { readonly user: string; readonly password: string };
}

const required = [
  "EVENT_NODE_HOST",
  "EVENT_NODE_TLS_CERT_FILE",
  "EVENT_NODE_TLS_KEY_FILE",
  "EVENT_NODE_PASSWORD",
] as const;

const passwordLengthMin = 12;

type Named = (typeof required)[number] | "EVENT_NODE_PORT" | "EVENT_NODE_USER";

/** Undefined when the node stays on this machine. */
export function eventNodeOf(
  environment: Readonly<Partial<Record<Named, string | undefined>>>,
): EventNodeSettings | undefined {
  const [host, certificateFile, keyFile, password] = required.map((name) => environment[name]);
  if (
    host === undefined ||
    certificateFile === undefined ||
    keyFile === undefined ||
    password === undefined
  ) {
    return undefined;
  }
  const { EVENT_NODE_USER: user = "admin", EVENT_NODE_PORT: port = "2113" } = environment;
  return { host, port: Number(port), certificateFile, keyFile, logIn: { user, password } };
}

export function eventNodeFaults(environment: Environment): readonly SettingFault[] {
  const all = [...required, "EVENT_NODE_PORT", "EVENT_NODE_USER"];
  if (all.every((name) => environment[name] === undefined)) return [];
  const missing = required.filter((name) => environment[name] === undefined);
  const { EVENT_NODE_PASSWORD: password = "", EVENT_NODE_USER: user } = environment;
  const { EVENTSTORE_URL, EVENT_NODE_PORT: port = "2113" } = environment;
  return [
    ...missing.map((name) => wrong(name, `it is set together with ${required.join(", ")}`)),
    ...(EVENTSTORE_URL === undefined
      ? []
      : [wrong("EVENT_NODE_HOST", "EVENTSTORE_URL names another store; there is no event node")]),
    ...(/^\d{1,5}$/.test(port) && Number(port) <= 65_535
      ? []
      : [wrong("EVENT_NODE_PORT", "a whole number from 0 to 65535")]),
    ...(user === undefined || /^[^:\p{Cc}]+$/u.test(user)
      ? []
      : [wrong("EVENT_NODE_USER", "a name without a colon")]),
    ...(missing.includes("EVENT_NODE_PASSWORD") ? [] : passwordFaults(password, user)),
  ];
}

function passwordFaults(password: string, user: string | undefined): readonly SettingFault[] {
  const isFine = password.length >= passwordLengthMin && !isDefaultSecret(password, user);
  return isFine
    ? []
    : [wrong("EVENT_NODE_PASSWORD", `at least ${passwordLengthMin} characters, and a secret`)];
}
