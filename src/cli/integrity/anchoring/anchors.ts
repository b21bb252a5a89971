// The anchors that are set, and what is kept of each in the data folder.
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Anchor, type AnchorName, fileNameOf } from "../../../anchors/anchor.ts";
import { AnchorFault } from "../../../anchors/fault.ts";
import { fileAnchor } from "../../../anchors/file-anchor.ts";
import { readJournal } from "../../../anchors/journal.ts";
import { type Standing, standingOf } from "../../../anchors/standing.ts";
import { certificatesIn, timestampAnchor } from "../../../anchors/timestamp/timestamp-anchor.ts";
import { witnessAnchor } from "../../../anchors/witness/witness-anchor.ts";
import { parseKey } from "../../../integrity/note.ts";
import type { Instance } from "../../instance/instance.ts";
import type { AnchorSettings } from "../../instance/settings/anchors.ts";

export function anchorsIn(settings: AnchorSettings): readonly Anchor[] {
  const roots = rootsIn(settings);
  return [
    ...settings.files.map(fileAnchor),
    ...settings.timestampUrls.map((url) => timestampAnchor(url, roots)),
    ...settings.witnesses.map(({ url, key }) => witnessAnchor(url, parseKey(key))),
  ];
}

export const rootsIn = ({ timestampCaFile: file }: AnchorSettings) =>
  file === undefined ? [] : certificatesIn(readFileSync(file, "utf8"));

export const folderOf = ({ stores }: Pick<Instance, "stores">): string =>
  join(stores.folder.path, "checkpoints", "anchors");

export interface Kept extends AnchorName {
  /** Whether it is among the anchors that are set now. */
  readonly isSet: boolean;
  readonly standing: Standing;
}

/** Those that are set, then those that were: their receipts still bind. */
export async function keptAnchors(
  instance: Pick<Instance, "stores" | "settings">,
): Promise<readonly Kept[]> {
  const folder = folderOf(instance);
  const set = anchorsIn(instance.settings.anchors);
  const files = new Set(await readdir(folder).catch(() => []));
  const kept: Kept[] = [];
  for (const { kind, of } of set) {
    const file = fileNameOf({ kind, of });
    const lines = files.delete(file) ? await readJournal(join(folder, file)) : [];
    kept.push({ kind, of, isSet: true, standing: standingOf(lines) });
  }
  for (const file of [...files].sort()) {
    const lines = await readJournal(join(folder, file));
    const named = lines.find(({ line }) => line === "name");
    const name = named?.line === "name" ? named.name : { kind: "file" as const, of: file };
    kept.push({ ...name, isSet: false, standing: standingOf(lines) });
  }
  return kept;
}

export const codeOf = (error: unknown): string =>
  error instanceof AnchorFault ? error.code : "ANCHOR_UNREACHABLE";
