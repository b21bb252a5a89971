// A certificate and its key in settings: both are named, or none, and they are of each other.
import { PairFault, type PairFiles, readPair } from "../../listening/pair.ts";
import { type Environment, type SettingFault, together, wrong } from "./fault.ts";

/** The variables that name the files. */
type PairVariables = Readonly<Record<keyof PairFiles, string>>;

/** Undefined unless both are named. */
export function pairIn(
  said: Readonly<Record<string, unknown>>,
  variables: PairVariables,
): PairFiles | undefined {
  const { [variables.certificate]: certificate, [variables.key]: key } = said;
  const isWhole = typeof certificate === "string" && typeof key === "string";
  return isWhole ? { certificate, key } : undefined;
}

/** Reads the files. */
export function pairFaults(
  environment: Environment,
  variables: PairVariables,
): readonly SettingFault[] {
  const files = pairIn(environment, variables);
  if (!files) return together(environment, Object.values(variables));
  try {
    readPair(files);
    return [];
  } catch (error) {
    if (error instanceof PairFault) return [wrong(variables[error.of], error.message)];
    throw error;
  }
}
