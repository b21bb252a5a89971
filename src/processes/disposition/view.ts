// What whoever decides on a lot was shown, compared with what there is to be seen: at the position
// that they name, and now. Looked up before the decision, and passed to it.
import type { Shown } from "../../domain/disposition/events.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { evidenceIn, gatherStates } from "../material/judgement/evidence.ts";
import { madeBy } from "../material/judgement/lacks.ts";

export interface Viewed {
  readonly materialLotId: string;
  /** Those that made it. */
  readonly batchIds: readonly string[];
}

/**
 * The digests of what is answered of a lot at a tree size; without one, of all that is recorded.
 * Undefined: nothing has been answered for that position yet.
 */
export type View = (of: Viewed, asOf?: number) => Promise<Shown | undefined>;

export interface Looked {
  readonly named: Shown | undefined;
  readonly now: Shown | undefined;
}

/** By the log, whoever asks. */
export async function viewedOf(handler: Handler, materialLotId: string): Promise<Viewed> {
  const evidence = evidenceIn(await gatherStates(handler, materialLotId));
  return { materialLotId, batchIds: madeBy(evidence, materialLotId) };
}

export async function lookedAt(
  handler: Handler,
  view: View,
  { materialLotId, shown }: { readonly materialLotId: string; readonly shown?: Shown },
): Promise<Looked> {
  if (!shown) return { named: undefined, now: undefined };
  const of = await viewedOf(handler, materialLotId);
  return { named: await view(of, shown.asOf), now: await view(of) };
}

/** Refused with RECORD_CHANGED_SINCE_VIEW; `differs` names each thing that is not as shown. */
export function refuseNotShown(shown: Shown, looked: Looked | undefined): Refusal | undefined {
  if (!looked) return undefined;
  const { asOf } = shown;
  const untrue = differing(shown, looked.named);
  if (untrue.length > 0) {
    const message = `It was not so at position ${asOf}: ${untrue.join(", ")}.`;
    return refuse("RECORD_CHANGED_SINCE_VIEW", message, { asOf, differs: untrue });
  }
  const changed = differing(shown, looked.now);
  if (changed.length === 0) return undefined;
  const message = `It has changed since position ${asOf}: ${changed.join(", ")}.`;
  return refuse("RECORD_CHANGED_SINCE_VIEW", message, { asOf, differs: changed });
}

/** `trace`, `batch b-1 record`: in the order in which they are frozen. */
function differing(shown: Shown, found: Shown | undefined): string[] {
  if (!found) return ["position"];
  const [said, is] = [partsOf(shown), partsOf(found)];
  return [...new Set([...is.keys(), ...said.keys()])].filter(
    (part) => said.get(part) !== is.get(part),
  );
}

const partsOf = (shown: Shown): ReadonlyMap<string, string> =>
  new Map(
    shownIn(shown).map(({ what, batchId, is }) => [
      batchId === undefined ? what : `batch ${batchId} ${what}`,
      is,
    ]),
  );

/** One thing that was shown: of the lot, or of a batch that made it. */
export interface ShownPart {
  readonly what: "trace" | "trail" | "revision" | "record";
  readonly batchId?: string;
  /** Its digest; of a revision, the number. */
  readonly is: string;
}

/** In the order in which they are frozen. */
export const shownIn = ({ trace, trail, batches }: Shown): readonly ShownPart[] => [
  { what: "trace", is: trace },
  { what: "trail", is: trail },
  ...batches.flatMap(({ batchId, toRevision, record, trail: ofBatch }) => [
    { what: "revision" as const, batchId, is: String(toRevision) },
    { what: "record" as const, batchId, is: record },
    { what: "trail" as const, batchId, is: ofBatch },
  ]),
];
