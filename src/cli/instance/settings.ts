// What the environment may say. One schema; every fault is told at once (design, section 7).
import { join, resolve } from "node:path";
import { z } from "zod";
import type { PairFiles } from "../listening/pair.ts";
import { type AnchorSettings, AnchorsSaid, anchorFaults, anchorsOf } from "./settings/anchors.ts";
import {
  EventNodeSaid,
  type EventNodeSettings,
  eventNodeFaults,
  eventNodeOf,
} from "./settings/event-node.ts";
import { type Environment, type SettingFault, together, wrong } from "./settings/fault.ts";
import { Host, Networks, Port, SecureUrl } from "./settings/network.ts";
import { pairFaults, pairIn } from "./settings/pair.ts";
import { defaultSecret, isDefaultSecret, withSecretsOfFiles } from "./settings/secret.ts";
import { databaseFaults, eventStoreFaults, lagFaults } from "./settings/store-address.ts";

const zones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

const tlsVariables = { certificate: "TLS_CERT_FILE", key: "TLS_KEY_FILE" } as const;

/** Where nobody said who runs the service. */
export const legalEntityUnstated = "Not stated";

const graphRule = "megabytes, a whole number; 0: SQL traces by itself";
const secretText = z.string().regex(/^[\x21-\x7e]{1,1000}$/, { error: "visible ASCII, no blanks" });

const Said = AnchorsSaid.extend(EventNodeSaid.shape).extend({
  DATA_DIR: z.string().min(1).default("./data"),
  KEYS_DIR: z.string().min(1).optional(),
  HOST: Host.default("127.0.0.1"),
  PORT: Port.default(8080),
  DATABASE_URL: z.string().optional(),
  EVENTSTORE_URL: z.string().optional(),
  GRAPH_MEMORY_MB: z
    .string()
    .regex(/^\d{1,6}$/, { error: graphRule })
    .transform(Number)
    .default(1_000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  TRUSTED_PROXIES: Networks.default([]),
  SITE_NETWORKS: Networks.default(["127.0.0.0/8", "::1/128"]),
  ALERT_WEBHOOK_URL: SecureUrl.optional(),
  EXERCISE_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "a time of the day: 02:30" })
    .optional(),
  OIDC_ISSUER: SecureUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).max(500).optional(),
  OIDC_CLIENT_SECRET: secretText.optional(),
  OIDC_TITLE: z.string().min(1).max(60).default("Single sign-on"),
  API_KEY: secretText.optional(),
  SITE: z.string().min(1).max(60).default("site-1"),
  SITE_ZONE: z
    .string()
    .refine((zone) => zones.has(zone), { error: "not an IANA time zone" })
    .default(Intl.DateTimeFormat().resolvedOptions().timeZone),
  LEGAL_ENTITY: z.string().min(1).max(120).default(legalEntityUnstated),
});

export interface Settings {
  /** Absolute. */
  readonly dataDirectory: string;
  /** Absolute. */
  readonly keysDirectory: string;
  /** An IP address, or localhost. */
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly eventStoreUrl: string | undefined;
  /** What the graph of the genealogy may take; 0: there is none. */
  readonly graphMemory_MB: number;
  /** Where other machines reach the embedded event node, if they do. */
  readonly eventNode: EventNodeSettings | undefined;
  readonly publicUrl: string | undefined;
  readonly tls: PairFiles | undefined;
  /** Addresses and networks (CIDR) whose X-Forwarded-* are believed. */
  readonly trustedProxies: readonly string[];
  /** Networks (CIDR) inside the controlled perimeter. */
  readonly siteNetworks: readonly string[];
  readonly alertWebhookUrl: string | undefined;
  /** When a trace exercise is due each day, in the site's zone: 02:30. */
  readonly exerciseAt: string | undefined;
  readonly oidc: OidcSettings | undefined;
  /** Of a program that asks, not of one that answers. */
  readonly apiKey: string | undefined;
  readonly site: string;
  readonly zone: string;
  readonly legalEntity: string;
  readonly anchors: AnchorSettings;
}

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly title: string;
}

/**
 * `demo`: default secrets are let pass. Reads the files that are named. Throws `WrongSettings` that
 * names every variable at fault.
 */
export function settingsFrom(given: Environment, { demo = false } = {}): Settings {
  // An empty variable is one that was not set, as in most shells' and containers' files.
  const set = Object.entries(given).filter(([, value]) => value !== "");
  const { environment, faults } = withSecretsOfFiles(Object.fromEntries(set));
  const said = Said.safeParse(environment);
  const all = [
    ...faults,
    ...(said.error?.issues ?? []).map(({ path, message }) => wrong(String(path[0]), message)),
    ...databaseFaults(environment, demo),
    ...eventStoreFaults(environment, demo),
    ...lagFaults(environment),
    ...eventNodeFaults(environment, demo),
    ...pairFaults(environment, tlsVariables),
    ...oidcFaults(environment, demo),
    ...anchorFaults(environment),
  ];
  if (all.length > 0 || !said.success) throw new WrongSettings(all);
  return settingsOf(said.data);
}

function settingsOf(said: z.output<typeof Said>): Settings {
  return {
    dataDirectory: resolve(said.DATA_DIR),
    keysDirectory: resolve(said.KEYS_DIR ?? join(said.DATA_DIR, "keys")),
    host: said.HOST,
    port: said.PORT,
    databaseUrl: said.DATABASE_URL,
    eventStoreUrl: said.EVENTSTORE_URL,
    graphMemory_MB: said.GRAPH_MEMORY_MB,
    eventNode: eventNodeOf(said),
    publicUrl: said.PUBLIC_URL,
    tls: pairIn(said, tlsVariables),
    trustedProxies: said.TRUSTED_PROXIES,
    siteNetworks: said.SITE_NETWORKS,
    alertWebhookUrl: said.ALERT_WEBHOOK_URL,
    exerciseAt: said.EXERCISE_AT,
    oidc: oidcOf(said),
    apiKey: said.API_KEY,
    site: said.SITE,
    zone: said.SITE_ZONE,
    legalEntity: said.LEGAL_ENTITY,
    anchors: anchorsOf(said),
  };
}

function oidcOf(said: z.output<typeof Said>): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = said;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined)
    return undefined;
  return { issuer, clientId, clientSecret, title: said.OIDC_TITLE };
}

function oidcFaults(environment: Environment, demo: boolean): readonly SettingFault[] {
  const secret = environment.OIDC_CLIENT_SECRET;
  const known = secret !== undefined && isDefaultSecret(secret, environment.OIDC_CLIENT_ID);
  return [
    ...together(environment, ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]),
    ...(known && !demo ? [defaultSecret("OIDC_CLIENT_SECRET")] : []),
  ];
}

/** Its code is that of its faults; WRONG_SETTINGS as soon as one of them is of that kind. */
export class WrongSettings extends Error {
  readonly code: SettingFault["code"];
  readonly faults: readonly SettingFault[];

  constructor(faults: readonly SettingFault[]) {
    const lines = faults.map(({ variable, message, code }) => {
      return `  ${variable}: ${message}${code === "WRONG_SETTINGS" ? "" : ` [${code}]`}`;
    });
    super(`These settings are wrong:\n${lines.join("\n")}`);
    this.name = "WrongSettings";
    const codes = faults.map(({ code }) => code);
    this.code = codes.includes("WRONG_SETTINGS")
      ? "WRONG_SETTINGS"
      : (codes[0] ?? "WRONG_SETTINGS");
    this.faults = faults;
  }
}
