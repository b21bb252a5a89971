// The notice to a consignee (21 CFR 7.49): what is recalled, why, how deep, what to do and answer.
import { type Identifier, written } from "../../domain/kernel/identifier.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import type { Consignee } from "../../domain/recall/consignee/consignee.ts";
import type { Recall } from "../../domain/recall/recall.ts";
import { isIn } from "../../domain/recall/scope/scope.ts";
import { shipment } from "../../domain/shipment/shipment.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import type { Instance } from "../instance/instance.ts";

/** With the numbers that the consignee knows: those on the goods and on the delivery note. */
export async function letter(
  { handler }: Pick<Instance, "handler">,
  of: Recall,
  { consigneeNumber, name, address, notified }: Consignee,
): Promise<string> {
  const { opened, evaluated, scope } = of;
  const goods: string[] = [];
  for (const { shipmentId, lines, ...one } of scope.shipments.values()) {
    if (one.consigneeNumber !== consigneeNumber) continue;
    const { state: sent } = await handler.load(shipment, shipmentId);
    const under = sent.status === "unknown" ? shipmentId : numbered(sent.prepared.identifiers);
    for (const { materialLotId, quantity } of lines) {
      if (!isIn(scope.lots, materialLotId)) continue;
      const { state: lot } = await handler.load(materialLot, materialLotId);
      const known = lot.status === "unknown" ? undefined : lot;
      const what = known ? `${known.material.name}, ${numbered(known.identifiers)}` : materialLotId;
      goods.push(`  ${quantityText(quantity)} of ${what}, under ${under}`);
    }
  }
  const depth = evaluated ? `It goes to the ${evaluated.depth} level. ` : "";
  return [
    ...(opened.mock ? ["EXERCISE: nothing is to be done but to answer.", ""] : []),
    name,
    ...(address === undefined ? [] : [address]),
    "",
    `URGENT: ${opened.type.toUpperCase()} ${opened.number}${notified > 0 ? " (reminder)" : ""}`,
    "",
    `Reason: ${opened.reason}`,
    ...(evaluated ? [`Class ${evaluated.classification}: ${evaluated.evaluation}`] : []),
    "",
    goods.length > 0
      ? "You received from us:"
      : "You received goods of it from a customer of ours.",
    ...goods,
    "",
    `Stop using and selling them at once and keep them apart. ${depth}Tell everybody to whom`,
    "you passed any of them on, and name them to us.",
    "",
    `Answer, quoting ${opened.number} and ${consigneeNumber}: how much you have, have used up,`,
    "have destroyed and have passed on, and to whom. Answer also if you have none left.",
  ].join("\n");
}

const numbered = (identifiers: readonly Identifier[]): string =>
  identifiers.map(written).join(", ");
