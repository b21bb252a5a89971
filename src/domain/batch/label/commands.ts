// Issuing is an act; counts are observations; the reconciliation is the step that may be refused
// (21 CFR 211.125(c), 211.130; EU GMP Part I, 5.56).
import { z } from "zod";
import { sameContent } from "../../kernel/precondition.ts";
import { negate, type Quantity, refuseNotPositive, sign, sumOf } from "../../kernel/quantity.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { command } from "../batch.ts";
import type { Batch } from "../batch-part.ts";
import { refuseMaterial } from "../material/commands.ts";
import { isKnown, refuseEntry, unknownBatch } from "../standing.ts";
import { LabelDestroyed, LabelIssued, LabelReconciled, LabelReturned } from "./events.ts";
import { type Account, accountOf, appliedOf, notOnLine } from "./label.ts";

/** What the lot allows is asked before, and where its artwork version comes from. */
export const issueLabels = command(
  "IssueLabels",
  "executeBatch",
  LabelIssued.data,
  (data, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    const refused =
      refuseMaterial(batch, { material: data.material, kind: "charge" }) ??
      refuseArtwork(batch, data) ??
      refuseNotPositive(data.quantity);
    return refused ?? [{ type: "LabelIssued", data }];
  },
);

/** 21 CFR 211.125(a): of the artwork that the copy names, and of no other. */
function refuseArtwork(
  { copied }: Batch,
  { material, artworkVersion }: z.output<typeof LabelIssued.data>,
): Refusal | undefined {
  const { inputs = [], labels = [] } = copied?.recipe ?? {};
  const keys = inputs
    .filter((one) => one.material.materialDefinitionId === material.materialDefinitionId)
    .map(({ key }) => key);
  const asked = labels.filter(({ input }) => keys.includes(input));
  if (asked.length === 0 || asked.some((one) => one.artworkVersion === artworkVersion)) return;
  const versions = asked.map((one) => one.artworkVersion).join(", ");
  const message = `The recipe asks for artwork ${versions}, not ${artworkVersion ?? "unknown"}.`;
  return refuse("WRONG_MATERIAL", message, { artworkVersion: artworkVersion ?? null });
}

export const returnLabels = command(
  "ReturnLabels",
  "executeBatch",
  LabelReturned.data,
  (data, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    const refused =
      refuseEntry(batch) ?? refuseElsewhere(batch, data) ?? refuseNotPositive(data.quantity);
    return refused ?? [{ type: "LabelReturned", data }];
  },
);

export const destroyLabels = command(
  "DestroyLabels",
  "executeBatch",
  LabelDestroyed.data,
  (data, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    const refused =
      refuseEntry(batch) ?? refuseElsewhere(batch, data) ?? refuseNotPositive(data.quantity);
    return refused ?? [{ type: "LabelDestroyed", data }];
  },
);

const Reconcile = z.strictObject({
  materialLotId: LabelReconciled.data.shape.materialLotId,
  deviationId: LabelReconciled.data.shape.deviationId,
  waiver: z
    .strictObject({
      inspection: z.string().min(1).max(4_000),
      checkEventId: z.uuid(),
    })
    .exactOptional(),
});

/** A difference needs a deviation, or that all were examined and somebody else verified that. */
export const reconcileLabels = command(
  "ReconcileLabels",
  "executeBatch",
  Reconcile,
  (data, batch, { actor }) => {
    if (!isKnown(batch)) return unknownBatch;
    const { materialLotId, waiver, deviationId } = data;
    if (deviationId !== undefined && !batch.deviations.linked.has(deviationId)) {
      return refuse("DEVIATION_REQUIRED", "There is no such deviation about this batch.");
    }
    const account = accountIn(batch, materialLotId);
    if (!account) {
      return refuse("LABEL_RECONCILIATION_FAILED", "Not every count is known.", { materialLotId });
    }
    const difference = differenceOf(account);
    const refused = refuseEntry(batch) ?? (waiver && refuseUnverified(batch, waiver, actor.id));
    if (refused) return refused;
    if (sign(difference) !== 0 && deviationId === undefined && !waiver) {
      const message = `${difference.value} ${difference.unitOfMeasure} are not accounted for.`;
      const attempted = { materialLotId, difference };
      return refuse("LABEL_RECONCILIATION_FAILED", message, attempted);
    }
    const verified = waiver && verifiedBy(batch, waiver.checkEventId);
    const waived = waiver && { waiver: { ...waiver, ...(verified && { verifiedBy: verified }) } };
    const reconciled = { ...data, ...account, difference, ...waived };
    if (sameContent(batch.labels.get(materialLotId)?.reconciled, reconciled)) return [];
    return [{ type: "LabelReconciled", data: reconciled }];
  },
);

/** Lots of printed matter whose account is open: none yet, or something happened since. */
export const unreconciled = (batch: Batch): readonly string[] =>
  [...batch.labels].flatMap(([materialLotId, { reconciled }]) => {
    const account = accountIn(batch, materialLotId);
    const { issued, applied, returned, destroyed } = reconciled ?? {};
    const isSame = account && sameContent(account, { issued, applied, returned, destroyed });
    return isSame ? [] : [materialLotId];
  });

const accountIn = (batch: Batch, materialLotId: string): Account | undefined =>
  accountOf(batch.labels.get(materialLotId) ?? notOnLine, appliedOf(batch.material, materialLotId));

function differenceOf({ issued, applied, returned, destroyed }: Account): Quantity {
  const rest = sumOf([issued, ...[applied, returned, destroyed].map(negate)]);
  return rest ?? issued;
}

/** Neither issued to the line nor applied there: a lot that was mistyped, or of another line. */
function refuseElsewhere(
  { labels, material }: Batch,
  { materialLotId }: { readonly materialLotId: string },
): Refusal | undefined {
  if (labels.has(materialLotId) || appliedOf(material, materialLotId).length > 0) return undefined;
  return refuse("NOT_FOUND", "No labels of this lot are on the line.", { materialLotId });
}

const verifiedBy = ({ authors }: Batch, checkEventId: string) => authors.get(checkEventId);

function refuseUnverified(
  batch: Batch,
  { checkEventId }: { readonly checkEventId: string },
  actorId: string,
): Refusal | undefined {
  const { keys, verdicts } = batch.evidence;
  const verdict = verdicts.get(keys.get(checkEventId) ?? "");
  const verifier = verifiedBy(batch, checkEventId);
  const isPassed = verdict?.id === checkEventId && verdict.result === "pass";
  if (!isPassed || verifier === undefined || !batch.performers.has(verifier)) {
    return refuse("NOT_FOUND", "The batch has no such check that somebody passed.");
  }
  return verifier === actorId
    ? refuse("SECOND_PERSON_REQUIRED", "Who reconciles has not verified the inspection.")
    : undefined;
}
