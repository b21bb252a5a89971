// Which program this is, as every event says it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const { version } = JSON.parse(
  readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
) as { version: string };

export const build = {
  appVersion: version,
  /** Of the settings that decide what is recorded; policies as versioned master data come later. */
  configRevision: "1",
  zoneDatabase: process.versions.tz ?? "unknown",
} as const;

const folding = ["domain", "eventstore", "integrity"].map((area) =>
  fileURLToPath(new URL(`../../${area}`, import.meta.url)),
);

/**
 * Of the code that folds, and that writes what it folds down: its digest, for a version says
 * nothing of what was changed since. A service asks for it when it starts: the files may be
 * replaced while it runs.
 */
export const foldEdition = (): string => {
  edition ??= editionOfFolds();
  return edition;
};
let edition: string | undefined;

function editionOfFolds(): string {
  const digest = createHash("sha256").update(version).update(process.version);
  for (const area of folding) {
    for (const name of readdirSync(area, { recursive: true, encoding: "utf8" }).sort()) {
      if (name.endsWith(".ts")) digest.update(name).update(readFileSync(join(area, name)));
    }
  }
  return digest.digest("hex");
}
