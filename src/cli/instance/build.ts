// Which program this is, as every event says it.
import { readFileSync } from "node:fs";

const { version } = JSON.parse(
  readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
) as { version: string };

export const build = {
  appVersion: version,
  /** Of the settings that decide what is recorded; policies as versioned master data come later. */
  configRevision: "1",
  zoneDatabase: process.versions.tz ?? "unknown",
} as const;
