// From where a run goes on that does not read the whole log: something signed with the log's key.
import { forgery, isOfCutEnd, type Signers } from "../../../integrity/epoch.ts";
import type { SignedVerification } from "../../../integrity/evidence/verification.ts";
import { CliFault } from "../../terminal/fault.ts";
import type { Checkpoints } from "../checkpoints.ts";

export interface Since {
  readonly size: number;
  readonly root: Buffer;
  /** `report`: a run of `verify` found it clean; `checkpoint`: it was signed as it was recorded. */
  readonly by: "report" | "checkpoint";
}

interface Signed {
  readonly reports: readonly SignedVerification[];
  readonly checkpoints: Pick<Checkpoints, "all">;
  readonly signers: Signers;
  /** Events of the log. */
  readonly size: number;
}

/** `last`: the last report. Throws VERIFY_FROM_UNKNOWN, REPORT_FORGED, CHECKPOINT_FORGED. */
export async function sinceOf(from: number | "last", signed: Signed): Promise<Since> {
  const { reports, checkpoints, signers } = signed;
  const report = reports.findLast(({ size }) => from === "last" || size === from);
  const found = report ?? (await headOf(from, checkpoints));
  if (!found) throw await unknown(from, signed);
  const why = forgery(signers.epochs, found);
  if (why !== undefined && !isOfCutEnd(signers.later, found, signed.size)) {
    const code = found === report ? "REPORT_FORGED" : "CHECKPOINT_FORGED";
    const message = `What stands for ${found.size} events is ${why}.`;
    throw new CliFault(code, message, { signed: found.size });
  }
  const { size, root } = found;
  return { size, root, by: found === report ? "report" : "checkpoint" };
}

async function headOf(from: number | "last", checkpoints: Signed["checkpoints"]) {
  if (from === "last") return undefined;
  for await (const head of checkpoints.all()) if (head.size === from) return head;
  return undefined;
}

async function unknown(from: number | "last", { reports, checkpoints }: Signed): Promise<CliFault> {
  if (from === "last") {
    const message = "No run was clean so far. Verify the whole log first.";
    return new CliFault("VERIFY_FROM_UNKNOWN", message);
  }
  let nearest: number | undefined;
  const take = ({ size }: { readonly size: number }) => {
    if (size < from && size > (nearest ?? -1)) nearest = size;
  };
  for (const report of reports) take(report);
  for await (const head of checkpoints.all()) take(head);
  const hint =
    nearest === undefined ? "nor anything before it" : `${nearest} is the nearest before`;
  const message = `Nothing was signed at ${from} events; ${hint}.`;
  return new CliFault("VERIFY_FROM_UNKNOWN", message, { nearest });
}
