// What `verify` says of the anchors: whether the log is what they have seen, whether what they
// answered is theirs, and where they have seen nothing.
import { type AnchorName, titleOf } from "../../../anchors/anchor.ts";
import { AnchorFault } from "../../../anchors/fault.ts";
import { headsInFile } from "../../../anchors/file-anchor.ts";
import type { Receipt } from "../../../anchors/journal.ts";
import { stampOf } from "../../../anchors/timestamp/timestamp-anchor.ts";
import { cosignatureOf } from "../../../anchors/witness/witness-anchor.ts";
import type { Signers } from "../../../integrity/epoch.ts";
import { parseKey } from "../../../integrity/note.ts";
import type { LogFinding } from "../../../projections/integrity/finding.ts";
import type { Instance } from "../../instance/instance.ts";
import { treeNow } from "../checkpoints.ts";
import { type Kept, keptAnchors, rootsIn } from "./anchors.ts";
import {
  anchoredHeads,
  contradictionsOf,
  isLeftBehind,
  type OutsideHead,
} from "./outside-heads.ts";
import { type AnchorReport, reportOf } from "./report.ts";

export interface AnchorsChecked {
  readonly anchors: readonly AnchorReport[];
  readonly findings: readonly LogFinding[];
}

type Parts = Pick<Instance, "stores" | "settings" | "database">;

/** `size`: events that were read. `more`: heads that somebody else kept. */
export async function checkAnchors(
  instance: Parts,
  { size, signers, more }: CheckedAgainst,
): Promise<AnchorsChecked> {
  const kept = await keptAnchors(instance);
  const findings: LogFinding[] = [];
  const inFiles: OutsideHead[] = [];
  for (const anchor of kept) {
    const keeper = titleOf(anchor);
    for (const at of anchor.standing.damaged) {
      const detail = `The receipts of the ${keeper} are damaged at byte ${at}.`;
      findings.push({ code: "RECEIPT_DAMAGED", position: 0, detail });
    }
    const open = anchor.standing.gaps.at(-1);
    if (open && open.to === undefined && open.code === "ANCHOR_CONTRADICTS") {
      const position = anchor.standing.last?.checkpoint.size ?? 0;
      const detail = `The ${keeper} has seen another log. ${open.detail}`;
      findings.push({ code: "ANCHOR_CONTRADICTS", position, detail });
    }
    if (!anchor.isSet) continue;
    const { heads, lost } = await inFile(anchor);
    inFiles.push(...heads);
    if (lost) findings.push(lost);
    findings.push(...(await answersOf(instance, anchor)));
  }
  // A tree that is behind is a finding already, and says nothing of what is outside.
  const tree = await treeNow(instance.database);
  const seen = [...anchoredHeads(kept), ...inFiles];
  const heads = [...seen, ...more].filter(
    ({ checkpoint }) => checkpoint.size <= tree.size || checkpoint.size > size,
  );
  const against = { ...tree, size: Math.min(size, tree.size) };
  const contradictions = await contradictionsOf(heads, against, signers);
  return {
    anchors: kept.map((one) => {
      const own = seen.filter(({ keeper }) => keeper === titleOf(one));
      const left = own.map(({ checkpoint }) => checkpoint);
      return reportOf(
        one,
        size,
        left.filter((head) => isLeftBehind(signers.epochs, head)),
      );
    }),
    findings: [...contradictions, ...findings],
  };
}

export interface CheckedAgainst {
  readonly size: number;
  readonly signers: Signers;
  readonly more: readonly OutsideHead[];
}

/** Of the files that are set and can be read: `verify` tells those that cannot. */
export async function headsInFiles(kept: readonly Kept[]): Promise<readonly OutsideHead[]> {
  const files = kept.filter(({ kind, isSet }) => kind === "file" && isSet);
  const all = await Promise.all(files.map(inFile));
  return all.flatMap(({ heads }) => heads);
}

async function inFile({ kind, of, standing }: Kept) {
  const keeper = titleOf({ kind, of });
  if (kind !== "file") return { heads: [] };
  try {
    const all = await headsInFile(of);
    const heads = all.map((checkpoint) => ({ checkpoint, keeper }));
    const there = new Set(all.map(({ note }) => note.text));
    const missing = standing.receipts.find(({ checkpoint }) => !there.has(checkpoint.note.text));
    if (!missing) return { heads };
    const { size } = missing.checkpoint;
    return { heads, lost: lost(size, `${of} has lost the head of ${size} events.`) };
  } catch (error) {
    if (!(error instanceof AnchorFault)) throw error;
    const first = standing.receipts[0]?.checkpoint.size;
    return { heads: [], ...(first !== undefined && { lost: lost(first, error.message) }) };
  }
}

const lost = (position: number, detail: string): LogFinding => ({
  code: "ANCHOR_LOST",
  position,
  detail,
});

/** Time stamps and cosignatures, by the keys that are set. */
async function answersOf(instance: Parts, { kind, of, standing }: Kept): Promise<LogFinding[]> {
  const findings: LogFinding[] = [];
  const roots = rootsIn(instance.settings.anchors);
  for (const receipt of standing.receipts) {
    const { size: position } = receipt.checkpoint;
    try {
      const at = timeOf({ kind, of }, receipt, roots);
      const why = at && (await implausible(instance, receipt, at));
      if (why) findings.push({ code: "ANCHOR_TIME_IMPLAUSIBLE", position, detail: why });
    } catch (error) {
      if (!(error instanceof AnchorFault)) throw error;
      const code = kind === "witness" ? "COSIGNATURE_INVALID" : "TIMESTAMP_INVALID";
      findings.push({ code, position, detail: `${titleOf({ kind, of })}: ${error.message}` });
    }
  }
  return findings;
}

/** By the clock of the anchor. Throws AnchorFault. */
function timeOf(
  { kind, of }: AnchorName,
  { checkpoint, token }: Receipt,
  roots: ReturnType<typeof rootsIn>,
): Date | undefined {
  if (kind === "file") return undefined;
  if (kind === "timestamp") return stampOf(checkpoint, token ?? Buffer.of(), roots).at;
  const cosigned = cosignatureOf(checkpoint, parseKey(of));
  if (cosigned?.at !== undefined) return new Date(cosigned.at * 1_000);
  throw new AnchorFault("COSIGNATURE_INVALID", "The receipt has no cosignature of this witness.");
}

/** What an anchor has seen was recorded before, and it answered when this machine says so. */
async function implausible({ database }: Parts, { checkpoint, at }: Receipt, by: Date) {
  const { size } = checkpoint;
  const said = by.toISOString();
  if (Math.abs(by.getTime() - Date.parse(at)) > tolerance_ms) {
    return `The head of ${size} events was anchored at ${said}; this machine had ${at}.`;
  }
  const newest = await database.kysely
    .selectFrom("audit_trail.audit_entry")
    .select("recorded_at")
    .where("position", "=", size - 1)
    .executeTakeFirst();
  const recorded = newest?.recorded_at;
  if (!recorded || new Date(recorded).getTime() <= by.getTime() + tolerance_ms) return undefined;
  return `The newest of ${size} events was recorded at ${recorded}, and anchored at ${said}.`;
}

const tolerance_ms = 120_000;
