// The embedded event node on the network: over TLS and with a log-in, or not at all.
import { z } from "zod";
import {
  isUserName,
  type NetworkOptions,
  passwordLengthMin,
} from "../../../eventstore/embedded/listening/network.ts";
import { type Environment, type SettingFault, together, wrong } from "./fault.ts";
import { Host, Port } from "./network.ts";
import { pairFaults, pairIn } from "./pair.ts";
import { defaultSecret, isDefaultSecret } from "./secret.ts";

export type EventNodeSettings = Pick<
  NetworkOptions,
  "host" | "port" | "certificateFile" | "keyFile" | "logIn"
>;

export const EventNodeSaid = z.object({
  EVENT_NODE_HOST: Host.optional(),
  EVENT_NODE_PORT: Port.default(2113),
  EVENT_NODE_TLS_CERT_FILE: z.string().optional(),
  EVENT_NODE_TLS_KEY_FILE: z.string().optional(),
  EVENT_NODE_USER: z
    .string()
    .refine(isUserName, { error: "a name without a colon" })
    .default("admin"),
  EVENT_NODE_PASSWORD: z
    .string()
    .min(passwordLengthMin, { error: `${passwordLengthMin} characters or more` })
    .optional(),
});

const variables = {
  certificate: "EVENT_NODE_TLS_CERT_FILE",
  key: "EVENT_NODE_TLS_KEY_FILE",
} as const;

const required = ["EVENT_NODE_HOST", ...Object.values(variables), "EVENT_NODE_PASSWORD"];
/** They mean something only with those. */
const others = ["EVENT_NODE_PORT", "EVENT_NODE_USER"];

/** Undefined when the node stays on this machine. */
export function eventNodeOf(said: z.output<typeof EventNodeSaid>): EventNodeSettings | undefined {
  const { EVENT_NODE_HOST: host, EVENT_NODE_PASSWORD: password } = said;
  const pair = pairIn(said, variables);
  if (host === undefined || password === undefined || !pair) return undefined;
  const { EVENT_NODE_USER: user, EVENT_NODE_PORT: port } = said;
  const files = { certificateFile: pair.certificate, keyFile: pair.key };
  return { host, port, ...files, logIn: { user, password } };
}

export function eventNodeFaults(environment: Environment, demo: boolean): readonly SettingFault[] {
  const { EVENTSTORE_URL: elsewhere, EVENT_NODE_PASSWORD: password } = environment;
  const { EVENT_NODE_USER: user = "admin" } = environment;
  const isSet = (name: string) => environment[name] !== undefined;
  const isAsked = required.some(isSet);
  const known = password !== undefined && isDefaultSecret(password, user);
  const host = (message: string) => wrong("EVENT_NODE_HOST", message);
  return [
    ...together(environment, required),
    ...(pairIn(environment, variables) ? pairFaults(environment, variables) : []),
    ...(!isAsked && others.some(isSet) ? [host(`${others.join(" and ")} go with it`)] : []),
    ...(isAsked && elsewhere !== undefined ? [host("EVENTSTORE_URL names another store")] : []),
    ...(known && !demo ? [defaultSecret("EVENT_NODE_PASSWORD")] : []),
  ];
}
