// Databases of one's own: reached over TLS unless they are on this machine, and not with a password
// that everybody knows. Read as the clients themselves read them (pg-connection-string 2.x,
// @eventstore/db-client 6.2.1), so that none of them sees something else than what was checked.
import { isLoopback } from "../../../api/wire/address.ts";
import { type Environment, type SettingFault, wrong } from "./fault.ts";
import { defaultSecret, isDefaultSecret } from "./secret.ts";

/** `demo`: whoever plays the sample plant has nothing to hide. */
export function databaseFaults(environment: Environment, demo: boolean): readonly SettingFault[] {
  const variable = "DATABASE_URL";
  const { [variable]: text, PGHOST, PGUSER, PGPASSWORD } = environment;
  if (text === undefined) return [];
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    return [wrong(variable, "an address such as postgres://user@host/database is asked for")];
  }
  // Of a parameter that is given twice, the last counts.
  const said = (name: string) => url.searchParams.getAll(name).at(-1);
  const host = said("host") || decoded(url.hostname) || PGHOST || "";
  if (host === "" || host.startsWith("/") || isLoopback(host)) return [];
  const user = said("user") || decoded(url.username) || PGUSER;
  const password = said("password") || decoded(url.password) || PGPASSWORD || "";
  const known = password !== "" && isDefaultSecret(password, user);
  return [
    ...(known && !demo ? [defaultSecret(variable)] : []),
    ...(tlsModes.has(said("sslmode")) ? [] : [insecure(variable, "add sslmode=verify-full")]),
  ];
}

const tlsModes: ReadonlySet<string | undefined> = new Set(["require", "verify-ca", "verify-full"]);

export function eventStoreFaults(environment: Environment, demo: boolean): readonly SettingFault[] {
  const variable = "EVENTSTORE_URL";
  const { [variable]: text } = environment;
  if (text === undefined) return [];
  const address = eventStoreAddress(text);
  if (!address) {
    return [wrong(variable, "an address such as esdb://host:2113?tls=true is asked for")];
  }
  const { user, password, hosts, options } = address;
  const known = password !== undefined && isDefaultSecret(password, user);
  const clear = options.some(([name, value]) => name === "tls" && value === "false");
  const local = hosts.every((host) => isLoopback(withoutPort(host)));
  return [
    ...(known && !demo ? [defaultSecret(variable)] : []),
    ...(clear && !local ? [insecure(variable, "leave tls=false out")] : []),
  ];
}

interface EventStoreHosts {
  readonly user: string;
  readonly password: string | undefined;
  readonly hosts: readonly string[];
  /** As the client compares them; of one that is given twice, the last counts. */
  readonly options: readonly (readonly [name: string, value: string])[];
}

function eventStoreAddress(text: string): EventStoreHosts | undefined {
  const match = /^(?:esdb|kurrentdb)(?:\+discover)?:\/\/(?:([^:]+):([^@]+)@)?([^?]+)(.*)$/.exec(
    text,
  );
  const [, user = "", password, hosts = "", query = ""] = match ?? [];
  const options = query
    .split(/[?&]/)
    .filter((option) => option !== "")
    .map((option) => option.split("="))
    .map(([name = "", value = ""]) => [flat(name), flat(value)] as const);
  // The client prints the whole address, password and all, at an option that it does not know.
  const isKnown = options.every(([name]) => eventStoreOptions.has(name));
  if (!match || hosts.includes("@") || !isKnown) return undefined;
  return {
    user: decoded(user),
    password: password && decoded(password),
    hosts: hosts.split(/[,/]/).filter((host) => host !== ""),
    options,
  };
}

/** Whether it may lead to a node that lags behind what was just written: a follower, a replica. */
export function mayLag(text: string): boolean {
  const address = eventStoreAddress(text);
  if (!address) return false;
  const isOfOne = address.hosts.length === 1 && !/^\w+\+discover:/.test(text);
  const preference = address.options.findLast(([name]) => name === "nodepreference")?.[1];
  return !isOfOne && preference !== "leader";
}

/** What is decided and verified is read from the node that is written to. */
export function lagFaults({ EVENTSTORE_URL: text }: Environment): readonly SettingFault[] {
  if (text === undefined || !mayLag(text)) return [];
  const message = "it may lead to a node that lags; write nodePreference=leader into it";
  return [{ variable: "EVENTSTORE_URL", code: "STORE_MAY_LAG", message }];
}

const eventStoreOptions = new Set([
  "connectionname",
  "defaultdeadline",
  "discoveryinterval",
  "gossiptimeout",
  "keepaliveinterval",
  "keepalivetimeout",
  "maxdiscoverattempts",
  "nodepreference",
  "throwonappendfailure",
  "tls",
  "tlscafile",
  "usercertfile",
  "userkeyfile",
]);

/** As the client compares names of options. */
const flat = (text: string): string => text.replace(/[\s_-]/g, "").toLowerCase();

const withoutPort = (host: string): string => host.trim().replace(/:\d+$/, "");

const insecure = (variable: string, what: string): SettingFault => ({
  variable,
  code: "INSECURE_TRANSPORT",
  message: `it is on another machine and not reached over TLS; ${what}`,
});

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
