// Where the heads of the log are kept besides the data folder: nowhere, unless it is set.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { certificatesIn } from "../../../anchors/timestamp/timestamp-anchor.ts";
import { parseKey } from "../../../integrity/note.ts";
import { type Environment, type SettingFault, wrong } from "./fault.ts";

/** Commas between them. */
const list = z
  .string()
  .transform((text) => text.split(",").map((one) => one.trim()))
  .default([]);

const url = z.url({ protocol: /^https?$/, error: "addresses that begin with http:// or https://" });
const minutesRule = "a whole number of minutes from 1 to 1440";

export const AnchorsSaid = z.object({
  ANCHOR_FILES: list.pipe(z.array(z.string().min(1, { error: "paths of files" }))),
  ANCHOR_TIMESTAMP_URLS: list.pipe(z.array(url)),
  ANCHOR_TIMESTAMP_CA_FILE: z.string().optional(),
  ANCHOR_WITNESSES: list.pipe(
    z.array(
      z.string().refine((text) => witnessIn(text) !== undefined, {
        error: "for each its address, a blank, and the key that it prints at its start",
      }),
    ),
  ),
  ANCHOR_EVERY_MINUTES: z
    .string()
    .regex(/^\d{1,4}$/, { error: minutesRule })
    .transform(Number)
    .pipe(z.number().min(1, { error: minutesRule }).max(1_440, { error: minutesRule }))
    .default(15),
});

export interface AnchorSettings {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly timestampUrls: readonly string[];
  /** PEM: whom time stamps are believed from. */
  readonly timestampCaFile: string | undefined;
  readonly witnesses: readonly WitnessSetting[];
  /** A head is anchored so often, and when something was released. */
  readonly every_ms: number;
}

export interface WitnessSetting {
  readonly url: string;
  /** As C2SP signed-note writes it. */
  readonly key: string;
}

export const anchorsOf = (said: z.output<typeof AnchorsSaid>): AnchorSettings => ({
  files: said.ANCHOR_FILES.map((path) => resolve(path)),
  timestampUrls: said.ANCHOR_TIMESTAMP_URLS,
  timestampCaFile: said.ANCHOR_TIMESTAMP_CA_FILE,
  witnesses: said.ANCHOR_WITNESSES.flatMap((text) => witnessIn(text) ?? []),
  every_ms: said.ANCHOR_EVERY_MINUTES * 60_000,
});

function witnessIn(text: string): WitnessSetting | undefined {
  const [address = "", key = "", ...more] = text.split(/\s+/);
  const isAddress = /^https?:$/.test(URL.parse(address)?.protocol ?? "");
  if (!isAddress || more.length > 0) return undefined;
  try {
    return parseKey(key).type === "cosignature" ? { url: address, key } : undefined;
  } catch {
    return undefined;
  }
}

/** A stamp counts by a certificate that is trusted. */
export function anchorFaults(environment: Environment): readonly SettingFault[] {
  const { ANCHOR_TIMESTAMP_URLS: urls, ANCHOR_TIMESTAMP_CA_FILE: file } = environment;
  const at = "ANCHOR_TIMESTAMP_CA_FILE";
  if (file === undefined) {
    const message = "it is set together with ANCHOR_TIMESTAMP_URLS";
    return urls === undefined ? [] : [wrong(at, message)];
  }
  try {
    const isEmpty = certificatesIn(readFileSync(file, "utf8")).length === 0;
    return isEmpty ? [wrong(at, "the file holds no certificate in PEM")] : [];
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    return [wrong(at, `the file cannot be read${code}`)];
  }
}
