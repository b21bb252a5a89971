// Whether the bytes that events name by their digest are there, and those that were kept: attached
// documents, and certificates of what became of recalled goods.
import { DocumentAttached } from "../../domain/batch/attachment/events.ts";
import { RecallGoodsDisposed } from "../../domain/recall/goods/events.ts";
import type { LoggedBytes } from "../../eventstore/stored-event.ts";
import { first, type LogFinding, placeOf } from "../../projections/integrity/finding.ts";
import type { Blobs } from "../../vault/blobs.ts";
import { VaultFault } from "../../vault/fault.ts";

export interface KeptBytes extends Pick<LogFinding, "position" | "stream" | "revision"> {
  readonly kind: "attachment" | "certificate";
  readonly name: string;
  readonly digest: string;
}

/** Seen in the log; what has no such shape the check of the log itself speaks of. */
export function keptIn(position: number, bytes: LoggedBytes): readonly KeptBytes[] {
  const at = { position, ...placeOf(bytes) };
  const data = () => JSON.parse(Buffer.from(bytes.data).toString());
  if (bytes.type === DocumentAttached.name) {
    const found = DocumentAttached.data.safeParse(data());
    if (!found.success) return [];
    return [{ ...at, kind: "attachment", name: found.data.name, digest: found.data.digest }];
  }
  if (bytes.type !== RecallGoodsDisposed.name) return [];
  const { data: disposed } = RecallGoodsDisposed.data.safeParse(data());
  const digest = disposed?.certificateDigest;
  if (!disposed || digest === undefined) return [];
  return [{ ...at, kind: "certificate", name: `certificate ${disposed.certificate}`, digest }];
}

export interface KeptFound {
  readonly findings: readonly LogFinding[];
  /** Of these only the digest is here: over HTTP no more is given. */
  readonly elsewhere: readonly KeptBytes[];
}

/** Reads what has one digest once, however often it is named. */
export async function keptFound(
  blobs: Pick<Blobs, "get">,
  named: readonly KeptBytes[],
): Promise<KeptFound> {
  const findings: LogFinding[] = [];
  const elsewhere: KeptBytes[] = [];
  for (const [digest, all] of Map.groupBy(named, (one) => one.digest)) {
    const fault = await faultOf(blobs, digest);
    if (!fault) continue;
    for (const one of all) {
      const { kind, name, digest: _, ...at } = one;
      const code = codes[kind][fault];
      if (!code) elsewhere.push(one);
      else findings.push({ code, ...at, detail: detailOf(name, fault, digest) });
    }
  }
  const inOrder = findings.sort((one, other) => one.position - other.position);
  return { findings: first(inOrder), elsewhere };
}

const detailOf = (name: string, fault: "missing" | "altered", digest: string): string =>
  `The bytes of ${name} ${fault === "missing" ? "are not in this vault" : "are others"}: ` +
  `SHA-256 ${digest}. Restore the file from a backup.`;

const codes = {
  attachment: { missing: "ATTACHMENT_MISSING", altered: "ATTACHMENT_ALTERED" },
  certificate: { missing: undefined, altered: "CERTIFICATE_ALTERED" },
} as const;

async function faultOf(blobs: Pick<Blobs, "get">, digest: string) {
  try {
    return (await blobs.get(digest)) ? undefined : "missing";
  } catch (error) {
    if (error instanceof VaultFault && error.code === "BLOB_DAMAGED") return "altered";
    throw error;
  }
}
