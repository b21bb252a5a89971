// What is wrong with an environment.
import type { SettingFault } from "../../../src/cli/instance/settings/fault.ts";
import { settingsFrom, WrongSettings } from "../../../src/cli/instance/settings.ts";

export function faultsOf(environment: Record<string, string>): readonly SettingFault[] {
  try {
    settingsFrom(environment);
    return [];
  } catch (error) {
    if (error instanceof WrongSettings) return error.faults;
    throw error;
  }
}
