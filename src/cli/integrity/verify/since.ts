// From where a run goes on that does not read the whole log: something signed with the log's key.
import type { Checkpoint } from "../../../integrity/checkpoint.ts";
import { forgery, isOfCutEnd, type Signers } from "../../../integrity/epoch.ts";
import type { SignedVerification } from "../../../integrity/evidence/verification.ts";
import { CliFault } from "../../terminal/fault.ts";

export interface Since {
  readonly size: number;
  readonly root: Buffer;
  /** `report`: a run of `verify` found it clean; `checkpoint`: it was signed as it was recorded. */
  readonly by: "report" | "checkpoint";
}

interface Signed {
  readonly reports: readonly SignedVerification[];
  readonly checkpoints: readonly Checkpoint[];
  readonly signers: Signers;
  /** Events of the log. */
  readonly size: number;
}

/** `last`: the last report. Throws VERIFY_FROM_UNKNOWN, REPORT_FORGED, CHECKPOINT_FORGED. */
export function sinceOf(from: number | "last", signed: Signed): Since {
  const { reports, checkpoints, signers } = signed;
  const isThere = ({ size }: { readonly size: number }) => from === "last" || size === from;
  const report = reports.findLast(isThere);
  const found = report ?? (from === "last" ? undefined : checkpoints.find(isThere));
  if (!found) throw unknown(from, [...reports, ...checkpoints]);
  const why = forgery(signers.epochs, found);
  if (why !== undefined && !isOfCutEnd(signers.later, found, signed.size)) {
    const code = found === report ? "REPORT_FORGED" : "CHECKPOINT_FORGED";
    const message = `What stands for ${found.size} events is ${why}.`;
    throw new CliFault(code, message, { signed: found.size });
  }
  const { size, root } = found;
  return { size, root, by: found === report ? "report" : "checkpoint" };
}

function unknown(from: number | "last", signed: readonly { readonly size: number }[]): CliFault {
  if (from === "last") {
    const message = "No run was clean so far. Verify the whole log first.";
    return new CliFault("VERIFY_FROM_UNKNOWN", message);
  }
  const before = signed.map(({ size }) => size).filter((size) => size < from);
  const nearest = before.length > 0 ? Math.max(...before) : undefined;
  const hint =
    nearest === undefined ? "nor anything before it" : `${nearest} is the nearest before`;
  const message = `Nothing was signed at ${from} events; ${hint}.`;
  return new CliFault("VERIFY_FROM_UNKNOWN", message, { nearest });
}
