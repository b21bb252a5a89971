// The fence: a note beside the log that it moves, or has moved, to another store. Whoever opens the
// log after it finds it; it is on disk before anybody relies on it.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedNodeFault } from "../fault.ts";

export interface Fence {
  /** `moving`: no event is taken any more, and nobody goes on at the new place yet. */
  readonly state: "moving" | "moved";
  /** The new address, without credentials. */
  readonly to: string;
}

export const fenceFile = (directory: string): string => join(directory, "moved.json");

/** Undefined where the log was never moved. Throws LOG_UNREADABLE where the note cannot be read. */
export function readFence(directory: string): Fence | undefined {
  const file = fenceFile(directory);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const { state, to } = parsed(file, text);
  if ((state === "moving" || state === "moved") && typeof to === "string") return { state, to };
  throw unreadable(file);
}

/** On disk when it returns. */
export function writeFence(directory: string, fence: Fence): void {
  const file = fenceFile(directory);
  const descriptor = openSync(`${file}.new`, "w", 0o600);
  writeSync(descriptor, `${JSON.stringify(fence)}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(`${file}.new`, file);
  if (process.platform === "win32") return;
  const folder = openSync(directory, "r");
  fsyncSync(folder);
  closeSync(folder);
}

/**
 * To be asked under the folder's lock, before the log is opened; `movingTo` sets up the fence, to
 * read what is behind it. Throws LOG_MOVED.
 */
export function passFence(directory: string, movingTo: string | undefined): void {
  const found = readFence(directory);
  if (found && (found.state === "moved" || movingTo === undefined)) throw moved(directory, found);
  if (movingTo !== undefined) writeFence(directory, { state: "moving", to: movingTo });
}

/** For whoever goes on at another store. Throws LOG_MOVED while the log is on its way. */
export function refuseMoving(directory: string): void {
  const found = readFence(directory);
  if (found?.state === "moving") throw moved(directory, found);
}

function moved(directory: string, { state, to }: Fence): EmbeddedNodeFault {
  const message =
    state === "moved"
      ? `The log has moved to ${to}: set EVENTSTORE_URL to it. What is in ${directory} is its past.`
      : `The log is on its way to ${to}, and takes no events: run \`batchproof replicate\` with ` +
        `--cut-over again. To stay here instead, remove ${fenceFile(directory)}.`;
  return new EmbeddedNodeFault("LOG_MOVED", message);
}

function parsed(file: string, text: string): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch {
    // Said below.
  }
  throw unreadable(file);
}

const unreadable = (file: string): EmbeddedNodeFault =>
  new EmbeddedNodeFault("LOG_UNREADABLE", `${file} tells not whether the log has moved.`);
