// What the environment may say. One schema; every fault is told at once (design, section 7).
import { resolve } from "node:path";
import { z } from "zod";

const zones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

const portRule = "a whole number from 0 to 65535; 0 takes a free port";

const Environment = z.object({
  DATA_DIR: z.string().min(1).default("./data"),
  HOST: z
    .enum(["127.0.0.1", "::1", "localhost"], {
      error: "only loopback addresses, until log-in and TLS exist",
    })
    .default("127.0.0.1"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: portRule })
    .transform(Number)
    .pipe(z.number().max(65_535, { error: portRule }))
    .default(8080),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  EVENTSTORE_URL: z.url({ protocol: /^(esdb|kurrentdb)(\+discover)?$/ }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SITE: z.string().min(1).max(60).default("site-1"),
  SITE_ZONE: z
    .string()
    .refine((zone) => zones.has(zone), { error: "not an IANA time zone" })
    .default(Intl.DateTimeFormat().resolvedOptions().timeZone),
  LEGAL_ENTITY: z.string().min(1).max(120).default("Not stated"),
});

export interface Settings {
  /** Absolute. */
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly eventStoreUrl: string | undefined;
  readonly publicUrl: string | undefined;
  readonly site: string;
  readonly zone: string;
  readonly legalEntity: string;
}

/** Throws `WrongSettings` that names every variable at fault. */
export function settingsFrom(environment: Readonly<Record<string, string | undefined>>): Settings {
  // An empty variable is one that was not set, as in most shells' and containers' files.
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  const parsed = Environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    throw new WrongSettings(
      parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
    );
  }
  const { data } = parsed;
  return {
    dataDirectory: resolve(data.DATA_DIR),
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL,
    eventStoreUrl: data.EVENTSTORE_URL,
    publicUrl: data.PUBLIC_URL,
    site: data.SITE,
    zone: data.SITE_ZONE,
    legalEntity: data.LEGAL_ENTITY,
  };
}

export class WrongSettings extends Error {
  readonly code = "WRONG_SETTINGS";
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`These settings are wrong:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "WrongSettings";
    this.faults = faults;
  }
}
