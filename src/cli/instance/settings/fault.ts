// What is wrong with one variable of the environment.

/** WRONG_SETTINGS: not as asked for. The others are well-formed, and refused for what they do. */
export type SettingFaultCode =
  | "WRONG_SETTINGS"
  | "DEFAULT_SECRET"
  | "INSECURE_TRANSPORT"
  | "STORE_MAY_LAG";

export interface SettingFault {
  readonly variable: string;
  readonly code: SettingFaultCode;
  /** Never holds the value: it may be a secret. */
  readonly message: string;
}

export const wrong = (variable: string, message: string): SettingFault => ({
  variable,
  code: "WRONG_SETTINGS",
  message,
});

export type Environment = Readonly<Record<string, string | undefined>>;

/** All of them, or none. */
export function together(
  environment: Environment,
  names: readonly string[],
): readonly SettingFault[] {
  const missing = names.filter((name) => environment[name] === undefined);
  if (missing.length === names.length) return [];
  const others = (name: string) => names.filter((other) => other !== name).join(" and ");
  return missing.map((name) => wrong(name, `it is set together with ${others(name)}`));
}
