// What is wrong with one variable of the environment.

/** WRONG_SETTINGS: not as asked for. The others are well-formed, and refused for what they do. */
export type SettingFaultCode = "WRONG_SETTINGS" | "DEFAULT_SECRET" | "INSECURE_TRANSPORT";

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
