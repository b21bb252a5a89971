// Cartons and leaflets, roll by roll: issued to the line, applied, returned, destroyed, reconciled
// (21 CFR 211.125).
import { reconcileLabels, returnLabels } from "../../domain/batch/label/commands.ts";
import { chargeMaterial } from "../../processes/charge-material.ts";
import { destroyLabels } from "../../processes/label/destroy-labels.ts";
import { issueLabels } from "../../processes/label/issue-labels.ts";
import { amountOf } from "../materials/amount.ts";
import { materials } from "../materials/materials.ts";
import type { Issued, Making } from "../processing/making.ts";
import { check } from "../processing/step.ts";
import { pathOf } from "../recipe/control-recipe.ts";
import { on } from "../story/on.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";

export async function issueToLine(
  story: Story,
  works: Works,
  { pack, crew, printed }: Making,
  material: Issued["material"],
  amount: number,
): Promise<void> {
  for (const piece of works.stock.take(material, amount)) {
    const { materialLotId: lotId } = piece.lot;
    story.linger(8, 16);
    const issued = await story.process(crew.early, on(issueLabels, pack.batchId), {
      materialLotId: lotId,
      quantity: amountOf(material, piece.amount),
    });
    const version = `${materials[material].name}: artwork version and lot as ordered`;
    const of = eventOf(issued, "LabelIssued");
    await check(story, crew.earlySecond, pack, { check: version, phase: "supply", of });
    printed.push({ material, lotId, amount: piece.amount });
  }
}

/** What became of what was issued of each; the last rolls are those that something is left of. */
interface Account extends Issued {
  readonly applied: number;
  readonly destroyed: number;
  readonly left: number;
}

/** With each pack one of each; what is spoiled is set apart to be destroyed. */
export async function applyPrinted(story: Story, making: Making): Promise<void> {
  const { pack, crew } = making;
  for (const material of ["carton", "leaflet"] as const) {
    making.spoiled.set(material, story.random.between(14, 70));
    for (const { lotId, applied } of accountsOf(making, material)) {
      if (applied === 0) continue;
      await story.process(crew.late, chargeMaterial, {
        materialLotId: lotId,
        batchId: pack.batchId,
        quantity: amountOf(material, applied),
        charge: { kind: "charge", basis: "counted", path: pathOf(pack.master, "pack") },
      });
    }
  }
}

/** What is printed and left over goes back; what is spoiled is counted and destroyed. */
export async function accountForPrinted(
  story: Story,
  works: Works,
  making: Making,
  material: Issued["material"],
): Promise<void> {
  const { pack, crew } = making;
  const { batchId } = pack;
  const missing = material === "leaflet" ? making.missingLeaflets : 0;
  const accounts = accountsOf(making, material);
  story.linger(6, 14);
  for (const { lotId: materialLotId, left, destroyed } of accounts) {
    const found = materialLotId === accounts.at(-1)?.lotId ? left - missing : left;
    if (destroyed > 0) {
      const quantity = amountOf(material, destroyed);
      const cause = "Spoiled on the line";
      const data = { batchId, materialLotId, quantity, cause };
      await story.process(crew.lateSecond, destroyLabels, data);
    }
    if (found > 0) {
      const quantity = amountOf(material, found);
      await story.act(crew.lateSecond, returnLabels, batchId, { materialLotId, quantity });
      works.stock.putBack(materialLotId, found);
    }
    if (found < left) continue;
    const data = { materialLotId };
    const reconciled = await story.act(crew.lateSecond, reconcileLabels, batchId, data);
    making.entries.labels = eventOf(reconciled, "LabelReconciled");
  }
  const checked = { check: `Reconciliation of ${material}s`, phase: "reconcile" };
  await check(story, crew.late, pack, checked);
}

function accountsOf(
  { packs, printed, spoiled }: Making,
  material: Issued["material"],
): readonly Account[] {
  const issued = printed.filter((one) => one.material === material);
  let destroyed = spoiled.get(material) ?? 0;
  let left = issued.reduce((sum, { amount }) => sum + amount, 0) - packs - destroyed;
  const accounts = issued.toReversed().map((one) => {
    const back = Math.min(one.amount, left);
    const bad = Math.min(one.amount - back, destroyed);
    left -= back;
    destroyed -= bad;
    return { ...one, left: back, destroyed: bad, applied: one.amount - back - bad };
  });
  return accounts.reverse();
}
