// Secrets come from the environment or from files (Docker and Kubernetes mount them as such), and
// are never those that everybody knows.
import { readFileSync } from "node:fs";
import { type Environment, type SettingFault, wrong } from "./fault.ts";

const bearers = [
  "DATABASE_URL",
  "EVENTSTORE_URL",
  "EVENT_NODE_PASSWORD",
  "OIDC_CLIENT_SECRET",
  "API_KEY",
  "ALERT_WEBHOOK_URL",
] as const;

export interface Revealed {
  readonly environment: Environment;
  readonly faults: readonly SettingFault[];
}

/** What <NAME>_FILE names takes the place of <NAME>. */
export function withSecretsOfFiles(given: Environment): Revealed {
  const environment = { ...given };
  const faults: SettingFault[] = [];
  for (const name of bearers) {
    const variable = `${name}_FILE`;
    const file = given[variable];
    if (file === undefined) continue;
    if (given[name] !== undefined) {
      faults.push(wrong(variable, `${name} is set as well; set one of the two`));
      continue;
    }
    const read = secretOf(file);
    if ("fault" in read) faults.push(wrong(variable, read.fault));
    else environment[name] = read.secret;
  }
  return { environment, faults };
}

function secretOf(file: string): { readonly secret: string } | { readonly fault: string } {
  try {
    // Editors and `echo` end a file with a newline.
    const secret = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    return secret === "" ? { fault: "the file is empty" } : { secret };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    return { fault: `the file cannot be read${code}` };
  }
}

/** Of installations, manuals and examples. */
const known = new Set([
  "123456",
  "12345678",
  "admin",
  "changeit",
  "changeme",
  "default",
  "example",
  "ops",
  "pass",
  "passw0rd",
  "password",
  "postgres",
  "postgresql",
  "root",
  "secret",
  "test",
]);

/** Whether everybody knows it; the user's own name is one of the first that are tried. */
export const isDefaultSecret = (secret: string, user?: string): boolean =>
  known.has(secret.toLowerCase()) || secret === user;

export const defaultSecret = (variable: string): SettingFault => ({
  variable,
  code: "DEFAULT_SECRET",
  message: "its password or secret is one that everybody knows; set one of your own",
});
