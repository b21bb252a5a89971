// Whether the bytes of attached documents are there, and those that were attached.
import { DocumentAttached } from "../../domain/batch/attachment/events.ts";
import type { LoggedBytes } from "../../eventstore/stored-event.ts";
import { first, type LogFinding, placeOf } from "../../projections/integrity/finding.ts";
import type { Blobs } from "../../vault/blobs.ts";
import { VaultFault } from "../../vault/fault.ts";

interface Attached extends Pick<LogFinding, "position" | "stream" | "revision"> {
  readonly name: string;
  readonly digest: string;
}

/** Seen in the log; what has no such shape the check of the log itself speaks of. */
export function attachedIn(position: number, bytes: LoggedBytes): readonly Attached[] {
  if (bytes.type !== DocumentAttached.name) return [];
  const found = DocumentAttached.data.safeParse(JSON.parse(Buffer.from(bytes.data).toString()));
  if (!found.success) return [];
  const { name, digest } = found.data;
  return [{ position, ...placeOf(bytes), name, digest }];
}

/** Reads each document once, however often it is attached. */
export async function attachmentFindings(
  blobs: Pick<Blobs, "get">,
  attached: readonly Attached[],
): Promise<readonly LogFinding[]> {
  const findings: LogFinding[] = [];
  for (const [digest, all] of Map.groupBy(attached, (one) => one.digest)) {
    const code = await faultOf(blobs, digest);
    if (!code) continue;
    const what = code === "ATTACHMENT_MISSING" ? "are not in this vault" : "are others";
    for (const { name, digest: _, ...at } of all) {
      findings.push({ code, ...at, detail: `The bytes of ${name} ${what}: SHA-256 ${digest}.` });
    }
  }
  return first(findings.sort((one, other) => one.position - other.position));
}

async function faultOf(blobs: Pick<Blobs, "get">, digest: string) {
  try {
    return (await blobs.get(digest)) ? undefined : "ATTACHMENT_MISSING";
  } catch (error) {
    if (error instanceof VaultFault && error.code === "BLOB_DAMAGED") return "ATTACHMENT_ALTERED";
    throw error;
  }
}
