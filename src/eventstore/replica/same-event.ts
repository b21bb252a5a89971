// Whether what stands in the copy of a log is what stands in the log, byte for byte.
import { entryBytes } from "../../integrity/entry.ts";
import { EventLogFault } from "../event-log-fault.ts";
import type { StoredBytes } from "../stored-event.ts";

/** `there`: in the copy, at the same log index. Throws TARGET_NOT_EMPTY or TARGET_DIFFERS. */
export function refuseOther(
  index: number,
  event: StoredBytes | undefined,
  there: StoredBytes | undefined,
): void {
  if (event && there && entryBytes(event).equals(entryBytes(there))) return;
  if (index === 0 && there) {
    const message = `The target holds another log: it begins with ${nameOf(there)}.`;
    throw new EventLogFault("TARGET_NOT_EMPTY", `${message} Give an empty one.`, there);
  }
  const found = there ? nameOf(there) : "nothing";
  const wanted = event ? nameOf(event) : "nothing";
  throw targetDiffers(index, `it holds ${found} where the log has ${wanted}`, event ?? there);
}

export function targetDiffers(
  index: number,
  what: string,
  { stream }: Partial<StoredBytes> = {},
  cause?: unknown,
): EventLogFault {
  const about = { ...(stream !== undefined && { stream }), cause };
  const message = `The target is no copy of the log at position ${index}: ${what}.`;
  return new EventLogFault("TARGET_DIFFERS", message, about);
}

const nameOf = ({ type, id, stream, revision }: StoredBytes): string =>
  `${type} ${id} (${stream} at ${revision})`;
