// What is decided about is what was shown: the version, with the digest of its whole content.
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import type { MasterRecipeState, Version } from "./master-recipe.ts";

type Shown = Pick<Version, "version" | "digest">;

/** The version as it was shown, or why it is not. */
export function versionShown({ versions }: MasterRecipeState, shown: Shown): Version | Refusal {
  const found = versions[shown.version - 1];
  if (!found) return refuse("NOT_FOUND", `There is no version ${shown.version}.`);
  return found.digest === shown.digest ? found : changedSince(found);
}

export const changedSince = ({ version, digest }: Shown): Refusal =>
  refuse("RECORD_CHANGED_SINCE_VIEW", `Version ${version} has the digest ${digest} by now.`);
